package org.splicebeam.transforms.parquet;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.parquet.Version;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.splicebeam.schemas.columns.Columns;

/**
 * Writes a part as a Parquet file (format version 1: <a
 * href="https://parquet.apache.org/docs/file-format/">parquet.apache.org</a>), a column at a time,
 * to any stream.
 *
 * <p>parquet-java's own writer takes records and asks each of 4 000 columns for each value; here
 * the pages are made from whole columns and parquet-java describes schema and footer only. The same
 * rows give the same bytes in every process: the footer holds the schema, also as Avro under {@code
 * parquet.avro.schema}, and nothing of the run. Nulls are Parquet nulls.
 *
 * <p>Memory: one column's values, one page, and the description of the chunks written so far (about
 * a kilobyte a column and row group).
 */
public final class ParquetPartWriter implements PartWriter {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final int BUFFER_BYTES = 1 << 16;

  private final Columns columns;
  private final OutputStream out;
  private final PageCompressor compressor;
  private final ChunkWriter chunks;
  private final ColumnEncoder encoder;
  private final List<org.apache.parquet.format.RowGroup> rowGroups = new ArrayList<>();
  private long rows;

  private ParquetPartWriter(OutputStream out, Columns columns, PartCompression compression) {
    this.columns = columns;
    this.out = out;
    this.compressor = compression.open();
    this.chunks = new ChunkWriter(out, MAGIC.length, compression.codec(), compressor);
    this.encoder = new ColumnEncoder(chunks);
  }

  /** Begins a part at the start of {@code out}. */
  public static ParquetPartWriter open(
      OutputStream out, Columns columns, PartCompression compression) throws IOException {
    OutputStream buffered = new BufferedOutputStream(out, BUFFER_BYTES);
    buffered.write(MAGIC);
    return new ParquetPartWriter(buffered, columns, compression);
  }

  /** Begins a part at the start of {@code channel}, which may be one of Beam's file systems. */
  public static ParquetPartWriter open(
      WritableByteChannel channel, Columns columns, PartCompression compression)
      throws IOException {
    return open(Channels.newOutputStream(channel), columns, compression);
  }

  @Override
  public void write(RowGroup group) throws IOException {
    if (group.size() == 0) {
      return;
    }
    long start = chunks.position();
    long bytes = 0;
    List<ColumnChunk> written = new ArrayList<>(columns.size());
    for (int i = 0; i < columns.size(); i++) {
      ColumnChunk chunk = encoder.encode(columns.get(i), group.column(i), group.size());
      bytes += chunk.getMeta_data().getTotal_uncompressed_size();
      written.add(chunk);
    }
    rowGroups.add(
        new org.apache.parquet.format.RowGroup(written, bytes, group.size())
            .setFile_offset(start)
            .setTotal_compressed_size(chunks.position() - start)
            .setOrdinal((short) rowGroups.size()));
    rows += group.size();
  }

  @Override
  public void finish() throws IOException {
    FileMetaData footer =
        new ParquetMetadataConverter()
            .toParquetMetadata(1, new ParquetMetadata(description(), List.of()))
            .setNum_rows(rows)
            .setRow_groups(rowGroups);
    PageBuffer end = new PageBuffer();
    Util.writeFileMetaData(footer, end);
    end.writeInt(end.size());
    end.write(MAGIC);
    out.write(end.array(), 0, end.size());
    out.flush();
  }

  @Override
  public void close() {
    compressor.close();
  }

  private org.apache.parquet.hadoop.metadata.FileMetaData description() {
    return new org.apache.parquet.hadoop.metadata.FileMetaData(
        ParquetSchema.of(columns),
        Map.of("parquet.avro.schema", columns.avroSchema().toString()),
        Version.FULL_VERSION);
  }
}
