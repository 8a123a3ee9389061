package org.splicebeam.transforms.scores;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.schemas.genome.ChromosomeAliases;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.transforms.scores.ModelScores.Found;

class OpenSpliceAiBedTest {
  private static final String DONOR = "donor_predictions.bed";
  private static final String ACCEPTOR = "acceptor_predictions.bed";

  @TempDir private Path folder;

  private static String line(String chrom, long start, long end, String score, String strand) {
    return "%s\t%d\t%d\tG_Donor\t%s\t%s\n".formatted(chrom, start, end, score, strand);
  }

  private OpenSpliceAiBed open(String donors, String acceptors) throws IOException {
    return open(donors, acceptors, ChromosomeAliases.NONE);
  }

  private OpenSpliceAiBed open(String donors, String acceptors, ChromosomeAliases aliases)
      throws IOException {
    Files.writeString(folder.resolve(DONOR), donors);
    Files.writeString(folder.resolve(ACCEPTOR), acceptors);
    return OpenSpliceAiBed.open(folder.toString(), aliases);
  }

  /** Donors and acceptors of bases 101 to 110 by offset from the gene's 5' end. */
  private static String read(OpenSpliceAiBed bed, String chrom, Strand strand) throws IOException {
    float[] donor = new float[11];
    float[] acceptor = new float[11];
    donor[10] = 7;
    Found found = bed.read("G", chrom, strand, new Span(101, 110), donor, acceptor);
    assertThat(donor[10], is(7f));
    return found == Found.SCORES ? values(donor) + values(acceptor) : found.toString();
  }

  private static String values(float[] scores) {
    Map<Integer, Float> there = new TreeMap<>();
    for (int i = 0; i < 10; i++) {
      if (!Float.isNaN(scores[i])) {
        there.put(i, scores[i]);
      }
    }
    return there.toString();
  }

  private String refused(String donors) {
    IOException e =
        assertThrows(IOException.class, () -> open(donors, line("1", 1, 3, "0.1", "+")));
    String path = folder.resolve(DONOR).toString();
    assertThat(e.getMessage(), startsWith(path));
    return e.getMessage().substring(path.length());
  }

  @Test
  void aDonorsScoreIsThatOfTheFirstBaseAnAcceptorsOfTheLast() throws IOException {
    String both = line("chr1", 101, 104, "0.25", "+") + line("chr1", 104, 107, "0.5", "-");
    OpenSpliceAiBed bed = open(both, both);
    assertThat(read(bed, "chr1", Strand.FORWARD), is("{1=0.25}{3=0.25}"));
    assertThat(read(bed, "chr1", Strand.REVERSE), is("{3=0.5}{5=0.5}"));
  }

  @Test
  void onlyTheGenesBasesAreRead() throws IOException {
    String ends =
        line("1", 99, 101, "0.1", "+")
            + line("1", 100, 102, "0.2", "+")
            + line("1", 109, 111, "0.3", "+")
            + line("1", 110, 112, "0.4", "+");
    assertThat(read(open(ends, ends), "1", Strand.FORWARD), is("{0=0.2, 9=0.3}{0=0.1, 1=0.2}"));
  }

  @Test
  void ofSeveralScoresOfABaseTheLargestCounts() throws IOException {
    String lines =
        line("1", 105, 107, "0.25", "+")
            + line("1", 105, 107, "0.75", "+")
            + line("1", 105, 107, "0.9", "-")
            + line("1", 105, 108, "0.5", "+");
    assertThat(read(open(lines, lines), "1", Strand.FORWARD), is("{5=0.75}{6=0.75, 7=0.5}"));
  }

  @Test
  void aTrackIsThereWhereItHasALineOfTheChromosomeOnTheStrand() throws IOException {
    OpenSpliceAiBed bed =
        open(
            line("chr1", 5, 7, "0.5", "+") + line("chrM", 105, 107, "0.5", "-"),
            line("1", 105, 107, "0.5", "+") + line("chr2", 5, 7, "0.5", "-"));
    assertThat(read(bed, "1", Strand.FORWARD), is("{}{6=0.5}"));
    assertThat(read(bed, "1", Strand.REVERSE), is("NO_SCORES"));
    assertThat(read(bed, "MT", Strand.REVERSE), is("NO_SCORES"));
    assertThat(read(bed, "2", Strand.REVERSE), is("NO_SCORES"));
    assertThat(read(bed, "3", Strand.REVERSE), is("NO_SCORES"));
    String lines = line("chr1", 105, 107, "0.5", "+");
    OpenSpliceAiBed renamed = open(lines, lines, new ChromosomeAliases(Map.of("NC_1", "1")));
    assertThat(read(renamed, "NC_1", Strand.FORWARD), is("{5=0.5}{6=0.5}"));
  }

  @Test
  void valuesAreTheNearestFloats() throws IOException {
    // Just above the middle of 0.5 and the next float: as a double it is the middle.
    String above = "0.50000002980232238769531250000000001";
    String lines = line("1", 105, 107, above, "+") + line("1", 103, 104, "1e-3", "+");
    assertThat(
        read(open(lines, lines), "1", Strand.FORWARD),
        is("{3=0.001, 5=0.50000006}{3=0.001, 6=0.50000006}"));
  }

