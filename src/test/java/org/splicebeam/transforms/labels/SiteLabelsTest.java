package org.splicebeam.transforms.labels;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.rows.PredType;
import org.splicebeam.schemas.rows.SpliceType;
import org.splicebeam.transforms.labels.SiteLabels.Rule;
import org.splicebeam.transforms.labels.SiteLabels.Sites;

/** Every rule of contract 8.4 alone, and all of them against a slow reading of its text. */
class SiteLabelsTest {
  private static final int LENGTH = 40;

  /** A gene under way; what is not told is 0 or empty. */
  private static final class Gene {
    private final float[] donor = new float[LENGTH];
    private final float[] acceptor = new float[LENGTH];
    private int[] donors = {};
    private int[] acceptors = {};
    private int[] otherDonors = {};
    private int[] otherAcceptors = {};
    private int tolerance = 2;
    private double threshold = 0.5;

    Gene donor(int position, double score) {
      donor[position] = (float) score;
      return this;
    }

    Gene acceptor(int position, double score) {
      acceptor[position] = (float) score;
      return this;
    }

    Gene donors(int... sites) {
      donors = sites;
      return this;
    }

    Gene acceptors(int... sites) {
      acceptors = sites;
      return this;
    }

    Gene otherDonors(int... sites) {
      otherDonors = sites;
      return this;
    }

    Gene otherAcceptors(int... sites) {
      otherAcceptors = sites;
      return this;
    }

    Gene tolerance(int bases) {
      tolerance = bases;
      return this;
    }

    Gene threshold(double smallest) {
      threshold = smallest;
      return this;
    }

    SiteLabels labels() {
      return SiteLabels.of(
          donor,
          acceptor,
          LENGTH,
          new Sites(donors, acceptors),
          new Sites(otherDonors, otherAcceptors),
          new Rule(threshold, tolerance));
    }

    /** All but TN by position: label, type, predicted and true position; or "masked". */
    void gives(Object... positionsAndLabels) {
      Map<Integer, String> expected = new TreeMap<>();
      for (int i = 0; i < positionsAndLabels.length; i += 2) {
        expected.put((Integer) positionsAndLabels[i], (String) positionsAndLabels[i + 1]);
      }
      assertThat(textOf(labels()), is(expected));
    }
  }

  private static Map<Integer, String> textOf(SiteLabels labels) {
    Map<Integer, String> text = new TreeMap<>();
    for (int p = 0; p < labels.length(); p++) {
      if (labels.isMasked(p)) {
        text.put(p, "masked");
      } else if (labels.predType(p) != PredType.TN) {
        text.put(
            p,
            "%s %s %s %s"
                .formatted(
                    labels.predType(p),
                    labels.spliceType(p).text(),
                    orNull(labels.predictedPosition(p)),
                    orNull(labels.truePosition(p))));
      } else {
        assertThat(labels.spliceType(p), is(SpliceType.NEITHER));
        assertThat(labels.predictedPosition(p), is(SiteLabels.NONE));
        assertThat(labels.truePosition(p), is(SiteLabels.NONE));
      }
    }
    return text;
  }

  private static String orNull(int position) {
    return position == SiteLabels.NONE ? "null" : "" + position;
  }

  private static Gene gene() {
    return new Gene();
  }

  @Test
  void aCalledSiteIsTruePositive() {
    gene().donor(10, .9).donors(10).gives(10, "TP donor 10 10");
    gene().acceptor(10, .9).acceptors(10).gives(10, "TP acceptor 10 10");
    gene().donor(10, .49).donors(10).gives(10, "FN donor null 10");
    gene().acceptors(10).gives(10, "FN acceptor null 10");
    gene().donor(10, .5).donors(10).gives(10, "TP donor 10 10");
    gene().gives();
  }

