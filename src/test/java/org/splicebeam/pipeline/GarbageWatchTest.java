package org.splicebeam.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class GarbageWatchTest {
  private final GarbageWatch watch = new GarbageWatch();

  @Test
  void threeIntervalsInARowAreTooMany() {
    watch.observe(3_600, 4_000);
    watch.observe(5_000, 4_000); // a collection that began before

    OutOfMemoryError error =
        assertThrows(OutOfMemoryError.class, () -> watch.observe(3_900, 4_000));
    assertThat(error.getMessage(), is("nearly all time goes into collecting garbage"));
  }

  @Test
  void oneThatDoesWorkBeginsAnew() {
    for (int i = 0; i < 5; i++) {
      watch.observe(4_000, 4_000);
      watch.observe(4_000, 4_000);
      watch.observe(3_599, 4_000);
    }
  }
}
