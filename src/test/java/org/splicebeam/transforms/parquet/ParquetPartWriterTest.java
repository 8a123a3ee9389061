package org.splicebeam.transforms.parquet;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.splicebeam.schemas.columns.Column;
import org.splicebeam.schemas.columns.ColumnType;
import org.splicebeam.schemas.columns.ColumnVector;
import org.splicebeam.schemas.columns.Columns;
import org.splicebeam.transforms.rows.MadeUpRows;

class ParquetPartWriterTest {
  private static final Columns COLUMNS = MadeUpRows.COLUMNS;

  @TempDir Path folder;

  private Path write(PartCompression compression, RowGroup... groups) throws IOException {
    Path file = folder.resolve("part.parquet");
    try (OutputStream out = Files.newOutputStream(file);
        PartWriter part = ParquetPartWriter.open(out, COLUMNS, compression)) {
      for (RowGroup group : groups) {
        part.write(group);
      }
      part.finish();
    }
    return file;
  }

  private static ParquetFileReader open(Path file) throws IOException {
    return ParquetFileReader.open(
        new LocalInputFile(file),
        ParquetReadOptions.builder().usePageChecksumVerification(true).build());
  }

  private static Object valueOf(Group row, int index) {
    if (row.getFieldRepetitionCount(index) == 0) {
      return null;
    }
    return switch (COLUMNS.get(index).type()) {
      case INT, COUNT -> (Object) row.getInteger(index, 0);
      case LONG -> row.getLong(index, 0);
      case DOUBLE -> row.getDouble(index, 0);
      case TEXT -> row.getString(index, 0);
    };
  }

