package org.splicebeam.pipeline.simulate;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.pipeline.simulate.SimulatedFolder.Feature;
import org.splicebeam.pipeline.simulate.SimulatedFolder.Run;

class SimulatedScoresTest {
  private static final int NEITHER = 0;
  private static final int ACCEPTOR = 1;
  private static final int DONOR = 2;

  @TempDir static Path folder;
  private static SimulatedFolder written;
  private static Map<String, Feature> genes;
  private static Map<String, float[][]> arrays;

  @BeforeAll
  static void simulate() throws IOException {
    new Simulation(48, 60, 7).writeTo(folder);
    written = new SimulatedFolder(folder);
    genes = written.genes();
    arrays = written.arrays();
  }

  @Test
  void windowsOfTheTablesAreThoseOfTheFasta() throws IOException {
    Map<String, String> genome = written.genome();
    int compared = 0;
    for (Map<String, String> row : written.rows()) {
      Feature gene = genes.get(row.get("gene_id"));
      if (gene != null) {
        String onForward = genome.get(gene.chrom()).substring(gene.start() - 1, gene.end());
        String bases = gene.strand().equals("+") ? onForward : reverseComplement(onForward);
        int position = Integer.parseInt(row.get("position"));
        int end = Math.min(position + 250, bases.length());
        assertThat(row.get("sequence"), is(bases.substring(Math.max(position - 250, 0), end)));
        compared++;
      }
    }
    assertThat(compared, greaterThan(1_000));
  }

  @Test
  void scoresOfTheTablesStandOneBaseFurtherInTheExon() throws IOException {
    int peaks = 0;
    for (Map<String, String> row : written.rows()) {
      float[][] scores = arrays.get(row.get("gene_id"));
      if (scores != null) {
        int position = Integer.parseInt(row.get("position"));
        float donor = position == 0 ? 0 : scores[position - 1][DONOR];
        float acceptor = position == scores.length - 1 ? 0 : scores[position + 1][ACCEPTOR];
        if (position > 0) {
          assertThat(donor, is(Float.parseFloat(row.get("donor_score"))));
        }
        if (position < scores.length - 1) {
          assertThat(acceptor, is(Float.parseFloat(row.get("acceptor_score"))));
        }
        peaks += Math.max(donor, acceptor) >= 0.5 ? 1 : 0;
      }
    }
    assertThat(peaks, greaterThan(100));
  }

  @Test
  void tracksHoldTheSignalOfTheArraysAndNoZeros() throws IOException {
    Map<String, Float> values = new HashMap<>();
    for (String type : List.of("donor", "acceptor")) {
      for (String strand : List.of("plus", "minus")) {
        Run last = new Run("", 0, 0, 0);
        for (Run run : written.track(type + "_" + strand + ".bedGraph")) {
          assertThat(run.score(), greaterThan(0f));
          assertThat(run.end(), greaterThan(run.start()));
          if (run.chrom().equals(last.chrom())) {
            assertThat(run.start(), greaterThanOrEqualTo(last.end()));
          }
          for (int base = run.start() + 1; base <= run.end(); base++) {
            values.put(type + strand + run.chrom() + ":" + base, run.score());
          }
          last = run;
        }
      }
    }
    for (Map.Entry<String, Feature> named : genes.entrySet()) {
      Feature gene = named.getValue();
      boolean isPlus = gene.strand().equals("+");
      String strand = isPlus ? "plus" : "minus";
      int length = gene.end() - gene.start() + 1;
      float[][] scores = arrays.getOrDefault(named.getKey(), new float[length][3]);
      assertThat(scores.length, is(length));
      for (int i = 0; i < length; i++) {
        String at = strand + gene.chrom() + ":" + (isPlus ? gene.start() + i : gene.end() - i);
        assertThat(at, values.getOrDefault("donor" + at, 0f), is(scores[i][DONOR]));
        assertThat(at, values.getOrDefault("acceptor" + at, 0f), is(scores[i][ACCEPTOR]));
      }
    }
  }

  @Test
  void theThreeScoresOfABaseAddUpToOne() {
    for (float[][] scores : arrays.values()) {
      for (float[] base : scores) {
        assertThat((double) base[NEITHER] + base[ACCEPTOR] + base[DONOR], closeTo(1, 1e-6));
      }
    }
  }

  @Test
  void oneGeneInTwelveIsUnscoredAndThoseOutsideTheAnnotationAreScored() {
    assertThat(arrays, not(hasKey("SIMG00000000004")));
    assertThat(arrays, hasKey("SIMG00000000007"));
    assertThat(arrays.size(), is(45));
  }

  /** With fewer a build does not measure offsets (contract 8.3). */
  @Test
  void fortyEightGenesHaveTwentyScoredSitesOfEachTypeAndStrand() throws IOException {
    Map<String, Set<String>> sites = new HashMap<>();
    for (String line : written.sitesByExons()) {
      String[] field = line.split("\t");
      if (arrays.containsKey(field[6])) {
        sites.computeIfAbsent(field[5] + field[4], k -> new HashSet<>()).add(field[0] + field[3]);
      }
    }
    assertThat(sites.keySet(), is(Set.of("donor+", "donor-", "acceptor+", "acceptor-")));
    sites.forEach((kind, some) -> assertThat(kind, some.size(), greaterThanOrEqualTo(20)));
  }

  private static String reverseComplement(String bases) {
    StringBuilder complement = new StringBuilder();
    for (int i = bases.length() - 1; i >= 0; i--) {
      complement.append("TGCAN".charAt("ACGTN".indexOf(bases.charAt(i))));
    }
    return complement.toString();
  }
}
