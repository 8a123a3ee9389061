package org.splicebeam.transforms.fasta;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Where the blocks of a bgzip file begin, as its {@code .gzi} tells it (bgzip(1)). Memory: 16 bytes
 * a block, 1 MiB for a human genome.
 */
final class BlockIndex {
  /** A block has at most so many bytes, packed or not. */
  static final int MOST_BLOCK_BYTES = 1 << 16;

  /** Ascending; the first block's, 0, is among them. */
  private long[] packed = new long[64];

  private long[] unpacked = new long[64];
  private int blocks = 1;

  /**
   * Reads an index.
   *
   * @param packedSize of the file in bytes
   * @throws IllegalArgumentException where it is none of such a file; the message is a clause
   */
  static BlockIndex parse(byte[] gzi, long packedSize) {
    ByteBuffer numbers = ByteBuffer.wrap(gzi).order(ByteOrder.LITTLE_ENDIAN);
    if (gzi.length < Long.BYTES
        || gzi.length % (2 * Long.BYTES) != Long.BYTES
        || numbers.getLong() != gzi.length / (2 * Long.BYTES)) {
      throw new IllegalArgumentException("has another length than its count of blocks says");
    }
    BlockIndex index = new BlockIndex();
    while (numbers.hasRemaining()) {
      index.add(numbers.getLong(), numbers.getLong());
      int last = index.blocks - 1;
      long step = index.packed[last] - index.packed[last - 1];
      long unpackedStep = index.unpacked[last] - index.unpacked[last - 1];
      if (step <= 0
          || step > MOST_BLOCK_BYTES
          || unpackedStep < 0
          || unpackedStep > MOST_BLOCK_BYTES
          || index.packed[last] >= packedSize) {
        throw new IllegalArgumentException(
            "has a block at byte %s that cannot be there".formatted(index.packed[last]));
      }
    }
    return index;
  }

  /** Adds the next block. */
  void add(long packedPlace, long unpackedPlace) {
    if (blocks == packed.length) {
      packed = Arrays.copyOf(packed, 2 * blocks);
      unpacked = Arrays.copyOf(unpacked, 2 * blocks);
    }
    packed[blocks] = packedPlace;
    unpacked[blocks++] = unpackedPlace;
  }

  /** The number of the block that holds an unpacked place, or of the last one. */
  int blockOf(long place) {
    int found = Arrays.binarySearch(unpacked, 0, blocks, place);
    int block = found >= 0 ? found : -found - 2;
    while (block + 1 < blocks && unpacked[block + 1] == unpacked[block]) {
      block++; // Some indexes list empty blocks.
    }
    return block;
  }

  /** Where a block begins in the file. */
  long packed(int block) {
    return packed[block];
  }

  /** Whether there is a block behind this one. */
  boolean hasNext(int block) {
    return block + 1 < blocks;
  }

  /** Where a block begins when the file is unpacked. */
  long unpacked(int block) {
    return unpacked[block];
  }

  /** The index as a {@code .gzi}. */
  byte[] toBytes() {
    ByteBuffer numbers =
        ByteBuffer.allocate((2 * blocks - 1) * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    numbers.putLong(blocks - 1L);
    for (int i = 1; i < blocks; i++) {
      numbers.putLong(packed[i]).putLong(unpacked[i]);
    }
    return numbers.array();
  }
}
