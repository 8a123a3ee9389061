package org.splicebeam.pipeline.simulate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;

/**
 * Writes a gzip file of stored blocks (RFC 1951, 3.2.4): nothing is compressed, so the bytes are
 * the same with every build of zlib, of which JDKs and systems ship several. No name and no time.
 * Holds one block of at most 65 535 bytes.
 */
final class StoredGzipOutputStream extends OutputStream {
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
  private static final int LONGEST_BLOCK = 0xffff;

  private final OutputStream out;
  private final ByteArrayOutputStream block = new ByteArrayOutputStream(LONGEST_BLOCK);
  private final CRC32 checksum = new CRC32();
  private long length;

  StoredGzipOutputStream(OutputStream out) throws IOException {
    this.out = out;
    out.write(HEADER);
  }

  @Override
  public void write(int b) throws IOException {
    if (block.size() == LONGEST_BLOCK) {
      writeBlock(false);
    }
    block.write(b);
    checksum.update(b);
    length++;
  }

  @Override
  public void close() throws IOException {
    try (out) {
      writeBlock(true);
      writeLittleEndian(checksum.getValue(), 4);
      writeLittleEndian(length, 4);
    }
  }

  private void writeBlock(boolean isLast) throws IOException {
    out.write(isLast ? 1 : 0);
    writeLittleEndian(block.size(), 2);
    writeLittleEndian(~block.size(), 2);
    block.writeTo(out);
    block.reset();
  }

  private void writeLittleEndian(long value, int bytes) throws IOException {
    for (int i = 0; i < bytes; i++) {
      out.write((int) (value >>> (8 * i)));
    }
  }
}
