package org.splicebeam.transforms.sampling;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SmallestHashesTest {
  /** Hashes of both signs, many of them equal. */
  @Test
  void theLastOneIsThatOfTheSortedList() {
    Random random = new Random(1);
    for (int i = 0; i < 2_000; i++) {
      int size = 1 + random.nextInt(60);
      long[] hashes = random.longs(size, -1 - i / 50, 1 + i / 50).toArray();
      List<Integer> sorted =
          IntStream.range(0, size)
              .boxed()
              .sorted(
                  Comparator.comparing((Integer row) -> hashes[row], Long::compareUnsigned)
                      .thenComparing(row -> row))
              .toList();
      int most = 1 + random.nextInt(size);
      SmallestHashes smallest = new SmallestHashes(most);
      for (int row = 0; row < size; row++) {
        smallest.add(hashes[row], row);
      }
      assertThat(smallest.isOpen(), is(true));
      assertThat(smallest.lastRow(), is(sorted.get(most - 1)));
      assertThat(smallest.lastHash(), is(hashes[sorted.get(most - 1)]));
    }
    assertThat(new SmallestHashes(0).isOpen(), is(false));
  }
}
