package org.splicebeam.transforms.parquet;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Util;

/**
 * Writes the pages of one column chunk after another, each with header and checksum, and describes
 * the chunks for the footer. Lists in the description have a fixed order, so that the file does not
 * depend on the process that writes it.
 */
final class ChunkWriter {
  private final OutputStream out;
  private final CompressionCodec codec;
  private final PageCompressor compressor;
  private final PageBuffer header = new PageBuffer();
  private final CRC32 checksum = new CRC32();
  private long position;

  private final List<PageEncodingStats> pages = new ArrayList<>();
  private long start;
  private long firstDataPage;
  private long uncompressed;

  /**
   * A writer of chunks.
   *
   * @param position of the next byte in the file
   */
  ChunkWriter(OutputStream out, long position, CompressionCodec codec, PageCompressor compressor) {
    this.out = out;
    this.position = position;
    this.codec = codec;
    this.compressor = compressor;
  }

  /** Where the next byte goes in the file. */
  long position() {
    return position;
  }

  /** Begins a chunk. */
  void start() {
    pages.clear();
    start = position;
    firstDataPage = -1;
    uncompressed = 0;
  }

  /** Writes the chunk's dictionary: so many PLAIN values; before the data pages. */
  void writeDictionary(PageBuffer page, int entries) throws IOException {
    PageHeader pageHeader = new PageHeader(PageType.DICTIONARY_PAGE, page.size(), 0);
    pageHeader.setDictionary_page_header(new DictionaryPageHeader(entries, Encoding.PLAIN));
    write(pageHeader, page);
    pages.add(new PageEncodingStats(PageType.DICTIONARY_PAGE, Encoding.PLAIN, 1));
  }

  /** Writes a data page (version 1) of so many rows. */
  void writeData(PageBuffer page, int rows, Encoding encoding) throws IOException {
    if (firstDataPage < 0) {
      firstDataPage = position;
      pages.add(new PageEncodingStats(PageType.DATA_PAGE, encoding, 0));
    }
    PageHeader pageHeader = new PageHeader(PageType.DATA_PAGE, page.size(), 0);
    pageHeader.setData_page_header(new DataPageHeader(rows, encoding, Encoding.RLE, Encoding.RLE));
    write(pageHeader, page);
    PageEncodingStats data = pages.get(pages.size() - 1);
    data.setCount(data.getCount() + 1);
  }

  /** Ends the chunk; {@code statistics} may be null. */
  ColumnChunk end(String name, Type type, int rows, Statistics statistics) {
    boolean dictionary = firstDataPage > start;
    ColumnMetaData metaData =
        new ColumnMetaData(
            type,
            dictionary
                ? List.of(Encoding.PLAIN, Encoding.RLE, Encoding.RLE_DICTIONARY)
                : List.of(Encoding.PLAIN, Encoding.RLE),
            List.of(name),
            codec,
            rows,
            uncompressed,
            position - start,
            firstDataPage);
    if (dictionary) {
      metaData.setDictionary_page_offset(start);
    }
    metaData.setEncoding_stats(List.copyOf(pages));
    metaData.setStatistics(statistics);
    return new ColumnChunk(0).setMeta_data(metaData);
  }

  private void write(PageHeader pageHeader, PageBuffer page) throws IOException {
    PageBuffer compressed = compressor.compress(page);
    checksum.reset();
    checksum.update(compressed.array(), 0, compressed.size());
    pageHeader.setCompressed_page_size(compressed.size());
    pageHeader.setCrc((int) checksum.getValue());
    header.clear();
    Util.writePageHeader(pageHeader, header);
    out.write(header.array(), 0, header.size());
    out.write(compressed.array(), 0, compressed.size());
    position += header.size() + compressed.size();
    uncompressed += header.size() + page.size();
  }
}
