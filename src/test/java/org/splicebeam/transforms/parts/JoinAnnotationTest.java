package org.splicebeam.transforms.parts;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.KV;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.HandMadeGene;
import org.splicebeam.schemas.genome.HandMadeTranscript;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.genome.TranscriptModel;
import org.splicebeam.schemas.parts.PartInput;
import org.splicebeam.schemas.rows.AnnotatedBlock;
import org.splicebeam.schemas.rows.HandMadeJoin;
import org.splicebeam.schemas.rows.RowBlock;
import org.splicebeam.schemas.rows.TranscriptJoin;
import org.splicebeam.transforms.GivenViews;
import org.splicebeam.transforms.rows.HandMadeBlocks;

class JoinAnnotationTest {
  private static final TranscriptModel T1 = transcript("T1");
  private static final TranscriptModel T2 = transcript("T2");
  private static final TranscriptModel T3 = transcript("T3");
  private static final GeneModel GENE = gene("G", T1, T2, T3);
  private static final GeneModel BARE = gene("BARE");

  private static TranscriptModel transcript(String id) {
    return HandMadeTranscript.transcript(id).exons(1, 100, 100).build();
  }

  private static GeneModel gene(String id, TranscriptModel... transcripts) {
    return HandMadeGene.gene(id).transcripts(transcripts).build();
  }

  /** One row for each transcript id, null for none. */
  private static RowBlock rows(String gene, String... transcriptIds) {
    List<HandMadeBlocks.Row> rows = new ArrayList<>();
    for (String id : transcriptIds) {
      rows.add(HandMadeBlocks.row(rows.size()).transcript(id));
    }
    return HandMadeBlocks.block(gene, "1", Strand.FORWARD, rows);
  }

  @Test
  void theRepresentativeIsEveryRowsTranscript() {
    RowBlock sites = rows("G", "T2", null, "OTHER", "T1");
    assertThat(
        AnnotatedBlock.join(sites, GENE, TranscriptJoin.REPRESENTATIVE),
        is(HandMadeJoin.annotated(sites, gene("G", T1), 0, 0, 0, 0)));
  }

  /** T9 is a transcript of another gene, which a row cannot borrow. */
  @Test
  void byRowEachHasItsOwnOrNone() {
    RowBlock sites = rows("G", "T3", null, "T9", "T1", "T3", "");
    AnnotatedBlock joined = AnnotatedBlock.join(sites, GENE, TranscriptJoin.ROW);
    assertThat(joined, is(HandMadeJoin.annotated(sites, gene("G", T3, T1), 0, -1, -1, 1, 0, -1)));
    assertThat(joined.transcript(0), is(T3));
    assertThat(joined.transcript(2), is(nullValue()));
    assertThat(joined.transcript(3), is(T1));
  }

  @Test
  void aGeneWithoutTranscriptsHasNone() {
    RowBlock sites = rows("BARE", "T1", null);
    for (TranscriptJoin join : TranscriptJoin.values()) {
      assertThat(
          AnnotatedBlock.join(sites, BARE, join), is(HandMadeJoin.annotated(sites, BARE, -1, -1)));
    }
  }

  @Test
  void blocksMeetTheirGenes() {
    RowBlock known = rows("G", "T2", "T1");
    RowBlock bare = rows("BARE", "T2");
    RowBlock unknown = rows("UNKNOWN", "T1", null);
    TestPipeline p = GivenViews.pipeline();
    PAssert.that(
            p.apply(
                    Create.of(
                            List.of(
                                KV.of(4, known),
                                KV.of(5, bare),
                                KV.of(6, unknown),
                                KV.of(7, RowBlock.none())))
                        .withCoder(KvCoder.of(VarIntCoder.of(), new RowBlock.Coder())))
                .apply(
                    JoinAnnotation.with(
                        GivenViews.genes(p, GENE, BARE, gene("H", transcript("T9"))),
                        TranscriptJoin.ROW)))
        .containsInAnyOrder(
            List.of(
                KV.of(4, joined(HandMadeJoin.annotated(known, gene("G", T2, T1), 0, 1))),
                KV.of(5, joined(HandMadeJoin.annotated(bare, BARE, -1))),
                KV.of(6, joined(HandMadeJoin.unannotated(unknown))),
                KV.of(7, joined(HandMadeJoin.unannotated(RowBlock.none())))));
    p.run().waitUntilFinish();
  }

  private static PartInput joined(AnnotatedBlock block) {
    return new PartInput.Block(block);
  }
}
