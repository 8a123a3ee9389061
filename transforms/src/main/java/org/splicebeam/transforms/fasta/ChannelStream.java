package org.splicebeam.transforms.fasta;

import htsjdk.samtools.seekablestream.SeekableStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** A channel as htsjdk reads it. */
final class ChannelStream extends SeekableStream {
  private final String path;
  private final SeekableByteChannel channel;
  private final long length;

  /**
   * @param path for people
   * @param channel is closed with this
   */
  ChannelStream(String path, SeekableByteChannel channel) throws IOException {
    this.path = path;
    this.channel = channel;
    length = channel.size();
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public long position() throws IOException {
    return channel.position();
  }

  @Override
  public void seek(long position) throws IOException {
    channel.position(position);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int count) throws IOException {
    return channel.read(ByteBuffer.wrap(into, offset, count));
  }

  @Override
  public boolean eof() throws IOException {
    return channel.position() >= length;
  }

  @Override
  public String getSource() {
    return path;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