  @Test
  void linesWithoutScoresArePassedOver() throws IOException {
    String lines =
        "browser position 1\ntrack name=x\n#c\n\n"
            + line("1", 105, 105, "0.5", "+")
            + "1\t106\t108\t.\t0.5\t+\r\n"
            + "1\t103\t105\t.\t0.25\t+";
    assertThat(read(open(lines, lines), "1", Strand.FORWARD), is("{3=0.25, 6=0.5}{4=0.25, 7=0.5}"));
  }

  @Test
  void whatIsNoBed6IsNamedWithItsLine() {
    String good = line("1", 5, 7, "0.5", "+");
    assertThat(
        refused(good + "1\t2\t3\n"), startsWith(", line 2: 3 cells where BED6 has 6, with tabs: "));
    assertThat(refused("1 2 3\n"), startsWith(", line 1: 1 cell where"));
    assertThat(refused(line("1", 5, 7, "0.5\t9", "+")), containsString("7 cells"));
    assertThat(refused(line("1", 5, 7, "nan", "+")), containsString("its score nan is no number"));
    assertThat(refused(line("1", 5, 7, "", "+")), containsString("its score  is no number"));
    assertThat(refused(line("1", 5, 7, "0.5", ".")), containsString("its strand . is neither"));
    assertThat(refused(line("1", 7, 5, "0.5", "+")), containsString("its end is before its start"));
    assertThat(refused(line("1", -1, 5, "0.5", "+")), containsString("its start -1 is no place"));
    assertThat(refused(good.replace("\t7\t", "\tx\t")), containsString("its end x is no place"));
    assertThat(refused("1".repeat(5000) + good), containsString("longer than any line of BED"));
  }

  @Test
  void sequencesOfARunWithoutAnAnnotationAreRefused() {
    assertThat(
        refused(line("1", 5, 7, "0.5", "+") + line("chr1:+", 5, 7, "0.5", "+")),
        allOf(
            startsWith(", line 2: chr1:+ is a sequence with a strand"),
            containsString("run openspliceai predict with the GFF")));
    assertThat(refused(line("chr1:100-200:-", 5, 7, "0.5", "+")), containsString("with the GFF"));
  }

  @Test
  void bothFilesAreNeeded() throws IOException {
    Files.writeString(folder.resolve(DONOR), "");
    IOException e =
        assertThrows(
            IOException.class, () -> OpenSpliceAiBed.open(folder + "/", ChromosomeAliases.NONE));
    assertThat(e.getMessage(), startsWith(folder.resolve(ACCEPTOR) + ": there is no such file"));
  }

  @Test
  void anyOrderOfLinesGivesTheSame() throws IOException {
    Random random = new Random(7);
    List<String> lines = new ArrayList<>();
    float[][] expected = new float[4][20_000];
    for (float[] scores : expected) {
      Arrays.fill(scores, Float.NaN);
    }
    for (int i = 0; i < 20_000; i++) {
      int chrom = random.nextInt(2);
      boolean forward = random.nextBoolean();
      int start = random.nextInt(19_000);
      float score = random.nextInt(1000) / 1000f;
      lines.add(line("chr" + chrom, start, start + 2, "" + score, forward ? "+" : "-"));
      float[] scores = expected[2 * chrom + (forward ? 0 : 1)];
      int base = forward ? start + 1 : start + 2; // 1-based, of a donor
      scores[base] = scores[base] >= score ? scores[base] : score;
    }
    for (int order = 0; order < 3; order++) {
      OpenSpliceAiBed bed = open(String.join("", lines), "");
      for (int round = 0; round < 40; round++) {
        int chrom = random.nextInt(2);
        boolean forward = random.nextBoolean();
        int start = 1 + random.nextInt(15_000);
        int end = start + random.nextInt(4_000);
        int length = end - start + 1;
        float[] donor = new float[length];
        bed.read(
            "G",
            "" + chrom,
            forward ? Strand.FORWARD : Strand.REVERSE,
            new Span(start, end),
            donor,
            new float[length]);
        for (int i = 0; i < length; i++) {
          float[] scores = expected[2 * chrom + (forward ? 0 : 1)];
          assertThat(donor[i], is(scores[forward ? start + i : end - i]));
        }
      }
      if (order == 0) {
        Collections.sort(lines); // chromosomes apart: few blocks
      } else {
        Collections.shuffle(lines, random);
      }
    }
  }

  @Test
  void everyFlippedByteGivesASentenceOrScores() throws IOException {
    byte[] whole =
        (line("chr1", 101, 103, "0.25", "+") + line("chr1", 104, 106, "0.5", "-"))
            .getBytes(StandardCharsets.UTF_8);
    Files.writeString(folder.resolve(ACCEPTOR), "");
    for (int at = 0; at < whole.length; at++) {
      for (char other : "\t\n\r+-.:#e0 9\u0000\u00ff".toCharArray()) {
        byte[] file = whole.clone();
        file[at] = (byte) other;
        Files.write(folder.resolve(DONOR), file);
        try {
          OpenSpliceAiBed bed = OpenSpliceAiBed.open(folder.toString(), ChromosomeAliases.NONE);
          assertThat(read(bed, "chr1", Strand.FORWARD), is("NO_SCORES"));
        } catch (IOException e) {
          assertThat(
              e.getMessage().matches("[^\n]*donor_predictions.bed, line [12]: [^\n]*: [^\n]*"),
              is(true));
        }
      }
    }
  }
}
