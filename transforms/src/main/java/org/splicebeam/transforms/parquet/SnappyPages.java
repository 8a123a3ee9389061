package org.splicebeam.transforms.parquet;

import java.io.IOException;
import org.xerial.snappy.Snappy;

/** Raw Snappy blocks, as Parquet wants them. */
final class SnappyPages implements PageCompressor {
  private final PageBuffer compressed = new PageBuffer();

  @Override
  public PageBuffer compress(PageBuffer page) throws IOException {
    compressed.clear();
    compressed.reserve(Snappy.maxCompressedLength(page.size()));
    compressed.resize(Snappy.compress(page.array(), 0, page.size(), compressed.array(), 0));
    return compressed;
  }
}
