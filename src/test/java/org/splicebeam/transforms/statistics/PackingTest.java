package org.splicebeam.transforms.statistics;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PackingTest {
  @Test
  void numbersComeBack() {
    long[] edges = {0, -1, 1, 63, 64, -64, -65, 8191, 8192, Long.MAX_VALUE, Long.MIN_VALUE};
    Packing packing = new Packing();
    packing.putAll(edges);
    packing.putAll(new long[0]);
    Packing back = new Packing(packing.toBytes());
    assertThat(back.takeAll(), is(edges));
    assertThat(back.takeAll(), is(new long[0]));
  }

  @Test
  void realsComeBackToTheBit() {
    double[] edges = {0.0, -0.0, 0.5, -1, Double.MIN_VALUE, Double.MAX_VALUE, Double.NaN, 1 / 3.0};
    Packing packing = new Packing();
    for (double real : edges) {
      packing.putReal(real);
    }
    Packing back = new Packing(packing.toBytes());
    for (double real : edges) {
      assertThat(Double.doubleToRawLongBits(back.takeReal()), is(Double.doubleToRawLongBits(real)));
    }
  }

  @Test
  void smallNumbersAreShort() {
    Packing packing = new Packing();
    for (int number = -64; number < 64; number++) {
      packing.put(number);
    }
    packing.putReal(0.5);
    assertThat(packing.toBytes().length, lessThanOrEqualTo(128 + 2));
  }

  @Test
  void moreThanTheFirstArrayHolds() {
    Random random = new Random(5);
    String text = "\u00e9G".repeat(40_000);
    Packing packing = new Packing();
    long[] numbers = random.longs(20_000).toArray();
    packing.putAll(numbers);
    packing.putText(text);
    packing.put(-7);
    packing.putText("");
    Packing back = new Packing(packing.toBytes());
    assertThat(back.takeAll(), is(numbers));
    assertThat(back.takeText(), is(text));
    assertThat(back.take(), is(-7L));
    assertThat(back.takeText(), is(""));
  }
}
