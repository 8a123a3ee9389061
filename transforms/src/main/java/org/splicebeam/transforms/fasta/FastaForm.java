package org.splicebeam.transforms.fasta;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import org.splicebeam.transforms.lines.PackedFile;

/** How a FASTA is stored, told by its first bytes, whatever its name says. */
enum FastaForm {
  PLAIN,

  /** Blocks of gzip that can be read one by one (BGZF; SAM specification, 4.1). */
  BGZIP,

  /** Plain gzip, which can be read from its front only. */
  GZIP;

  private static final int HEADER = 18;
  private static final int EXTRA_FIELD = 4;

  /** Looks at a file. */
  static FastaForm of(String path) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(HEADER);
    try (SeekableByteChannel file = PackedFile.openPlaces(path)) {
      while (head.hasRemaining() && file.read(head) >= 0) {
        continue;
      }
    }
    boolean gzip = head.get(0) == 0x1f && head.get(1) == (byte) 0x8b;
    boolean blocks = (head.get(3) & EXTRA_FIELD) != 0 && head.get(12) == 'B' && head.get(13) == 'C';
    return gzip ? blocks ? BGZIP : GZIP : PLAIN;
  }
}
