package org.splicebeam.transforms.scores;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.schemas.genome.ChromosomeAliases;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.rows.SpliceType;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.scores.ModelScores.Found;
import org.splicebeam.transforms.tracks.HandMadeBigWig;
import org.splicebeam.transforms.verdict.VerdictException;

class TrackScoresTest {
  private static final float NONE = Float.NaN;

  @TempDir private Path folder;

  private static HandMadeBigWig track(String... chromosomes) {
    HandMadeBigWig file = new HandMadeBigWig(ByteOrder.LITTLE_ENDIAN, false);
    Arrays.stream(chromosomes).forEach(name -> file.chromosome(name, 8));
    return file;
  }

  private void write(String name, HandMadeBigWig file) throws IOException {
    Files.write(folder.resolve(name + ".bw"), file.bytes());
  }

  private ScoreInput input(ChromosomeAliases aliases) throws IOException {
    return ScoreInput.of(folder.toString(), aliases);
  }

  private ModelScores open(ChromosomeAliases aliases) throws IOException {
    return input(aliases).open(OutputFolder.at(folder.toString()));
  }

  /** Donors and acceptors of a gene, or why there are none. */
  private static String read(ModelScores scores, String chrom, Strand strand, long from, long to)
      throws IOException {
    Span span = new Span(from, to);
    float[] donor = new float[(int) span.length()];
    float[] acceptor = new float[(int) span.length()];
    Found found = scores.read("G", chrom, strand, span, donor, acceptor);
    return found == Found.SCORES
        ? Arrays.toString(donor) + Arrays.toString(acceptor)
        : found.toString();
  }

  @Test
  void scoresOfTheReverseStrandAreReadBackwardsAndBeginAtTheGenesLastBase() throws IOException {
    write("donor_plus", track("chr1").fixed("chr1", 2, 1, 1, 0.1f, 0.2f, 0.3f));
    write("acceptor_plus", track("chr1").fixed("chr1", 3, 1, 1, 0.4f));
    write("donor_minus", track("chr1").fixed("chr1", 2, 1, 1, 0.5f, 0.6f, 0.7f));
    write("acceptor_minus", track("chr1").fixed("chr1", 4, 1, 1, 0.8f));
    try (ModelScores scores = open(ChromosomeAliases.NONE)) {
      assertThat(read(scores, "1", Strand.FORWARD, 3, 5), is("[0.1, 0.2, 0.3][NaN, 0.4, NaN]"));
      assertThat(read(scores, "1", Strand.REVERSE, 3, 5), is("[0.7, 0.6, 0.5][0.8, NaN, NaN]"));
      assertThat(read(scores, "1", Strand.REVERSE, 3, 3), is("[0.5][NaN]"));
      assertThat(read(scores, "1", Strand.UNKNOWN, 3, 5), is("NO_SCORES"));
      assertThat(
          scores.placeOf("G", "1", Strand.REVERSE, new Span(3, 5), SpliceType.ACCEPTOR, 0),
          is(folder.resolve("acceptor_minus.bw") + ": chr1, base 5"));
      assertThat(
          scores.placeOf("G", "1", Strand.FORWARD, new Span(3, 5), SpliceType.DONOR, 0),
          is(folder.resolve("donor_plus.bw") + ": chr1, base 3"));
    }
  }

  @Test
  void aGeneIsUnscoredWhereATrackLacksItsChromosomeOrNeitherTypeHasAValue() throws IOException {
    write("donor", track("chr1", "chr2", "chr3").fixed("chr1", 0, 1, 1, 0.1f, NONE, 0));
    write("acceptor", track("chr1", "chr3").fixed("chr3", 0, 1, 1, 0.5f));
    try (ModelScores scores = open(ChromosomeAliases.NONE)) {
      assertThat(read(scores, "chr1", Strand.FORWARD, 1, 2), is("[0.1, NaN][NaN, NaN]"));
      assertThat(read(scores, "chr1", Strand.FORWARD, 3, 3), is("[0.0][NaN]"));
      assertThat(read(scores, "chr1", Strand.FORWARD, 2, 2), is("NO_SCORES"));
      assertThat(read(scores, "chr2", Strand.FORWARD, 1, 2), is("NO_SCORES"));
      assertThat(read(scores, "chr3", Strand.FORWARD, 1, 2), is("[NaN, NaN][0.5, NaN]"));
      assertThat(read(scores, "chr4", Strand.FORWARD, 1, 2), is("NO_SCORES"));
    }
  }

