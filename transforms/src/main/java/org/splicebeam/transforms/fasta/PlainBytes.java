package org.splicebeam.transforms.fasta;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/**
 * The bytes of a FASTA that is not packed.
 *
 * @param channel is closed with this
 */
record PlainBytes(SeekableByteChannel channel) implements FastaBytes {
  @Override
  public int read(long place, byte[] into, int count) throws IOException {
    if (place >= channel.size()) {
      return 0; // where object stores let nobody go
    }
    channel.position(place);
    ByteBuffer buffer = ByteBuffer.wrap(into, 0, count);
    while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
      continue;
    }
    return buffer.position();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
