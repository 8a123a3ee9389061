package org.splicebeam.transforms.validate;

import java.io.IOException;
import java.util.BitSet;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.ValuesType;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.values.ValuesReader;
import org.splicebeam.schemas.columns.ColumnVector;

/**
 * The values of one column chunk, decoded page by page into an array. (parquet-java's record path
 * would ask each of 4 000 columns for each value.)
 *
 * <p>Errors: {@link IOException} where the pages do not hold the row group's rows; whatever
 * parquet-java throws on damaged bytes.
 *
 * <p>Memory: the values and one page.
 */
final class ColumnPages {
  private static final int LARGEST_COUNT = 0xFFFF;

  private final ColumnDescriptor column;
  private final PageReader pages;
  private final Dictionary dictionary;
  private final int rows;

  /** Takes the next value; {@code inPlaces} where the page has places in the dictionary. */
  private interface Cell {
    void take(ValuesReader values, boolean inPlaces, int row);
  }

  /** The chunk of a column in a row group of so many rows. */
  ColumnPages(ColumnDescriptor column, PageReader pages, int rows) throws IOException {
    this.column = column;
    this.pages = pages;
    this.rows = rows;
    DictionaryPage page = pages.readDictionaryPage();
    this.dictionary = page == null ? null : page.getEncoding().initDictionary(column, page);
  }

  ColumnVector.Longs integers() throws IOException {
    long[] read = new long[rows];
    return new ColumnVector.Longs(
        read, each((values, inPlaces, row) -> read[row] = values.readInteger()));
  }

  ColumnVector.Longs longs() throws IOException {
    long[] read = new long[rows];
    return new ColumnVector.Longs(
        read, each((values, inPlaces, row) -> read[row] = values.readLong()));
  }

  ColumnVector.Doubles doubles() throws IOException {
    double[] read = new double[rows];
    return new ColumnVector.Doubles(
        read, each((values, inPlaces, row) -> read[row] = values.readDouble()));
  }

  ColumnVector.Texts texts() throws IOException {
    String[] read = new String[rows];
    String[] entries = new String[dictionary == null ? 0 : dictionary.getMaxId() + 1];
    for (int id = 0; id < entries.length; id++) {
      entries[id] = dictionary.decodeToBinary(id).toStringUsingUTF8();
    }
    each(
        (values, inPlaces, row) ->
            read[row] =
                inPlaces
                    ? entries[values.readValueDictionaryId()]
                    : values.readBytes().toStringUsingUTF8());
    return new ColumnVector.Texts(read);
  }

  /**
   * Adds the counts of a required column to the rows' sums.
   *
   * @return how many counts are no 16-bit unsigned numbers
   */
  int addCounts(long[] sums) throws IOException {
    int[] entries = new int[dictionary == null ? 0 : dictionary.getMaxId() + 1];
    for (int id = 0; id < entries.length; id++) {
      entries[id] = dictionary.decodeToInt(id);
    }
    int outside = 0;
    int row = 0;
    for (DataPageV1 page = next(row); page != null; page = next(row)) {
      int size = page.getValueCount();
      ValuesReader values = values(page, page.getBytes().toInputStream());
      boolean inPlaces = page.getValueEncoding().usesDictionary();
      for (int end = row + size; row < end; row++) {
        int count = inPlaces ? entries[values.readValueDictionaryId()] : values.readInteger();
        sums[row] += count;
        outside += (count & ~LARGEST_COUNT) == 0 ? 0 : 1;
      }
    }
    return outside;
  }

  /** Reads the values in order and returns the rows that have none. */
  private BitSet each(Cell cell) throws IOException {
    BitSet nulls = new BitSet();
    int row = 0;
    for (DataPageV1 page = next(row); page != null; page = next(row)) {
      int size = page.getValueCount();
      ByteBufferInputStream in = page.getBytes().toInputStream();
      ValuesReader levels =
          page.getDlEncoding().getValuesReader(column, ValuesType.DEFINITION_LEVEL);
      levels.initFromPage(size, in);
      ValuesReader values = values(page, in);
      boolean inPlaces = page.getValueEncoding().usesDictionary();
      for (int end = row + size; row < end; row++) {
        if (levels.readInteger() == column.getMaxDefinitionLevel()) {
          cell.take(values, inPlaces, row);
        } else {
          nulls.set(row);
        }
      }
    }
    return nulls;
  }

  private DataPageV1 next(int row) throws IOException {
    DataPage page = pages.readPage();
    if (page == null) {
      if (row < rows) {
        throw new IOException("%s values for %s rows".formatted(row, rows));
      }
      return null;
    }
    if (row + page.getValueCount() > rows) {
      throw new IOException("more values than the %s rows".formatted(rows));
    }
    if (page instanceof DataPageV1 first) {
      return first;
    }
    throw new IOException("a data page of version 2, which splicebeam does not write");
  }

  private ValuesReader values(DataPageV1 page, ByteBufferInputStream in) throws IOException {
    ValuesReader values;
    if (!page.getValueEncoding().usesDictionary()) {
      values = page.getValueEncoding().getValuesReader(column, ValuesType.VALUES);
    } else if (dictionary != null) {
      values =
          page.getValueEncoding()
              .getDictionaryBasedValuesReader(column, ValuesType.VALUES, dictionary);
    } else {
      throw new IOException("places in a dictionary that is not there");
    }
    values.initFromPage(page.getValueCount(), in);
    return values;
  }
}
