package org.splicebeam.transforms.sampling;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChunksTest {

  private static void cuts(long[] positions, long most, long[] starts, long[] rows) {
    Chunks chunks = Chunks.of(positions, positions.length, most);
    assertThat(chunks.starts(), equalTo(starts));
    assertThat(chunks.rows(), equalTo(rows));
  }

  private static long[] longs(long... values) {
    return values;
  }

  @Test
  void aGeneThatFitsIsOneChunk() {
    cuts(longs(), 3, longs(), longs(0));
    cuts(longs(5), 1, longs(), longs(1));
    cuts(longs(5, 6, 7), 3, longs(), longs(3));
    cuts(longs(5, 6, 7), Long.MAX_VALUE, longs(), longs(3));
  }

  @Test
  void aLargerOneIsCutBetweenPositions() {
    cuts(longs(5, 6, 7, 8), 3, longs(8), longs(3, 1));
    cuts(longs(5, 6, 7, 7), 3, longs(7), longs(2, 2));
    cuts(longs(5, 6, 7, 7, 7, 8), 3, longs(7, 8), longs(2, 3, 1));
  }

  @Test
  void onePositionIsNeverCut() {
    cuts(longs(5, 5, 5), 1, longs(), longs(3));
    cuts(longs(5, 5, 5, 6), 2, longs(6), longs(3, 1));
    cuts(longs(4, 5, 5, 5), 2, longs(5), longs(1, 3));
  }

  @Test
  void onlyTheFirstPositionsCount() {
    Chunks chunks = Chunks.of(longs(1, 2, 3, 0, 0), 3, 2);
    assertThat(chunks.starts(), equalTo(longs(3)));
    assertThat(chunks.rows(), equalTo(longs(2, 1)));
  }

  @Test
  void aChunkTakesPositionsUntilTheNextWouldBringItOver() {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      int count = random.nextInt(60);
      int length = 1 + random.nextInt(40);
      int most = 1 + random.nextInt(12);
      long[] positions = random.longs(count, 0, length).sorted().toArray();
      List<Long> starts = new ArrayList<>();
      List<Long> rows = new ArrayList<>(List.of(0L));
      for (long position : Arrays.stream(positions).distinct().toArray()) {
        long here = Arrays.stream(positions).filter(p -> p == position).count();
        long open = rows.get(rows.size() - 1);
        if (open > 0 && open + here > most) {
          starts.add(position);
          rows.add(here);
        } else {
          rows.set(rows.size() - 1, open + here);
        }
      }
      cuts(
          positions,
          most,
          starts.stream().mapToLong(p -> p).toArray(),
          rows.stream().mapToLong(n -> n).toArray());
    }
  }
}
