package org.splicebeam.transforms.parquet;

import java.io.Closeable;
import java.io.IOException;

/**
 * Writes one part file of the data set.
 *
 * <pre>{@code
 * try (PartWriter part = ParquetPartWriter.open(out, columns, PartCompression.ZSTD)) {
 *   part.write(rows);
 *   part.finish();
 * }
 * }</pre>
 */
public interface PartWriter extends Closeable {
  /** Appends a row group; one without rows leaves the file as it is. */
  void write(RowGroup rows) throws IOException;

  /** Makes the file whole and flushes it; only a finished file can be read. */
  void finish() throws IOException;

  /**
   * Frees what the writer holds, and nothing else. After an error the file stays torn and the
   * output stays open, because closing a channel of an object store would publish the file.
   */
  @Override
  void close();
}
