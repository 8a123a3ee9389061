package org.splicebeam.transforms.scoring;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.splicebeam.schemas.scores.HandMadeSitedGene.sited;

import com.dynatrace.hash4j.hashing.Hashing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.rows.KeptAs;
import org.splicebeam.schemas.rows.RowBlock;
import org.splicebeam.schemas.rows.RowRange;
import org.splicebeam.schemas.scores.SitedGene;

class GenomeRowsTest {
  private static final int[] NONE = {};

  /** Bases 3 to 8 are GTNAGG on plus and CCTNAC on minus. */
  private static final String CONTIG = "ACGTRAggTCAT";

  private static final SitedGene PLUS =
      sited("P").at("1", Strand.FORWARD, 3, 8).own(new int[] {0}, NONE).build();
  private static final SitedGene MINUS =
      sited("M").at("NC_1", Strand.REVERSE, 3, 8).own(new int[] {0}, NONE).build();

  @TempDir private Path folder;
  private ScoreFiles files;

  @BeforeEach
  void prepare() throws IOException {
    files =
        new SmallGenome(folder)
            .aliases(Map.of("NC_1", "1"))
            .contig("chr1", CONTIG)
            .gene(PLUS, new double[6], new double[6])
            .prepared();
  }

  private static GeneLabels quiet(SitedGene gene) {
    return new GeneLabels(
        gene, new float[gene.length()], new float[gene.length()], SmallGenome.RULES);
  }

  /** All rows of a gene, in ranges of at most so many. */
  private static List<RowRange> ranges(GeneLabels labels, long rowsOfRange) {
    List<RowRange> ranges = new ArrayList<>();
    KeptRows kept = new KeptRows(labels, rowsOfRange, ranges::add);
    for (int position = 0; position < labels.length(); position++) {
      if (!labels.isMasked(position)) {
        kept.take(position, KeptAs.ALL, 1);
      }
    }
    kept.end();
    return ranges;
  }

  private List<RowBlock> blocks(List<RowRange> ranges, int flank) {
    List<RowBlock> blocks = new ArrayList<>();
    try (GenomeRows rows = new GenomeRows(files, flank, 0)) {
      rows.read(ranges, blocks::add);
    }
    return blocks;
  }

  private List<String> told(List<RowRange> ranges, int flank, String... columns) {
    return blocks(ranges, flank).stream()
        .flatMap(block -> ToldRows.of(block, columns).stream())
        .toList();
  }

  @Test
  void sequencesAndDinucleotidesOfAPlusGene() {
    assertThat(
        told(
            ranges(quiet(PLUS), 9),
            2,
            "place",
            "window_start",
            "window_end",
            "sequence",
            "donor_dinucleotide",
            "acceptor_dinucleotide"),
        contains(
            "0 FN 1+ 0 2 GT 11 -1",
            "1 TN 1+ 0 3 GTN -1 11",
            "2 TN 1+ 0 4 GTNA -1 -1",
            "3 TN 1+ 1 5 TNAG 2 -1",
            "4 TN 1+ 2 6 NAGG 10 2",
            "5 TN 1+ 3 6 AGG -1 10"));
  }

  @Test
  void sequencesAndDinucleotidesOfAMinusGene() {
    assertThat(
        told(
            ranges(quiet(MINUS), 9),
            2,
            "place",
            "window_start",
            "window_end",
            "sequence",
            "donor_dinucleotide",
            "acceptor_dinucleotide"),
        contains(
            "0 FN NC_1- 0 2 CC 5 -1",
            "1 TN NC_1- 0 3 CCT 7 5",
            "2 TN NC_1- 0 4 CCTN -1 7",
            "3 TN NC_1- 1 5 CTNA -1 -1",
            "4 TN NC_1- 2 6 TNAC 1 -1",
            "5 TN NC_1- 3 6 NAC -1 1"));
  }

  @Test
  void aGeneOfOneBaseHasARow() {
    SitedGene one = sited("O").at("1", Strand.REVERSE, 1, 1).own(new int[] {0}, NONE).build();
    assertThat(
        told(
            ranges(quiet(one), 9),
            32_767,
            "window_start",
            "window_end",
            "sequence",
            "donor_dinucleotide",
            "acceptor_dinucleotide"),
        contains("0 FN 0 1 T -1 -1"));
  }

  /** What is read of the genome depends on the range, and nothing of it shows. */
  @Test
  void howRowsAreCutIntoRangesNeverShows() {
    String[] columns = {"sequence", "donor_dinucleotide", "acceptor_dinucleotide", "window_end"};
    for (SitedGene gene : List.of(PLUS, MINUS)) {
      String bases = gene == PLUS ? "GTNAGG" : "CCTNAC";
      for (int flank = 1; flank < 9; flank++) {
        List<String> whole = told(ranges(quiet(gene), 9), flank, columns);
        for (int position = 0; position < 6; position++) {
          String sequence =
              bases.substring(Math.max(position - flank, 0), Math.min(position + flank, 6));
          assertThat(whole.get(position).split(" ")[2], is(sequence));
        }
        for (int rowsOfRange = 1; rowsOfRange < 4; rowsOfRange++) {
          List<RowRange> ranges = ranges(quiet(gene), rowsOfRange);
          Collections.shuffle(ranges, new Random(flank));
          assertThat(told(ranges, flank, columns), is(whole));
        }
      }
    }
  }

