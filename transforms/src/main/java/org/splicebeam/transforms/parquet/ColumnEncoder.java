package org.splicebeam.transforms.parquet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.Type;
import org.splicebeam.schemas.EightBytes;
import org.splicebeam.schemas.columns.Column;
import org.splicebeam.schemas.columns.ColumnType;
import org.splicebeam.schemas.columns.ColumnVector;

/**
 * Turns the values of a column into a column chunk.
 *
 * <ul>
 *   <li>Counts to 255: a dictionary of 0, 1, 2, ... and the counts themselves as places in it,
 *       bit-packed eight at a time; no statistics, because nobody filters by a k-mer.
 *   <li>Other columns: a dictionary where it pays, else PLAIN; number of nulls, smallest and
 *       largest value.
 * </ul>
 *
 * <p>Memory: a column's values and one page, of 131 072 rows and about 1 MiB at most.
 */
final class ColumnEncoder {
  private static final int PAGE_BYTES = 1 << 20;
  private static final int PAGE_ROWS = PAGE_BYTES / Long.BYTES;

  private final ChunkWriter chunk;
  private final PageBuffer page = new PageBuffer();

  ColumnEncoder(ChunkWriter chunk) {
    this.chunk = chunk;
  }

  /**
   * Writes the column's chunk.
   *
   * @throws IllegalArgumentException where the vector does not fit the column: another type or
   *     number of rows, or a null in a required column
   */
  ColumnChunk encode(Column column, ColumnVector vector, int rows) throws IOException {
    if (vector.size() != rows) {
      throw mismatch(column, vector.size() + " values for " + rows + " rows");
    }
    ColumnType type = column.type();
    if (vector instanceof ColumnVector.Counts counts && type == ColumnType.COUNT) {
      return counts.overflow().isEmpty()
          ? encodeCounts(column, counts)
          : encode(column, new BitSet(), rows, new PlainNumbers(type, expand(counts), rows));
    }
    if (vector instanceof ColumnVector.Longs longs
        && (type == ColumnType.INT || type == ColumnType.LONG)) {
      for (int row = 0; type == ColumnType.INT && row < rows; row++) {
        if ((int) longs.values()[row] != longs.values()[row]) {
          throw mismatch(column, "the number " + longs.values()[row] + " in row " + row);
        }
      }
      return encode(column, longs.nulls(), rows, numbers(type, longs.values(), longs.nulls()));
    }
    if (vector instanceof ColumnVector.Doubles doubles && type == ColumnType.DOUBLE) {
      long[] bits = new long[rows];
      for (int row = 0; row < rows; row++) {
        bits[row] = Double.doubleToRawLongBits(doubles.values()[row]);
      }
      return encode(column, doubles.nulls(), rows, numbers(type, bits, doubles.nulls()));
    }
    if (vector instanceof ColumnVector.Texts texts && type == ColumnType.TEXT) {
      BitSet nulls = new BitSet();
      List<String> present = new ArrayList<>(rows);
      for (int row = 0; row < rows; row++) {
        if (texts.values()[row] == null) {
          nulls.set(row);
        } else {
          present.add(texts.values()[row]);
        }
      }
      return encode(column, nulls, rows, new PlainTexts(present));
    }
    throw mismatch(column, vector.getClass().getSimpleName());
  }

  private ColumnChunk encode(Column column, BitSet nulls, int rows, PlainValues values)
      throws IOException {
    if (!column.nullable() && !nulls.isEmpty()) {
      throw mismatch(column, "a null in row " + nulls.nextSetBit(0) + ", and it is required");
    }
    Optional<Dictionary> dictionary = values.dictionary();
    chunk.start();
    if (dictionary.isPresent()) {
      PlainValues entries = dictionary.get().entries();
      page.clear();
      entries.write(0, entries.size(), page);
      chunk.writeDictionary(page, entries.size());
    }
    int value = 0;
    for (int row = 0; row < rows; ) {
      int pageRow = row;
      int pageValue = value;
      long bytes = 0;
      while (row < rows && row - pageRow < PAGE_ROWS && bytes < PAGE_BYTES) {
        if (!nulls.get(row)) {
          bytes += dictionary.isPresent() ? 0 : values.bytes(value);
          value++;
        }
        row++;
      }
      page.clear();
      if (column.nullable()) {
        writeLevels(nulls, pageRow, row);
      }
      if (dictionary.isPresent()) {
        writePlaces(dictionary.get(), pageValue, value);
      } else {
        values.write(pageValue, value, page);
      }
      chunk.writeData(
          page, row - pageRow, dictionary.isPresent() ? Encoding.RLE_DICTIONARY : Encoding.PLAIN);
    }
    Statistics statistics = null;
    if (column.type() != ColumnType.COUNT) {
      statistics = new Statistics();
      statistics.setNull_count(rows - values.size());
      dictionary.map(Dictionary::entries).orElse(values).limits(statistics);
    }
    return chunk.end(column.name(), type(column), rows, statistics);
  }

