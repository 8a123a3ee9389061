package org.splicebeam.transforms.rows;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenBlocksTest {
  private final List<String> closed = new ArrayList<>();
  private final OpenBlocks<String, StringBuilder> blocks =
      new OpenBlocks<>(StringBuilder::new, block -> closed.add(block.toString()));

  @Test
  void aKeyHasOneBlockUntilItIsClosed() {
    blocks.of("a").append(1);
    blocks.of("b").append(1);
    blocks.of("a").append(2);
    blocks.close("a");
    blocks.of("a").append(3);
    blocks.of("b").append(2);
    assertThat(closed, is(List.of("a12")));
    blocks.closeAll();
    assertThat(closed, is(List.of("a12", "a3", "b12")));
  }

  @Test
  void theOneIdleLongestMakesPlace() {
    for (int i = 0; i < 32; i++) {
      blocks.of("k" + i + ":");
    }
    blocks.of("k0:").append("again");
    assertThat(closed, is(List.of()));
    blocks.of("k32:");
    assertThat(closed, is(List.of("k1:")));
    blocks.of("k1:");
    assertThat(closed, is(List.of("k1:", "k2:")));
    blocks.of("k1:").append("later");
    blocks.closeAll();
    assertThat(closed.size(), is(34));
    assertThat(closed.subList(31, 34), is(List.of("k0:again", "k32:", "k1:later")));
  }

  /** Whatever the order of keys, every value comes out once, under its key and in its order. */
  @Test
  void nothingIsLostOrMixedWithManyKeys() {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      int key = i * 37 % 41;
      blocks.of(key + ":").append(i).append(' ');
      expected.add(key + ":" + i);
      if (i % 7 == 0) {
        blocks.close(key + ":");
      }
    }
    blocks.closeAll();
    List<String> found = new ArrayList<>();
    for (String block : closed) {
      String key = block.substring(0, block.indexOf(':') + 1);
      int last = -1;
      for (String value : block.substring(key.length()).strip().split(" ")) {
        assertThat(Integer.parseInt(value) > last, is(true));
        last = Integer.parseInt(value);
        found.add(key + value);
      }
    }
    found.sort(null);
    expected.sort(null);
    assertThat(found, is(expected));
  }
}
