package org.splicebeam.transforms.validate;

import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.splicebeam.schemas.columns.Column;
import org.splicebeam.schemas.columns.ColumnType;
import org.splicebeam.schemas.columns.ColumnVector;
import org.splicebeam.schemas.columns.Columns;

/**
 * Reads a part row group by row group and column by column, page checksums verified.
 *
 * <p>Errors: {@link IOException} with a sentence. parquet-java throws unchecked exceptions of many
 * kinds on damaged bytes, and asks for gigabytes where a damaged length says so; here both mean
 * that the part cannot be read.
 *
 * <p>Memory: the fixed columns of one row group and the compressed pages of {@value #BATCH}
 * columns.
 */
final class PartReader implements Closeable {
  private static final int BATCH = 512;

  private final ParquetFileReader reader;

  private PartReader(ParquetFileReader reader) {
    this.reader = reader;
  }

  /** How parts are read; made once for all of them, because that takes longer than a small part. */
  static ParquetReadOptions options() {
    return ParquetReadOptions.builder().usePageChecksumVerification(true).build();
  }

  /** Reads the footer. */
  static PartReader open(ChannelInputFile file, ParquetReadOptions options) throws IOException {
    try {
      return new PartReader(ParquetFileReader.open(file, options));
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      throw unreadable("its Parquet footer", e);
    }
  }

  MessageType schema() {
    return reader.getFileMetaData().getSchema();
  }

  /** The footer's Avro schema, or null. */
  String avroSchema() {
    return reader.getFileMetaData().getKeyValueMetaData().get("parquet.avro.schema");
  }

  long rows() {
    return reader.getRecordCount();
  }

  int rowGroups() {
    return reader.getRowGroups().size();
  }

  /** The rows of one row group. */
  long rows(int group) {
    return reader.getRowGroups().get(group).getRowCount();
  }

  /** How the columns of one row group are compressed, as options say it. */
  Set<String> codecs(int group) {
    Set<String> codecs = new TreeSet<>();
    for (ColumnChunkMetaData column : reader.getRowGroups().get(group).getColumns()) {
      codecs.add(
          column.getCodec() == CompressionCodecName.UNCOMPRESSED
              ? "none"
              : column.getCodec().name().toLowerCase(Locale.ROOT));
    }
    return codecs;
  }

  /**
   * One row group, of a part whose schema is that of the columns.
   *
   * @param tally of counts that are no 16-bit numbers
   */
  GroupRows read(int group, Columns columns, RuleTally tally) throws IOException {
    long first =
        reader.getRowGroups().stream().limit(group).mapToLong(block -> block.getRowCount()).sum();
    int size = Math.toIntExact(reader.getRowGroups().get(group).getRowCount());
    Map<String, ColumnVector> fixed = new HashMap<>();
    Map<Integer, long[]> sums = new TreeMap<>();
    for (int from = 0; from < columns.size(); from += BATCH) {
      int to = Math.min(columns.size(), from + BATCH);
      MessageType batch =
          new MessageType(schema().getName(), schema().getFields().subList(from, to));
      PageReadStore pages = readPages(group, batch);
      List<ColumnDescriptor> descriptors = batch.getColumns();
      for (int i = from; i < to; i++) {
        Column column = columns.get(i);
        ColumnDescriptor descriptor = descriptors.get(i - from);
        try {
          ColumnPages chunk = new ColumnPages(descriptor, pages.getPageReader(descriptor), size);
          if (column.type() == ColumnType.COUNT) {
            int k = Integer.parseInt(column.name().substring(0, column.name().indexOf("mer_")));
            int outside = chunk.addCounts(sums.computeIfAbsent(k, any -> new long[size]));
            if (outside > 0) {
              tally.broken(
                  "k-mer counts are 0 to 65535", column.name(), outside + " of row group " + group);
            }
          } else {
            fixed.put(column.name(), vector(column, chunk));
          }
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
          throw unreadable(column.name(), group, e);
        }
      }
    }
    return new GroupRows(first, size, fixed, sums);
  }

  private PageReadStore readPages(int group, MessageType batch) throws IOException {
    try {
      reader.setRequestedSchema(batch);
      return reader.readRowGroup(group);
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      if (batch.getFieldCount() == 1) {
        throw unreadable(batch.getFieldName(0), group, e);
      }
      for (Type column : batch.getFields()) { // which of them it is
        readPages(group, new MessageType(batch.getName(), column));
      }
      throw unreadable(batch.getFieldName(0), group, e);
    }
  }

  private static ColumnVector vector(Column column, ColumnPages chunk) throws IOException {
    return switch (column.type()) {
      case INT -> chunk.integers();
      case LONG -> chunk.longs();
      case DOUBLE -> chunk.doubles();
      case TEXT -> chunk.texts();
      case COUNT -> throw new IllegalArgumentException("counts are summed up");
    };
  }

  private static IOException unreadable(String column, int group, Throwable e) {
    return unreadable("column %s in row group %s".formatted(column, group), e);
  }

  private static IOException unreadable(String what, Throwable e) {
    String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return new IOException(
        "%s cannot be read (%s)".formatted(what, why.isEmpty() ? e.getClass().getName() : why), e);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
