package org.splicebeam.transforms.fasta;

import htsjdk.samtools.SAMException;
import htsjdk.samtools.util.BlockCompressedFilePointerUtil;
import htsjdk.samtools.util.BlockCompressedInputStream;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;

/**
 * The bytes of a FASTA in blocks of bgzip, by its {@code .gzi}. Memory: the index, and one block,
 * which is kept for the next range.
 */
final class BgzipBytes implements FastaBytes {
  private final BlockCompressedInputStream blocks;
  private final long packedSize;
  private final BlockIndex index;
  private long next;

  /**
   * @param path for people
   * @param channel is closed with this
   */
  BgzipBytes(String path, SeekableByteChannel channel, BlockIndex index) throws IOException {
    blocks = new BlockCompressedInputStream(new ChannelStream(path, channel));
    blocks.setCheckCrcs(true);
    packedSize = channel.size();
    this.index = index;
  }

  @Override
  public int read(long place, byte[] into, int count) throws IOException {
    try {
      if (place != next) {
        seek(place);
      }
      int filled = 0;
      while (filled < count) {
        int read = blocks.read(into, filled, count - filled);
        if (read < 0 && packedPlace() >= packedSize) {
          break;
        }
        filled += Math.max(read, 0); // An empty block is no end: files that were joined have some.
      }
      next = place + filled;
      return filled;
    } catch (SAMException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private void seek(long place) throws IOException {
    int block = index.blockOf(place);
    long offset = place - index.unpacked(block);
    if (offset >= BlockIndex.MOST_BLOCK_BYTES) {
      throw new IOException("byte %s is in no block of the .gzi".formatted(place));
    }
    blocks.seek(BlockCompressedFilePointerUtil.makeFilePointer(index.packed(block), (int) offset));
    // Else a .gzi that is wrong by whole lines would give other bases in silence.
    if (index.hasNext(block) && blocks.available() != index.unpacked(block + 1) - place) {
      throw new IOException(
          "the block at byte %s has another length than the .gzi says"
              .formatted(index.packed(block)));
    }
  }

  /** Where the current block begins in the file; the file's size behind the last one. */
  private long packedPlace() {
    return BlockCompressedFilePointerUtil.getBlockAddress(blocks.getFilePointer());
  }

  @Override
  public void close() throws IOException {
    blocks.close();
  }
}