  @Test
  void thresholdsAreComparedAsDoubles() {
    // The float nearest to 0.1 is above it, that nearest to 0.7 below.
    gene().donor(10, .1).donors(10).threshold(.1).gives(10, "TP donor 10 10");
    gene().donor(10, .7).donors(10).threshold(.7).gives(10, "FN donor null 10");
    gene().donor(20, .1).threshold(.1).gives(20, "FP neither 20 null");
    gene().donor(20, .7).threshold(.7).gives();
    assertThrows(IllegalArgumentException.class, () -> new Rule(0, 2));
    assertThrows(IllegalArgumentException.class, () -> new Rule(Double.NaN, 2));
    assertThrows(IllegalArgumentException.class, () -> new Rule(.5, 11));
    assertThrows(IllegalArgumentException.class, () -> new Rule(.5, -1));
  }

  @Test
  void aPeakBesideASiteIsItsCallAndGivesNoRow() {
    gene().donor(12, .9).donors(10).gives(10, "TP donor 12 10", 12, "masked");
    gene().donor(8, .9).donors(10).gives(8, "masked", 10, "TP donor 8 10");
    gene().donor(13, .9).donors(10).gives(10, "FN donor null 10", 13, "FP neither 13 null");
    gene().donor(20, .9).donors(10).tolerance(10).gives(10, "TP donor 20 10", 20, "masked");
    gene().acceptor(0, .9).acceptors(10).tolerance(10).gives(0, "masked", 10, "TP acceptor 0 10");
    gene()
        .acceptor(20, .9)
        .acceptors(10)
        .tolerance(10)
        .gives(10, "TP acceptor 20 10", 20, "masked");
    gene().donor(0, .9).donors(10).tolerance(10).gives(0, "masked", 10, "TP donor 0 10");
    gene()
        .donor(21, .9)
        .donors(10)
        .tolerance(10)
        .gives(10, "FN donor null 10", 21, "FP neither 21 null");
  }

  @Test
  void ofEqualPeaksTheNearestIsTheCallThenTheFirst() {
    gene()
        .donor(8, .9)
        .donor(11, .9)
        .donors(10)
        .gives(8, "masked", 10, "TP donor 11 10", 11, "masked");
    gene().donor(9, .9).donor(11, .9).donors(10).gives(9, "masked", 10, "TP donor 9 10");
    gene().donor(8, .9).donor(10, .8).donors(10).gives(8, "masked", 10, "TP donor 8 10");
  }

  @Test
  void oneBumpIsOneCall() {
    gene().donor(19, .6).donor(20, .9).donor(21, .7).donor(22, .55).gives(20, "FP neither 20 null");
    gene().donor(20, .9).donor(21, .9).donor(22, .9).gives(20, "FP neither 20 null");
    gene().donor(20, .8).donor(23, .9).gives(20, "FP neither 20 null", 23, "FP neither 23 null");
    gene()
        .donor(20, .9)
        .donor(21, .9)
        .tolerance(0)
        .gives(20, "FP neither 20 null", 21, "FP neither 21 null");
  }

  @Test
  void aBaseBelongsToTheNearestSites() {
    gene().donor(10, .9).donors(10, 11).gives(10, "TP donor 10 10", 11, "FN donor null 11");
    gene()
        .donor(11, .9)
        .donors(10, 12)
        .gives(10, "TP donor 11 10", 11, "masked", 12, "TP donor 11 12");
    gene()
        .donor(10, .9)
        .donor(11, .6)
        .donors(10, 11)
        .gives(10, "TP donor 10 10", 11, "TP donor 11 11");
    gene()
        .acceptor(10, .6)
        .acceptor(13, .7)
        .acceptors(10, 13)
        .gives(10, "TP acceptor 10 10", 13, "TP acceptor 13 13");
  }

  @Test
  void anotherGenesSiteIsNoError() {
    gene().donor(20, .9).otherDonors(20).gives(20, "masked");
    gene().otherAcceptors(20).gives(20, "masked");
    gene().donor(21, .9).otherDonors(20).gives(20, "masked", 21, "masked");
    gene().donor(12, .9).donors(10).otherDonors(12).gives(10, "FN donor null 10", 12, "masked");
    gene().donor(10, .9).donors(10).otherDonors(10).gives(10, "TP donor 10 10");
    gene().acceptors(10).otherDonors(10).gives(10, "FN acceptor null 10");
    gene().acceptor(20, .9).otherDonors(20).gives(20, "masked");
    gene()
        .donor(20, .9)
        .donor(22, .8)
        .tolerance(0)
        .otherDonors(20)
        .gives(20, "masked", 22, "FP neither 22 null");
  }