  @Test
  void scoresAndTheirContextsAreThoseOfTheGeneAnd0OutsideOfIt() {
    GeneLabels labels =
        new GeneLabels(
            PLUS,
            new float[] {0.25f, 0.75f, 0, 0.125f, 0, 0},
            new float[] {0.5f, 0.5f, 0, 0.125f, 0, 1},
            SmallGenome.RULES);
    assertThat(
        told(ranges(labels, 9), 2, "score", "donor_score", "acceptor_score", "neither_score"),
        contains(
            "0 TP 0.5 0.25 0.5 0.25",
            "2 TN 0.0 0.0 0.0 1.0",
            "3 TN 0.125 0.125 0.125 0.75",
            "4 TN 0.0 0.0 0.0 1.0",
            "5 FP 1.0 0.0 1.0 0.0"));
    assertThat(
        told(
            ranges(labels, 9),
            2,
            "donor_context_m2",
            "donor_context_m1",
            "donor_context_p1",
            "donor_context_p2",
            "acceptor_context_m2",
            "acceptor_context_m1",
            "acceptor_context_p1",
            "acceptor_context_p2"),
        contains(
            "0 TP 0.0 0.0 0.75 0.0 0.0 0.0 0.5 0.0",
            "2 TN 0.25 0.75 0.125 0.0 0.5 0.5 0.125 0.0",
            "3 TN 0.75 0.0 0.0 0.0 0.5 0.0 0.0 1.0",
            "4 TN 0.0 0.125 0.0 0.0 0.0 0.125 1.0 0.0",
            "5 FP 0.125 0.0 0.0 0.0 0.125 0.0 0.0 0.0"));
  }

  /** Of both types the larger score has the context; of equal ones the donor's. */
  @Test
  void theContextOfARowIsThatOfItsLargerScore() {
    GeneLabels labels =
        new GeneLabels(
            PLUS,
            new float[] {0, 0.25f, 0.25f, 0.125f, 0, 0},
            new float[] {0, 0, 0.25f, 0.25f, 0, 0.0625f},
            SmallGenome.RULES);
    assertThat(
        told(
            ranges(labels, 9),
            2,
            "context_score_m2",
            "context_score_m1",
            "context_score_p1",
            "context_score_p2",
            "context_max"),
        contains(
            "0 FN 0.0 0.0 0.25 0.25 0.25",
            "1 TN 0.0 0.0 0.25 0.125 0.25",
            "2 TN 0.0 0.25 0.125 0.0 0.25",
            "3 TN 0.0 0.25 0.0 0.0625 0.25",
            "4 TN 0.25 0.125 0.0 0.0 0.25",
            "5 TN 0.25 0.0 0.0 0.0 0.25"));
  }

  @Test
  void labelsAreThoseOfTheRange() {
    SitedGene gene =
        sited("G").at("1", Strand.FORWARD, 1, 9).own(new int[] {2}, new int[] {7}).build();
    GeneLabels labels =
        new GeneLabels(
            gene, new float[] {0, 0, 0, 0.5f, 0, 0, 0.6f, 0, 0}, new float[9], SmallGenome.RULES);
    assertThat(
        told(
            ranges(labels, 9),
            2,
            "splice_type",
            "predicted_position",
            "true_position",
            "transcript_id",
            "transcript_count",
            "kept_as",
            "probability"),
        contains(
            "0 TN neither - - - 0 all 1.0",
            "1 TN neither - - - 0 all 1.0",
            "2 TP donor 3 2 T 1 all 1.0",
            "4 TN neither - - - 0 all 1.0",
            "5 TN neither - - - 0 all 1.0",
            "6 FP neither 6 - - 0 all 1.0",
            "7 FN acceptor - 7 T 1 all 1.0",
            "8 TN neither - - - 0 all 1.0"));
  }

  @Test
  void theHashIsTheSumOverTheRowsThatWereRead() {
    List<RowRange> ranges = new ArrayList<>(ranges(quiet(PLUS), 4));
    long expected = 0;
    String[] rows = {"0\0GT", "1\0GTN", "2\0GTNA", "3\0TNAG", "4\0NAGG", "5\0AGG"};
    for (String row : rows) {
      expected +=
          Hashing.xxh3_64().hashBytesToLong(("P\0" + row).getBytes(StandardCharsets.US_ASCII));
    }
    try (GenomeRows reader = new GenomeRows(files, 2, 0)) {
      assertThat(reader.sequenceHash(), is(0L));
      reader.read(ranges, block -> {});
      assertThat(reader.sequenceHash(), is(expected));
    }
  }

  @Test
  void aBlockIsOfAThousandRowsAtMost() throws IOException {
    SitedGene longer =
        sited("L").at("2", Strand.REVERSE, 1, 1_500).own(new int[] {0}, NONE).build();
    ScoreFiles others =
        new SmallGenome(Files.createDirectory(folder.resolve("other")))
            .contig("2", "ACGTT".repeat(300))
            .gene(longer, new double[1_500], new double[1_500])
            .prepared();
    List<Integer> sizes = new ArrayList<>();
    try (GenomeRows rows = new GenomeRows(others, 250, 0)) {
      rows.read(ranges(quiet(longer), Long.MAX_VALUE), block -> sizes.add(block.size()));
    }
    assertThat(sizes, contains(1_000, 500));
  }
}
