package org.splicebeam.transforms.parquet;

import java.io.IOException;

/** Compresses one page after another; memory: one compressed page. */
interface PageCompressor extends AutoCloseable {
  /**
   * Compresses the page; what it returns is valid until the next call, and may be the page itself.
   */
  PageBuffer compress(PageBuffer page) throws IOException;

  @Override
  default void close() {}
}