  private ColumnChunk encodeCounts(Column column, ColumnVector.Counts counts) throws IOException {
    int size = counts.size();
    int width = Integer.SIZE - Integer.numberOfLeadingZeros(anyOf(counts));
    chunk.start();
    page.clear();
    for (int count = 0; count < 1 << width; count++) {
      page.writeInt(count);
    }
    chunk.writeDictionary(page, 1 << width);
    for (int row = 0; row < size; row += PAGE_ROWS) {
      int rows = Math.min(PAGE_ROWS, size - row);
      int groups = (rows + 7) / 8;
      page.clear();
      page.write(width);
      if (width == 0) {
        page.writeVarInt(rows << 1);
      } else {
        page.writeVarInt(groups << 1 | 1);
        packGroups(counts, row, groups, width);
      }
      chunk.writeData(page, rows, Encoding.RLE_DICTIONARY);
    }
    return chunk.end(column.name(), type(column), size, null);
  }

  /** Straight into the page's array: nothing but loads, shifts and stores for each eight rows. */
  private void packGroups(ColumnVector.Counts counts, int row, int groups, int width) {
    page.reserve(groups * width + Long.BYTES);
    byte[] packed = page.array();
    int at = page.size();
    int whole = Math.min(groups, (counts.size() - row) / 8);
    byte[] matrix = counts.matrix();
    int from = counts.offset() + row;
    for (int group = 0; group < whole; group++) {
      EightBytes.set(packed, at, pack(EightBytes.get(matrix, from + 8 * group), width));
      at += width;
    }
    if (whole < groups) {
      EightBytes.set(packed, at, pack(rest(counts, row + 8 * whole), width));
      at += width;
    }
    page.resize(at);
  }

  /** All bits that any count has. */
  private static int anyOf(ColumnVector.Counts counts) {
    long any = 0;
    int whole = counts.size() & -8;
    for (int row = 0; row < whole; row += 8) {
      any |= EightBytes.get(counts.matrix(), counts.offset() + row);
    }
    any |= whole < counts.size() ? rest(counts, whole) : 0;
    any |= any >>> 32;
    any |= any >>> 16;
    any |= any >>> 8;
    return (int) any & 0xFF;
  }

  /** The counts of the last rows, less than eight, the first one lowest; 0 after the last row. */
  private static long rest(ColumnVector.Counts counts, int row) {
    long rest = 0;
    for (int i = 0; i < counts.size() - row; i++) {
      rest |= (counts.matrix()[counts.offset() + row + i] & 0xFFL) << 8 * i;
    }
    return rest;
  }

  /** Packs eight numbers of {@code width} bits, which have a byte each, next to one another. */
  private static long pack(long eight, int width) {
    long pairs = eight & 0x00FF00FF00FF00FFL | (eight >>> 8 & 0x00FF00FF00FF00FFL) << width;
    long quads = pairs & 0x0000FFFF0000FFFFL | (pairs >>> 16 & 0x0000FFFF0000FFFFL) << 2 * width;
    return quads & 0xFFFFFFFFL | quads >>> 32 << 4 * width;
  }

  private static long[] expand(ColumnVector.Counts counts) {
    long[] numbers = new long[counts.size()];
    for (int row = 0; row < numbers.length; row++) {
      numbers[row] = counts.matrix()[counts.offset() + row] & 0xFF;
    }
    for (Map.Entry<Integer, Integer> more : counts.overflow().entrySet()) {
      numbers[more.getKey()] = more.getValue();
    }
    return numbers;
  }

  private static PlainNumbers numbers(ColumnType type, long[] rows, BitSet nulls) {
    if (nulls.isEmpty()) {
      return new PlainNumbers(type, rows, rows.length);
    }
    long[] present = new long[rows.length];
    int size = 0;
    for (int row = nulls.nextClearBit(0); row < rows.length; row = nulls.nextClearBit(row + 1)) {
      present[size++] = rows[row];
    }
    return new PlainNumbers(type, present, size);
  }

  /** Definition levels: 1 where a row has a value, after their length in bytes. */
  private void writeLevels(BitSet nulls, int from, int to) throws IOException {
    int at = page.size();
    page.writeInt(0);
    int firstNull = nulls.nextSetBit(from);
    if (firstNull < 0 || firstNull >= to) { // One run of ones.
      page.writeVarInt(to - from << 1);
      page.write(1);
      page.setInt(at, page.size() - at - Integer.BYTES);
      return;
    }
    try (RunLengthBitPackingHybridEncoder levels = hybrid(1)) {
      for (int row = from; row < to; row++) {
        levels.writeInt(nulls.get(row) ? 0 : 1);
      }
      levels.toBytes().writeAllTo(page);
    }
    page.setInt(at, page.size() - at - Integer.BYTES);
  }

  private void writePlaces(Dictionary dictionary, int from, int to) throws IOException {
    page.write(dictionary.width());
    try (RunLengthBitPackingHybridEncoder places = hybrid(dictionary.width())) {
      for (int i = from; i < to; i++) {
        places.writeInt(dictionary.places()[i]);
      }
      places.toBytes().writeAllTo(page);
    }
  }

  private static RunLengthBitPackingHybridEncoder hybrid(int width) {
    return new RunLengthBitPackingHybridEncoder(
        width, 1 << 12, PAGE_BYTES, HeapByteBufferAllocator.getInstance());
  }

  private static Type type(Column column) {
    return switch (column.type()) {
      case INT, COUNT -> Type.INT32;
      case LONG -> Type.INT64;
      case DOUBLE -> Type.DOUBLE;
      case TEXT -> Type.BYTE_ARRAY;
    };
  }

  private static IllegalArgumentException mismatch(Column column, String found) {
    return new IllegalArgumentException(
        "column " + column.name() + " of type " + column.type() + " was given " + found);
  }
}
