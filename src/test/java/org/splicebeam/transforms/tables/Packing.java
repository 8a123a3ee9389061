package org.splicebeam.transforms.tables;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;

/** How a table can be stored. */
public enum Packing {
  PLAIN(""),
  GZIP(".gz"),
  /** Two members, as {@code cat a.gz b.gz} makes them. */
  TWO_GZIPS(".gz"),
  BZIP2(".bz2"),
  ZSTD(".zst");

  private final String ending;

  Packing(String ending) {
    this.ending = ending;
  }

  String ending() {
    return ending;
  }

  public byte[] pack(String text) throws IOException {
    return pack(text.getBytes(StandardCharsets.UTF_8));
  }

  public byte[] pack(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    switch (this) {
      case PLAIN -> packed.write(bytes);
      case GZIP -> gzip(bytes, 0, bytes.length, packed);
      case TWO_GZIPS -> {
        gzip(bytes, 0, bytes.length / 2, packed);
        gzip(bytes, bytes.length / 2, bytes.length, packed);
      }
      case BZIP2 -> {
        try (OutputStream out = new BZip2CompressorOutputStream(packed)) {
          out.write(bytes);
        }
      }
      case ZSTD -> packed.write(Zstd.compress(bytes));
    }
    return packed.toByteArray();
  }

  private static void gzip(byte[] bytes, int from, int to, OutputStream packed) throws IOException {
    GZIPOutputStream out = new GZIPOutputStream(packed);
    out.write(bytes, from, to - from);
    out.finish();
  }
}
