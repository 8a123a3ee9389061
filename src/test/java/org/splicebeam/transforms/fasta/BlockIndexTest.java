package org.splicebeam.transforms.fasta;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BlockIndexTest {
  private static byte[] gzi(long... numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    Arrays.stream(numbers).forEach(bytes::putLong);
    return bytes.array();
  }

  @Test
  void aPlaceIsInTheLastBlockThatBeginsBeforeIt() {
    BlockIndex index = BlockIndex.parse(gzi(2, 100, 65_280, 180, 130_560), 208);
    assertThat(index.blockOf(0), is(0));
    assertThat(index.blockOf(65_279), is(0));
    assertThat(index.blockOf(65_280), is(1));
    assertThat(index.blockOf(130_560), is(2));
    assertThat(index.blockOf(Long.MAX_VALUE), is(2));
    assertThat(index.packed(1), is(100L));
    assertThat(index.unpacked(2), is(130_560L));
    assertThat(index.packed(0), is(0L));
  }

  @Test
  void anEmptyBlockHoldsNoPlace() {
    BlockIndex index = BlockIndex.parse(gzi(3, 100, 65_280, 180, 65_280, 208, 65_280), 300);
    assertThat(index.blockOf(65_280), is(3));
    assertThat(index.blockOf(65_281), is(3));
    assertThat(index.hasNext(3), is(false));
  }

  @Test
  void whatIsWrittenIsWhatWasRead() {
    for (byte[] gzi : new byte[][] {gzi(0), gzi(1, 50, 1000), gzi(2, 100, 65_280, 180, 130_560)}) {
      assertThat(BlockIndex.parse(gzi, 208).toBytes(), is(gzi));
    }
  }

  /** htsjdk's own writer of such an index counts unpacked places in 32 bits. */
  @Test
  void placesBeyondTwoBillionAreKept() {
    BlockIndex index = new BlockIndex();
    for (int i = 1; i <= 100_000; i++) {
      index.add(20_000L * i, 65_280L * i);
    }
    BlockIndex read = BlockIndex.parse(index.toBytes(), 20_000L * 100_001);
    assertThat(read.unpacked(100_000), is(6_528_000_000L));
    assertThat(read.blockOf(6_527_999_999L), is(99_999));
  }

  @Test
  void whatNoIndexOfTheFileCanSayIsRefused() {
    for (byte[] lie :
        new byte[][] {
          {},
          {1, 0, 0},
          gzi(2, 100, 65_280), // one less than it counts
          gzi(Long.MAX_VALUE, 100, 65_280),
          gzi(1, 300, 65_280), // behind the end
          gzi(1, 100, 65_537), // more than a block has
          gzi(1, 0, 65_280),
          gzi(2, 100, 65_280, 90, 130_560),
          gzi(2, 100, 65_280, 190, 65_279),
          gzi(1, -5, 65_280),
        }) {
      assertThrows(IllegalArgumentException.class, () -> BlockIndex.parse(lie, 208));
    }
  }
}