  @Test
  void basesBehindTheChromosomesEndAreMissing() throws IOException {
    // A value lies behind the length that the file tells.
    write("donor", track("chr1").fixed("chr1", 5, 1, 1, 0.1f, 0.2f, 0.3f));
    write("acceptor", track("chr1").fixed("chr1", 7, 1, 1, 0.4f));
    try (ModelScores scores = open(ChromosomeAliases.NONE)) {
      assertThat(
          read(scores, "1", Strand.REVERSE, 7, 10), is("[NaN, NaN, 0.3, 0.2][NaN, NaN, 0.4, NaN]"));
      assertThat(read(scores, "1", Strand.FORWARD, 9, 12), is("NO_SCORES"));
      long far = 3_000_000_000L;
      assertThat(read(scores, "1", Strand.FORWARD, far, far + 2), is("NO_SCORES"));
    }
  }

  @Test
  void chromosomesMatchByAliasesAndOfTwoNamesTheSameCounts() throws IOException {
    HandMadeBigWig both = track("NC_9", "chrM", "chrMT");
    write("donor", both.fixed("NC_9", 0, 1, 1, 0.5f));
    write(
        "acceptor", track("chr9", "MT").fixed("MT", 0, 1, 1, 0.125f).fixed("chr9", 0, 1, 1, 0.25f));
    try (ModelScores scores = open(new ChromosomeAliases(Map.of("NC_9", "9")))) {
      assertThat(read(scores, "9", Strand.FORWARD, 1, 1), is("[0.5][0.25]"));
      assertThat(
          scores.placeOf("G", "9", Strand.FORWARD, new Span(1, 1), SpliceType.DONOR, 0),
          containsString(": NC_9, base 1"));
      assertThat(read(scores, "chrMT", Strand.FORWARD, 1, 1), is("[NaN][0.125]"));
      IOException e =
          assertThrows(IOException.class, () -> read(scores, "MT", Strand.FORWARD, 1, 1));
      assertThat(
          e.getMessage(),
          allOf(
              startsWith(folder.resolve("donor.bw") + " has two names of one chromosome, chrM"),
              containsString("and chrMT, which both match MT of the annotation")));
    }
  }

  @Test
  void onlyStrandsWithSelectedGenesNeedTracks() throws IOException {
    write("donor_plus", track("chr1").fixed("chr1", 0, 1, 1, 0.5f));
    write("acceptor_plus", track("chr1").fixed("chr1", 0, 1, 1, 0.5f));
    write("acceptor_minus", track("chr1").fixed("chr1", 0, 1, 1, 0.5f));
    ScoreInput input = input(ChromosomeAliases.NONE);
    input.require(Set.of(Strand.FORWARD, Strand.UNKNOWN));
    VerdictException e =
        assertThrows(VerdictException.class, () -> input.require(Set.of(Strand.REVERSE)));
    assertThat(
        e.getMessage(), startsWith("--scores: there is no track of donor scores on the - strand"));
    try (ModelScores scores = open(ChromosomeAliases.NONE)) {
      // Genes that are not selected may be asked for, too.
      assertThat(read(scores, "1", Strand.REVERSE, 1, 1), is("NO_SCORES"));
    }
    assertThat(input.someNames(OutputFolder.at(folder.toString())), is(List.of("chr1")));
  }
}
