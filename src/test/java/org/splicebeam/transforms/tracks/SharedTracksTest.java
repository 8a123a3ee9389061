package org.splicebeam.transforms.tracks;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.splicebeam.transforms.lines.LineRange;
import org.splicebeam.transforms.scores.Probability;

/** Tracks that other programs wrote, where the shared folder is at hand. */
class SharedTracksTest {
  private static final int STRETCH = 1 << 22;

  private static Path shared(String name) {
    String told = System.getProperty("splicebeam.shared");
    Path found =
        Stream.of(told, "../../../shared", "/work/shared")
            .filter(folder -> folder != null)
            .map(folder -> Path.of(folder, "data", name))
            .filter(Files::exists)
            .findFirst()
            .orElse(null);
    assumeTrue(found != null, "no shared/data/" + name);
    return found;
  }

  private static float at(BigWigFile file, String chromosome, int base) throws IOException {
    float[] one = new float[1];
    file.read(chromosome, base, base + 1, one);
    return one[0];
  }

  @Test
  void bigWigsOfOtherProjectsAreReadAsTheyAre() throws IOException {
    Path folder = shared("tracks_public");
    JsonNode expected = new ObjectMapper().readTree(folder.resolve("expected.json").toFile());
    List<String> names = new ArrayList<>();
    expected.fieldNames().forEachRemaining(names::add);
    assertThat(names.size(), is(8));
    for (String name : names) {
      Path path = folder.resolve(name);
      if (expected.get(name).has("error")) {
        IOException e =
            assertThrows(IOException.class, () -> BigWigFile.open(path.toString()).close());
        assertThat(e.getMessage(), startsWith(path.toString() + " is "));
        continue;
      }
      JsonNode chromosomes = expected.get(name).get("chroms");
      try (BigWigFile file = BigWigFile.open(path.toString())) {
        Set<String> seen = new HashSet<>();
        for (Map.Entry<String, Integer> chromosome : file.chromosomes().entrySet()) {
          check(file, chromosome.getKey(), chromosome.getValue(), chromosomes);
          seen.add(chromosome.getKey());
        }
        chromosomes.fieldNames().forEachRemaining(seen::remove);
        assertThat(name, seen, is(Set.of()));
      }
    }
  }

  private static void check(BigWigFile file, String name, int length, JsonNode chromosomes)
      throws IOException {
    JsonNode of = chromosomes.get(name);
    assertThat(file.path() + " " + name, length, is(of.get("length").asInt()));
    long bases = 0;
    double sum = 0;
    float[] values = new float[STRETCH];
    for (long start = 0; start < length; start += STRETCH) {
      int end = (int) Math.min(start + STRETCH, length);
      file.read(name, (int) start, end, values);
      for (int i = 0; i < end - start; i++) {
        if (!Float.isNaN(values[i])) {
          bases++;
          sum += values[i];
        }
      }
    }
    double told = of.get("sum").asDouble();
    assertThat(file.path() + " " + name, bases, is(of.get("bases").asLong()));
    assertThat(file.path() + " " + name, sum, closeTo(told, 1e-9 * Math.abs(told)));
    for (String some : List.of("first", "last")) {
      for (JsonNode interval : of.get(some)) {
        float value = (float) interval.get(2).asDouble();
        assertEquals(value, at(file, name, interval.get(0).asInt()));
        assertEquals(value, at(file, name, interval.get(1).asInt() - 1));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"DonorPlus", "DonorMinus", "AcceptorPlus", "AcceptorMinus"})
  void formsOfOneTrackGiveTheSame(String track) throws IOException {
    Path scores = shared("grch38/scores");
    String inBedGraph = track.toLowerCase().replaceAll("(donor|acceptor)", "$1_");
    Path text = scores.resolve("bedgraph_sparse/" + inBedGraph + ".bedGraph.gz");
    Path sparse = scores.resolve("bigwig_sparse/spliceAi" + track + ".bw");
    Path full = scores.resolve("bigwig/spliceAi" + track + ".bw");
    Map<String, Map<Integer, Float>> told = new HashMap<>();
    LineRange whole = LineRange.cut(text.toString()).get(0);
    try (BedGraphFile intervals = BedGraphFile.open(whole, text.toString())) {
      while (intervals.next()) {
        Map<Integer, Float> values =
            told.computeIfAbsent(intervals.chromosome(), none -> new HashMap<>());
        for (int base = intervals.start(); base < intervals.end(); base++) {
          assertNull(values.put(base, intervals.value()));
        }
      }
    }
    assertThat(told.size(), greaterThan(0));
    try (BigWigFile same = BigWigFile.open(sparse.toString());
        BigWigFile exact = BigWigFile.open(full.toString())) {
      assertThat(same.chromosomes(), is(exact.chromosomes()));
      for (Map.Entry<String, Integer> chromosome : same.chromosomes().entrySet()) {
        Map<Integer, Float> values = told.remove(chromosome.getKey().replace("chr", ""));
        compare(same, exact, chromosome, values == null ? Map.of() : values);
      }
    }
    assertThat(told.keySet(), is(Set.of()));
  }

  private static void compare(
      BigWigFile same,
      BigWigFile exact,
      Map.Entry<String, Integer> chromosome,
      Map<Integer, Float> values)
      throws IOException {
    float[] ofSame = new float[STRETCH];
    float[] ofExact = new float[STRETCH];
    int length = chromosome.getValue();
    int found = 0;
    for (int start = 0; start < length; start += STRETCH) {
      int end = Math.min(start + STRETCH, length);
      same.read(chromosome.getKey(), start, end, ofSame);
      exact.read(chromosome.getKey(), start, end, ofExact);
      assertThat(Probability.clip(ofExact, 0, end - start), is(-1));
      for (int i = 0; i < end - start; i++) {
        if (Float.isNaN(ofSame[i])) {
          assertTrue(Float.isNaN(ofExact[i]) || ofExact[i] < 1.01e-4, "" + ofExact[i]);
        } else {
          assertEquals(values.get(start + i), ofSame[i]);
          assertEquals(ofExact[i], ofSame[i], 5.1e-5);
          found++;
        }
      }
    }
    assertThat(chromosome.getKey(), found, is(values.size()));
  }
}