  @Test
  void ofTwoTypesAtOneBaseTheBetterLabelStands() {
    gene().donor(10, .9).acceptors(10).gives(10, "FN acceptor null 10");
    gene().acceptor(10, .8).donors(10).acceptors(10).gives(10, "TP acceptor 10 10");
    gene().donor(10, .8).donors(10).acceptors(10).gives(10, "TP donor 10 10");
    gene().donor(10, .5).acceptor(10, .5).donors(10).acceptors(10).gives(10, "TP donor 10 10");
    gene().donor(10, .5).acceptor(10, .6).donors(10).acceptors(10).gives(10, "TP acceptor 10 10");
    gene().donor(10, .3).acceptor(10, .4).donors(10).acceptors(10).gives(10, "FN acceptor null 10");
    gene().donors(10).acceptors(10).gives(10, "FN donor null 10");
    gene().donor(20, .9).acceptor(20, .8).gives(20, "FP neither 20 null");
  }

  @Test
  void theGenesEndsAreNoExceptions() {
    gene().donor(0, .9).donor(39, .9).donors(0).gives(0, "TP donor 0 0", 39, "FP neither 39 null");
    gene().donors(0, 39).gives(0, "FN donor null 0", 39, "FN donor null 39");
    SiteLabels none =
        SiteLabels.of(new float[3], new float[3], 0, Sites.NONE, Sites.NONE, new Rule(.5, 2));
    assertThat(none.count(PredType.TN), is(0L));
  }

  @Test
  void whatStandsBehindTheGeneIsNothing() {
    float[] donor = new float[12];
    donor[9] = .8f;
    donor[10] = .9f;
    SiteLabels labels =
        SiteLabels.of(donor, new float[12], 10, Sites.NONE, Sites.NONE, new Rule(.5, 2));
    assertThat(textOf(labels), is(Map.of(9, "FP neither 9 null")));
  }

  @Test
  void everyBaseIsCountedOnce() {
    SiteLabels labels =
        gene().donor(12, .9).donor(30, .9).donors(10, 20).otherAcceptors(25).labels();
    assertThat(labels.count(PredType.TP), is(1L));
    assertThat(labels.count(PredType.FN), is(1L));
    assertThat(labels.count(PredType.FP), is(1L));
    assertThat(labels.masked(), is(2L));
    assertThat(labels.count(PredType.TN), is(LENGTH - 5L));
  }

  @Test
  void agreesWithTheContractsTextOnRandomGenes() {
    Random random = new Random(84);
    Set<String> kinds = new TreeSet<>();
    for (int round = 0; round < 6_000; round++) {
      int length = 1 + random.nextInt(60);
      float[][] scores = new float[2][];
      int[][] own = new int[2][];
      int[][] other = new int[2][];
      // Few values, so that plateaus and ties are many; or none of them equal.
      int levels = 2 + random.nextInt(6);
      boolean dense = random.nextBoolean();
      for (int type = 0; type < 2; type++) {
        scores[type] = new float[length];
        for (int p = 0; p < length; p++) {
          float score = dense ? random.nextInt(levels) / (levels - 1f) : random.nextFloat();
          scores[type][p] = random.nextInt(3) == 0 ? score : 0;
        }
        own[type] = someOf(random, length);
        other[type] = someOf(random, length);
      }
      Rule rule = new Rule(round % 3 == 0 ? 0.1 : 0.5, random.nextInt(round % 2 == 0 ? 3 : 11));
      SiteLabels labels =
          SiteLabels.of(
              scores[0],
              scores[1],
              length,
              new Sites(own[0], own[1]),
              new Sites(other[0], other[1]),
              rule);
      Map<Integer, String> got = textOf(labels);
      assertThat("round " + round, got, is(slow(scores, own, other, rule)));
      got.values().forEach(text -> kinds.add(text.replaceAll("\\d+", "n")));
      long all = labels.masked();
      for (PredType type : PredType.values()) {
        all += labels.count(type);
      }
      assertThat(all, is((long) length));
    }
    assertThat(kinds.size(), is(6));
  }

