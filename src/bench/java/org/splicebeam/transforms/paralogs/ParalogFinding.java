package org.splicebeam.transforms.paralogs;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.splicebeam.schemas.paralogs.GeneSketch;

/**
 * Time to find the pairs of 20 000 genes of some 55 words, and to take the words of one exon at a
 * site. Of the genes 2 400 are of families: one of 800, four of 200 and 400 of two, whose genes
 * share half of their words with the first of them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ParalogFinding {
  private static final int GENES = 20_000;
  private static final int WORDS = 55;
  private static final int EXON = 150;

  private final SplittableRandom random = new SplittableRandom(1);
  private final List<GeneSketch> sketches = new ArrayList<>();
  private final int[] groups = IntStream.range(0, GENES).toArray();
  private final byte[] exon = new byte[EXON];

  @Setup
  public void makeGenes() {
    addFamily(800);
    for (int i = 0; i < 4; i++) {
      addFamily(200);
    }
    for (int i = 0; i < 400; i++) {
      addFamily(2);
    }
    while (sketches.size() < GENES) {
      addFamily(1);
    }
    for (int i = 0; i < EXON; i++) {
      exon[i] = (byte) "ACGT".charAt(random.nextInt(4));
    }
  }

  private void addFamily(int genes) {
    int[] first = random.ints(WORDS, 0, 1 << 30).toArray();
    for (int gene = 0; gene < genes; gene++) {
      int[] words = first.clone();
      for (int i = 0; gene > 0 && i < WORDS; i++) {
        words[i] = random.nextBoolean() ? words[i] : random.nextInt(1 << 30);
      }
      String geneId = "G%s".formatted(sketches.size());
      sketches.add(new GeneSketch(geneId, IntStream.of(words).sorted().distinct().toArray()));
    }
  }

  /** Of all genes. */
  @Benchmark
  public int findPairs() {
    return PairFinder.find(sketches, groups, ParalogRule.CONTAINMENT).size();
  }

  /** Of one site. */
  @Benchmark
  public GeneSketch sketchExon() {
    SketchBuilder words = new SketchBuilder("G");
    words.add(exon, 0, EXON);
    return words.build();
  }
}
