package org.splicebeam.transforms.parquet;

import org.apache.parquet.format.CompressionCodec;

/** How the pages of a part are compressed. */
public enum PartCompression {
  /** Zstandard at level 1, which is both faster and smaller here than level 3. */
  ZSTD(CompressionCodec.ZSTD),
  SNAPPY(CompressionCodec.SNAPPY),
  NONE(CompressionCodec.UNCOMPRESSED);

  private final CompressionCodec codec;

  PartCompression(CompressionCodec codec) {
    this.codec = codec;
  }

  /** The codec's name in the file. */
  CompressionCodec codec() {
    return codec;
  }

  /** A compressor for one writer. */
  PageCompressor open() {
    return switch (this) {
      case ZSTD -> new ZstdPages();
      case SNAPPY -> new SnappyPages();
      case NONE -> new PlainPages();
    };
  }
}
