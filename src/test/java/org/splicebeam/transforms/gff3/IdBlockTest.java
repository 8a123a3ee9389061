package org.splicebeam.transforms.gff3;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdBlockTest {
  private static final List<IdBlock.Entry> ENTRIES =
      List.of(
          new IdBlock.Entry("gene-é", "é", List.of(), null, null),
          new IdBlock.Entry("t", null, List.of("gene-é", "x"), "named", "T"));

  @Test
  void entriesComeBackThroughTheCoder() throws IOException {
    IdBlock.Builder builder = new IdBlock.Builder();
    ENTRIES.forEach(builder::add);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new IdBlock.Coder().encode(builder.build(5, Long.MAX_VALUE, 1L << 40), bytes);
    IdBlock block = new IdBlock.Coder().decode(new ByteArrayInputStream(bytes.toByteArray()));
    List<IdBlock.Entry> found = new ArrayList<>();
    block.forEach(found::add);
    assertThat(found, is(ENTRIES));
    assertThat(block.from(), is(5L));
    assertThat(block.end(), is(Long.MAX_VALUE));
    assertThat(block.endOfFields(), is(1L << 40));
  }
}
