package org.splicebeam.transforms.genes;

import java.util.Arrays;
import java.util.Collection;
import org.splicebeam.schemas.genome.Span;

/** The intervals of all genes of one chromosome. Memory: two numbers a gene. */
final class GeneIntervals {
  private final long[] starts;
  private final long[] ends;

  GeneIntervals(Collection<Span> genes) {
    starts = genes.stream().mapToLong(Span::start).sorted().toArray();
    ends = genes.stream().mapToLong(Span::end).sorted().toArray();
  }

  /** How many of the genes but {@code gene} itself share a base with it. */
  int numOverlaps(Span gene) {
    int startUpToItsEnd = countBelow(starts, gene.end() + 1);
    int endBeforeItsStart = countBelow(ends, gene.start());
    return startUpToItsEnd - endBeforeItsStart - 1;
  }

  private static int countBelow(long[] sorted, long limit) {
    int at = Arrays.binarySearch(sorted, limit);
    if (at < 0) {
      return -at - 1;
    }
    while (at > 0 && sorted[at - 1] == limit) {
      at--;
    }
    return at;
  }
}
