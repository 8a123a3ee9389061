package org.splicebeam.transforms.gff3;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;

class TextPoolTest {

  @Test
  void eachTextHasOneNumber() {
    TextPool pool = new TextPool();
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 50_000; i++) {
        assertThat(pool.add("é" + i % 10 + "-" + i), is(i));
      }
    }
    for (int i = 0; i < 50_000; i++) {
      assertThat(pool.find("é" + i % 10 + "-" + i), is(i));
      assertThat(pool.text(i), is("é" + i % 10 + "-" + i));
    }
    assertThat(pool.find("é1-50000"), is(-1));
  }

  @Test
  void anEmptyTextIsOneToo() {
    TextPool pool = new TextPool();
    assertThat(pool.find(""), is(-1));
    assertThat(pool.add(""), is(0));
    assertThat(pool.add("a"), is(1));
    assertThat(pool.find(""), is(0));
    assertThat(pool.text(0), is(""));
  }
}
