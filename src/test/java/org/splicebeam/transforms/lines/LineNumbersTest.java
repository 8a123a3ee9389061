package org.splicebeam.transforms.lines;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LineNumbersTest {

  @Test
  void linesCountFromTheFileOfWhichARangeIsPart() {
    LineNumbers numbers = new LineNumbers(Map.of(0L, 3L, 100L, 0L, 200L, 5L, 300L, 1L));
    assertThat(numbers.of(0, 1), equalTo(1L));
    assertThat(numbers.of(99, 3), equalTo(3L));
    assertThat(numbers.of(200, 1), equalTo(4L));
    assertThat(numbers.of(299, 5), equalTo(8L));
    assertThat(numbers.of(5_000_000_000L, 1), equalTo(9L));
  }

  @Test
  void aFileThatIsOneRangeHasItsOwnNumbers() {
    assertThat(new LineNumbers(Map.of(0L, 7L)).of(123, 5), equalTo(5L));
  }
}
