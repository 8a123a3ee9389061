package org.splicebeam.transforms.lines;

import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** Bytes as a file of them is read: in pieces of an odd size. */
public final class BytesChannel implements SeekableByteChannel {
  private static final int MOST = 1021;

  private final byte[] bytes;
  private long position;
  private boolean open = true;
  private int reads;

  public BytesChannel(byte[] bytes) {
    this.bytes = bytes;
  }

  public int reads() {
    return reads;
  }

  @Override
  public int read(ByteBuffer into) {
    if (position >= bytes.length) {
      return -1;
    }
    int length = (int) Math.min(Math.min(into.remaining(), MOST), bytes.length - position);
    into.put(bytes, (int) position, length);
    position += length;
    reads++;
    return length;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public SeekableByteChannel position(long place) {
    position = place;
    return this;
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    open = false;
  }

  @Override
  public int write(ByteBuffer from) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new NonWritableChannelException();
  }
}