  /** Reads every value with parquet-java's record reader, checksums verified. */
  private static void assertHolds(Path file, MadeUpRows... groups) throws IOException {
    try (ParquetFileReader reader = open(file)) {
      MessageType schema = reader.getFileMetaData().getSchema();
      assertThat(schema, equalTo(ParquetSchema.of(COLUMNS)));
      assertThat(reader.getRowGroups().size(), is(groups.length));
      for (MadeUpRows group : groups) {
        PageReadStore pages = reader.readNextRowGroup();
        assertThat(pages.getRowCount(), is((long) group.size()));
        RecordReader<Group> rows =
            new ColumnIOFactory()
                .getColumnIO(schema)
                .getRecordReader(pages, new GroupRecordConverter(schema));
        for (int row = 0; row < group.size(); row++) {
          Group read = rows.read();
          for (int index = 0; index < COLUMNS.size(); index++) {
            Object expected = group.value(index, row);
            Object found = valueOf(read, index);
            if (expected == null ? found != null : !expected.equals(found)) {
              assertThat(COLUMNS.get(index).name() + ", row " + row, found, is(expected));
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 9, 1_000, 3_001})
  void whatIsWrittenIsRead(int rows) throws IOException {
    MadeUpRows group = new MadeUpRows(rows, rows);
    assertHolds(write(PartCompression.ZSTD, group), group);
  }

  @ParameterizedTest
  @EnumSource(PartCompression.class)
  void severalRowGroupsInEachCompression(PartCompression compression) throws IOException {
    MadeUpRows[] groups = {new MadeUpRows(1, 500), new MadeUpRows(2, 1), new MadeUpRows(3, 77)};
    Path file = write(compression, groups);
    assertHolds(file, groups);
    String codec = compression == PartCompression.NONE ? "UNCOMPRESSED" : compression.name();
    try (ParquetFileReader reader = open(file)) {
      for (BlockMetaData block : reader.getRowGroups()) {
        for (ColumnChunkMetaData chunk : block.getColumns()) {
          assertThat(chunk.getCodec().name(), is(codec));
        }
      }
    }
  }

  @Test
  void longRowGroupsHaveSeveralPages() throws IOException {
    MadeUpRows group = new MadeUpRows(5, 131_072 + 9);
    RowGroup shortTexts =
        new RowGroup() {
          @Override
          public int size() {
            return group.size();
          }

          @Override
          public ColumnVector column(int index) {
            return index == COLUMNS.indexOf("sequence")
                ? new ColumnVector.Texts(new String[group.size()])
                : group.column(index);
          }
        };
    Path file = write(PartCompression.ZSTD, shortTexts);
    try (ParquetFileReader reader = open(file)) {
      PageReadStore pages = reader.readNextRowGroup();
      MessageType schema = reader.getFileMetaData().getSchema();
      for (int index = 0; index < COLUMNS.size(); index++) {
        PageReader column = pages.getPageReader(schema.getColumns().get(index));
        assertThat(column.getTotalValueCount(), is((long) group.size()));
        assertThat(column.readPage().getValueCount(), lessThanOrEqualTo(131_072));
      }
    }
    try (ParquetFileReader reader = open(file)) {
      MessageType schema = reader.getFileMetaData().getSchema();
      RecordReader<Group> rows =
          new ColumnIOFactory()
              .getColumnIO(schema)
              .getRecordReader(reader.readNextRowGroup(), new GroupRecordConverter(schema));
      for (int row = 0; row < group.size(); row++) {
        Group read = rows.read();
        for (int index = 0; index < COLUMNS.size(); index += row < 131_060 ? 40 : 1) {
          Object expected = index == COLUMNS.indexOf("sequence") ? null : group.value(index, row);
          Object found = valueOf(read, index);
          if (expected == null ? found != null : !expected.equals(found)) {
            assertThat(COLUMNS.get(index).name() + ", row " + row, found, is(expected));
          }
        }
      }
    }
  }

  @Test
  void pagesOfTextsStayNearOneMebibyte() throws IOException {
    Path file = write(PartCompression.NONE, new MadeUpRows(2, 4_000));
    try (ParquetFileReader reader = open(file)) {
      PageReader texts =
          reader
              .readNextRowGroup()
              .getPageReader(
                  reader
                      .getFileMetaData()
                      .getSchema()
                      .getColumns()
                      .get(COLUMNS.indexOf("sequence")));
      int pages = 0;
      for (DataPage page = texts.readPage(); page != null; page = texts.readPage()) {
        assertThat(page.getUncompressedSize(), lessThan((1 << 20) + 2_000));
        pages++;
      }
      assertThat(pages, greaterThan(1));
    }
  }

  @Test
  void aPartWithoutRowsIsReadable() throws IOException {
    assertHolds(write(PartCompression.ZSTD, new MadeUpRows(1, 0), new MadeUpRows(2, 0)));
    assertHolds(write(PartCompression.ZSTD));
  }

  @Test
  void aChannelTakesTheSameBytes() throws IOException {
    MadeUpRows group = new MadeUpRows(3, 100);
    Path file = folder.resolve("channel.parquet");
    try (FileChannel out =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        PartWriter part = ParquetPartWriter.open(out, COLUMNS, PartCompression.SNAPPY)) {
      part.write(group);
      part.finish();
    }
    assertThat(Files.mismatch(file, write(PartCompression.SNAPPY, group)), is(-1L));
  }

  /** Limits that are zero have the sign that covers both zeros, as the format asks. */
  @Test
  void statisticsHoldForAllColumnsButCounts() throws IOException {
    MadeUpRows group = new MadeUpRows(11, 900);
    try (ParquetFileReader reader = open(write(PartCompression.ZSTD, group))) {
      List<ColumnChunkMetaData> chunks = reader.getRowGroups().get(0).getColumns();
      for (int index = 0; index < COLUMNS.size(); index++) {
        Column column = COLUMNS.get(index);
        Statistics<?> statistics = chunks.get(index).getStatistics();
        if (column.type() == ColumnType.COUNT) {
          assertThat(column.name(), statistics.isEmpty(), is(true));
          continue;
        }
        TreeSet<Object> values = new TreeSet<>();
        int nulls = 0;
        for (int row = 0; row < group.size(); row++) {
          Object value = group.value(index, row);
          nulls += value == null ? 1 : 0;
          if (value != null) {
            values.add(value);
          }
        }
        assertThat(column.name(), statistics.getNumNulls(), is((long) nulls));
        boolean limits = !values.isEmpty() && !column.name().equals("sequence");
        assertThat(column.name(), statistics.hasNonNullValue(), is(limits));
        if (limits && column.type() == ColumnType.TEXT) {
          assertThat(statistics.minAsString(), is(values.first()));
          assertThat(statistics.maxAsString(), is(values.last()));
        } else if (limits) {
          Object min = values.first();
          Object max = values.last();
          assertThat(
              column.name(),
              statistics.genericGetMin(),
              is(min.equals(0.0) ? (Object) (-0.0) : min));
          assertThat(
              column.name(), statistics.genericGetMax(), is(max.equals(-0.0) ? (Object) 0.0 : max));
        }
      }
    }
  }

  @Test
  void everyEncodingOccurs() throws IOException {
    try (ParquetFileReader reader = open(write(PartCompression.ZSTD, new MadeUpRows(11, 2_000)))) {
      Map<ColumnType, Set<Boolean>> dictionaries =
          reader.getRowGroups().get(0).getColumns().stream()
              .collect(
                  Collectors.groupingBy(
                      c -> COLUMNS.get(COLUMNS.indexOf(c.getPath().toArray()[0])).type(),
                      Collectors.mapping(
                          c -> c.getEncodings().contains(Encoding.RLE_DICTIONARY),
                          Collectors.toSet())));
      for (ColumnType type : ColumnType.values()) {
        assertThat(type + "", dictionaries.get(type), is(Set.of(true, false)));
      }
    }
  }

  @Test
  void nanLeavesDoublesWithoutLimits() throws IOException {
    int score = COLUMNS.indexOf("donor_score");
    RowGroup group = new MadeUpRows(1, 3);
    RowGroup withNan =
        new RowGroup() {
          @Override
          public int size() {
            return 3;
          }

          @Override
          public ColumnVector column(int index) {
            return index == score
                ? new ColumnVector.Doubles(new double[] {1, Double.NaN, 2}, new BitSet())
                : group.column(index);
          }
        };
    try (ParquetFileReader reader = open(write(PartCompression.ZSTD, withNan))) {
      Statistics<?> statistics =
          reader.getRowGroups().get(0).getColumns().get(score).getStatistics();
      assertThat(statistics.hasNonNullValue(), is(false));
      assertThat(statistics.getNumNulls(), is(0L));
    }
  }

  @Test
  void theFooterHoldsTheSchemaAndNothingOfTheRun() throws IOException {
    try (ParquetFileReader reader = open(write(PartCompression.ZSTD))) {
      assertThat(
          reader.getFileMetaData().getKeyValueMetaData(),
          is(Map.of("parquet.avro.schema", COLUMNS.avroSchema().toString())));
    }
  }

  @Test
  void anUnfinishedPartCannotBeRead() throws IOException {
    Path file = folder.resolve("torn.parquet");
    try (OutputStream out = Files.newOutputStream(file);
        PartWriter part = ParquetPartWriter.open(out, COLUMNS, PartCompression.ZSTD)) {
      part.write(new MadeUpRows(1, 200));
    }
    assertThrows(RuntimeException.class, () -> open(file).close());
  }

  private String refusal(int index, ColumnVector wrong) {
    MadeUpRows group = new MadeUpRows(1, 2);
    RowGroup rows =
        new RowGroup() {
          @Override
          public int size() {
            return 2;
          }

          @Override
          public ColumnVector column(int i) {
            return i == index ? wrong : group.column(i);
          }
        };
    return assertThrows(IllegalArgumentException.class, () -> write(PartCompression.ZSTD, rows))
        .getMessage();
  }

  @Test
  void vectorsThatDoNotFitAreRefusedByName() {
    BitSet second = BitSet.valueOf(new long[] {2});
    int position = COLUMNS.indexOf("position");
    assertThat(
        refusal(position, new ColumnVector.Longs(new long[2], second)),
        is("column position of type LONG was given a null in row 1, and it is required"));
    assertThat(
        refusal(position, new ColumnVector.Longs(new long[3], new BitSet())),
        containsString("3 values for 2 rows"));
    assertThat(
        refusal(position, new ColumnVector.Doubles(new double[2], new BitSet())),
        containsString("was given Doubles"));
    assertThat(
        refusal(COLUMNS.indexOf("chrom"), new ColumnVector.Texts(new String[] {"22", null})),
        containsString("chrom of type TEXT was given a null in row 1"));
    assertThat(
        refusal(
            COLUMNS.indexOf("num_exons"),
            new ColumnVector.Longs(new long[] {1, 1L << 31}, new BitSet())),
        containsString("the number 2147483648 in row 1"));
  }

  /** Enum hashes, and with them the order of hash sets of enums, differ from process to process. */
  @Test
  void twoProcessesWriteTheSameBytes() throws IOException, InterruptedException {
    List<Path> files = new ArrayList<>();
    for (String name : List.of("one.parquet", "two.parquet")) {
      files.add(folder.resolve(name));
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  MadeUpRows.class.getName(),
                  folder.resolve(name).toString(),
                  "ZSTD",
                  "7",
                  "300",
                  "20")
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve(name + ".log").toFile())
              .start();
      assertThat(process.waitFor(), is(0));
    }
    assertThat(Files.mismatch(files.get(0), files.get(1)), is(-1L));
    assertHolds(files.get(0), new MadeUpRows(10, 300), new MadeUpRows(11, 20));
  }
}
