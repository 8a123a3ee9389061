package org.splicebeam.transforms.genes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.Packed;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.HandMadeGene;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.rows.HandMadeThinBlock;

class SelectGenesTest {
  private static final Map<String, GeneModel> ANNOTATION =
      Stream.of(
              gene("G1", "TP53", "protein_coding"),
              gene("G2", "TP53", "lncRNA"),
              gene("G3", "G1", "lncRNA"),
              gene("G4", null, null),
              gene("G5", "unknown", "unknown"),
              gene("NO_ROWS", "TP53", "lncRNA"))
          .collect(Collectors.toMap(GeneModel::geneId, gene -> gene));

  /** G4 and G5 are annotated without a type and as unknown; G6 is not annotated. */
  private static final List<String> IN_TABLES = List.of("G1", "G2", "G3", "G4", "G5", "G6");

  private static GeneModel gene(String geneId, String name, String type) {
    return HandMadeGene.gene(geneId).named(name).ofType(type).build();
  }

  private static void selects(GenePolicy policy, String... expected) {
    assertThat(
        IN_TABLES.stream().filter(id -> policy.selects(id, ANNOTATION.get(id))).toList(),
        equalTo(List.of(expected)));
  }

  @Test
  void allGenesOfTheTables() {
    selects(GenePolicy.all(), "G1", "G2", "G3", "G4", "G5", "G6");
  }

  @Test
  void namedGenesByIdOrByName() {
    selects(new GenePolicy(Set.of("G2"), Set.of()), "G2");
    selects(new GenePolicy(Set.of("G6", "G4"), Set.of()), "G4", "G6");
    selects(new GenePolicy(Set.of("TP53"), Set.of()), "G1", "G2");
    // An id of one gene may be the name of another.
    selects(new GenePolicy(Set.of("G1"), Set.of()), "G1", "G3");
    selects(new GenePolicy(Set.of("tp53", "g1", ""), Set.of()));
    selects(new GenePolicy(Set.of(), Set.of()));
  }

  @Test
  void typesFilterAndAGeneWithoutOneIsUnknown() {
    selects(new GenePolicy(null, Set.of("lncRNA")), "G2", "G3");
    selects(new GenePolicy(null, Set.of("unknown")), "G4", "G5", "G6");
    selects(new GenePolicy(null, Set.of("unknown", "protein_coding")), "G1", "G4", "G5", "G6");
    selects(new GenePolicy(null, Set.of("snRNA")));
  }

  @Test
  void aNamedGeneOfAnotherTypeIsFilteredOut() {
    selects(new GenePolicy(Set.of("TP53", "G6"), Set.of("lncRNA")), "G2");
    selects(new GenePolicy(Set.of("TP53", "G6"), Set.of("unknown")), "G6");
  }

  @Test
  void eachGeneOfTheTablesComesOnce() {
    TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    List<KV<String, Packed>> blocks = new ArrayList<>();
    for (String chrom : List.of("1", "X")) {
      for (String id : IN_TABLES) {
        blocks.add(
            KV.of(
                id, HandMadeThinBlock.of(id, chrom, Strand.FORWARD).row(0, 0, 0).build().packed()));
      }
    }
    PCollection<KV<String, Packed>> calls =
        pipeline.apply(
            "Calls",
            Create.of(blocks).withCoder(KvCoder.of(StringUtf8Coder.of(), new Packed.Coder())));
    PCollectionView<Map<String, GeneModel>> genesById =
        pipeline.apply("Genes", Create.of(ANNOTATION)).apply("ViewGenes", View.asMap());
    PAssert.that(calls.apply("All", SelectGenes.by(GenePolicy.all(), genesById)))
        .containsInAnyOrder(IN_TABLES);
    GenePolicy custom = new GenePolicy(Set.of("TP53", "G4", "G6"), Set.of("lncRNA", "unknown"));
    PAssert.that(calls.apply("Custom", SelectGenes.by(custom, genesById)))
        .containsInAnyOrder("G2", "G4", "G6");
    pipeline.run().waitUntilFinish();
  }
}
