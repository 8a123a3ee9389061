package org.splicebeam.transforms.gff3;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetsTest {

  private static List<Long> of(Targets targets, int number) {
    List<Long> found = new ArrayList<>();
    targets.forEach(number, found::add);
    return found;
  }

  @Test
  void aNumberHasEachValueOnce() {
    Targets targets = new Targets();
    targets.add(3, 7);
    targets.add(3, 0);
    targets.add(3, 7);
    targets.add(3, 0);
    targets.add(0, 5);
    assertThat(of(targets, 3), contains(7L, 0L));
    assertThat(of(targets, 0), contains(5L));
    assertThat(targets.has(3), is(true));
  }

  @Test
  void othersHaveNone() {
    Targets targets = new Targets();
    targets.add(3, 7);
    for (int number : new int[] {-1, 2, 4, 1_000_000}) {
      assertThat(of(targets, number), is(empty()));
      assertThat(targets.has(number), is(false));
    }
  }
}