  private static int[] someOf(Random random, int length) {
    int oneIn = 2 + random.nextInt(12);
    return IntStream.range(0, length).filter(p -> random.nextInt(oneIn) == 0).toArray();
  }

  /** 8.4 read sentence by sentence: every base against every site. */
  private static Map<Integer, String> slow(
      float[][] scores, int[][] own, int[][] other, Rule rule) {
    int length = scores[0].length;
    double t = rule.threshold();
    int w = rule.tolerance();
    Map<Integer, String> result = new TreeMap<>();
    for (int p = 0; p < length; p++) {
      List<String> sites = new ArrayList<>(); // best first, once sorted
      boolean masked = false;
      boolean falsePositive = false;
      for (int type = 0; type < 2; type++) {
        float[] x = scores[type];
        Set<Integer> mine = setOf(own[type]);
        Set<Integer> all = setOf(own[type]);
        all.addAll(setOf(other[type]));
        if (mine.contains(p)) {
          int call = callOf(p, x, all, t, w);
          String label = call < 0 ? "FN" : "TP";
          sites.add(
              "%d%.9f%d|%s %s %s %d"
                  .formatted(
                      call < 0 ? 1 : 0,
                      2 - x[p],
                      type,
                      label,
                      type == 0 ? "donor" : "acceptor",
                      call < 0 ? "null" : "" + call,
                      p));
        }
        masked |= all.contains(p) && !mine.contains(p);
        if (isCall(p, x, t, w)) {
          boolean near = false;
          for (int site : all) {
            near |= Math.abs(site - p) <= w;
          }
          falsePositive |= !near;
          masked |= near && !mine.contains(p);
        }
      }
      sites.sort(null);
      if (!sites.isEmpty()) {
        result.put(p, sites.get(0).replaceFirst(".*\\|", ""));
      } else if (masked) {
        result.put(p, "masked");
      } else if (falsePositive) {
        result.put(p, "FP neither " + p + " null");
      }
    }
    return result;
  }

  /** The call of a site; -1 if it has none. */
  private static int callOf(int site, float[] x, Set<Integer> all, double t, int w) {
    int call = -1;
    for (int q = 0; q < x.length; q++) {
      int distance = Math.abs(q - site);
      boolean belongs = distance <= w;
      for (int o : all) {
        belongs &= Math.abs(q - o) >= distance;
      }
      if (belongs
          && x[q] >= t
          && (call < 0 || x[q] > x[call] || x[q] == x[call] && distance < Math.abs(call - site))) {
        call = q;
      }
    }
    return call;
  }

  private static boolean isCall(int c, float[] x, double t, int w) {
    boolean isCall = x[c] >= t;
    for (int q = c - w; q <= c + w; q++) {
      float there = q < 0 || q >= x.length ? 0 : x[q];
      isCall &= q < c ? x[c] > there : x[c] >= there;
    }
    return isCall;
  }

  private static Set<Integer> setOf(int[] sites) {
    return new TreeSet<>(Arrays.stream(sites).boxed().toList());
  }

  @Test
  void aLongGeneTakesLinearTime() {
    int length = 2_500_000;
    float[] ramp = new float[length];
    for (int i = 0; i < length; i++) {
      ramp[i] = .5f + i % 7 / 100f;
    }
    int[] sites = IntStream.range(0, length / 10).map(i -> 10 * i).toArray();
    long start = System.nanoTime();
    SiteLabels labels =
        SiteLabels.of(ramp, ramp, length, new Sites(sites, sites), Sites.NONE, new Rule(.5, 10));
    assertThat(labels.count(PredType.TP), greaterThan(0L));
    // A quadratic search would take minutes.
    assertThat(20e9 > System.nanoTime() - start, is(true));
  }
}
