package org.splicebeam.transforms.arrays;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** A range of a file's bytes; a file that ends inside of it is an {@link EOFException}. */
final class ChannelRange extends InputStream {
  private final SeekableByteChannel file;
  private long rest;

  ChannelRange(SeekableByteChannel file, long offset, long length) throws IOException {
    this.file = file.position(offset);
    rest = length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (rest == 0) {
      return -1;
    }
    int read = file.read(ByteBuffer.wrap(into, offset, (int) Math.min(length, rest)));
    if (read < 0) {
      throw new EOFException("it is shorter than when it was opened");
    }
    rest -= read;
    return read;
  }
}
