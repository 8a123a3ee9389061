package org.splicebeam.transforms.arrays;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.splicebeam.schemas.reject.Excerpt;
import org.splicebeam.transforms.lines.LineReader;

/**
 * Where the entries of a zip archive lie, read from its end, zip64 too. Names are kept as hashes:
 * an entry has its name before its bytes, and whoever reads it compares.
 *
 * <p>All places are checked against the file's length. Errors: an {@link IOException} whose message
 * is a clause. Memory: about 100 bytes an entry, and there are at most {@value #MOST_ENTRIES}.
 */
final class ZipDirectory {
  /** Bytes of an entry's head before its name. */
  static final int LOCAL_HEAD = 30;

  static final int LOCAL_SIGNATURE = 0x04034b50;
  static final int STORED = 0;
  static final int DEFLATED = 8;

  /** Several times the genes of any annotation. */
  private static final int MOST_ENTRIES = 1 << 19;

  private static final int MOST_NAMED = 3;

  private static final int HEAD = 46;
  private static final int SIGNATURE = 0x02014b50;
  private static final int END = 22;
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int LOCATOR = 20;
  private static final int LOCATOR_SIGNATURE = 0x07064b50;
  private static final int END64 = 56;
  private static final int END64_SIGNATURE = 0x06064b50;
  private static final int EXTRA64 = 1;
  private static final int MOST_16 = 0xFFFF;
  private static final long MOST_32 = 0xFFFFFFFFL;
  private static final int ENCRYPTED = 1;

  /**
   * One file of the archive.
   *
   * @param offset of its head
   * @param packed its bytes in the archive, without the head
   * @param size unpacked, in bytes
   * @param crc of the unpacked bytes
   */
  record Entry(long offset, long packed, long size, int crc, int method) {}

  private final SeekableByteChannel file;
  private final String suffix;
  private final Map<Long, Entry> entries = new HashMap<>();
  private final List<String> firstNames = new ArrayList<>();

  private ZipDirectory(SeekableByteChannel file, String suffix) {
    this.file = file;
    this.suffix = suffix;
  }

  /** Reads a directory; names are taken without a suffix that they may have. */
  static ZipDirectory read(SeekableByteChannel file, String suffix) throws IOException {
    ZipDirectory directory = new ZipDirectory(file, suffix);
    directory.readAll(directory.range());
    return directory;
  }

  /** The entry of a name, which is to be compared with the one before its bytes; null if none. */
  Entry entry(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    return entries.get(LineReader.hash(bytes, 0, bytes.length));
  }

  /** The first {@value #MOST_NAMED} names, in the archive's order. */
  List<String> firstNames() {
    return firstNames;
  }

  /** A name in UTF-8 without the suffix. */
  static String bare(byte[] name, String suffix) {
    String text = new String(name, StandardCharsets.UTF_8);
    return text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
  }

  static IOException damaged(String found) {
    return new IOException("it is damaged (%s): copy or write it again".formatted(found));
  }

  /** Where the directory lies, as the archive's end tells it. */
  private record Range(long offset, long length, long entries) {}

  private Range range() throws IOException {
    long size = file.size();
    int tail = (int) Math.min(size, END + MOST_16);
    ByteBuffer last = bytes(size - tail, tail);
    int at = tail - END;
    while (at >= 0
        && !(last.getInt(at) == END_SIGNATURE
            && unsigned(last.getShort(at + 20)) == tail - END - at)) {
      at--;
    }
    if (at < 0) {
      throw new IOException(
          "it is no zip archive, or it is cut off: copy it again or write it with numpy.savez");
    }
    long end = size - tail + at;
    Range range =
        new Range(
            last.getInt(at + 16) & MOST_32,
            last.getInt(at + 12) & MOST_32,
            unsigned(last.getShort(at + 10)));
    boolean oneDisk = last.getInt(at + 4) == 0 && last.getShort(at + 8) == last.getShort(at + 10);
    boolean isFull =
        range.offset() == MOST_32 || range.length() == MOST_32 || range.entries() == MOST_16;
    if (isFull && end >= LOCATOR + END64) {
      ByteBuffer locator = bytes(end - LOCATOR, LOCATOR);
      if (locator.getInt(0) == LOCATOR_SIGNATURE) {
        end = within(locator.getLong(8), end - LOCATOR - END64);
        ByteBuffer large = bytes(end, END64);
        if (large.getInt(0) != END64_SIGNATURE) {
          throw damaged("its end is not where it is told");
        }
        range = new Range(large.getLong(48), large.getLong(40), large.getLong(32));
        oneDisk = large.getLong(16) == 0 && large.getLong(24) == range.entries();
      }
    }
    if (!oneDisk) {
      throw damaged("it tells of other pieces of itself");
    }
    within(range.offset(), end);
    if (range.length() != end - range.offset()) {
      throw damaged("its directory is not as long as it tells");
    }
    return range;
  }

  /** A place that is told, if the file has it. */
  private static long within(long place, long last) throws IOException {
    if (place < 0 || place > last) {
      throw damaged("it tells of byte " + Long.toUnsignedString(place));
    }
    return place;
  }

  private void readAll(Range range) throws IOException {
    // Before anything is read: an entry takes 46 bytes.
    if (range.entries() < 0 || range.entries() > range.length() / HEAD) {
      throw damaged("its directory has no room for so many entries");
    }
    if (range.entries() > MOST_ENTRIES) {
      throw new IOException(
          "it has %s arrays, more than %s: write those of genes alone"
              .formatted(range.entries(), MOST_ENTRIES));
    }
    try (InputStream in =
        new BufferedInputStream(new ChannelRange(file, range.offset(), range.length()), 1 << 16)) {
      byte[] bytes = new byte[HEAD];
      ByteBuffer head = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      for (long i = 0; i < range.entries(); i++) {
        fill(in, bytes);
        if (head.getInt(0) != SIGNATURE) {
          throw damaged("its directory ends too early");
        }
        byte[] name = some(in, head.getShort(28));
        byte[] extra = some(in, head.getShort(30));
        some(in, head.getShort(32));
        take(head, name, extra, range.offset());
      }
      if (in.read() >= 0) {
        throw damaged("its directory has more entries than it tells");
      }
    }
  }

  private void take(ByteBuffer head, byte[] name, byte[] extra, long directory) throws IOException {
    String bare = bare(name, suffix);
    int method = unsigned(head.getShort(10));
    if ((head.getShort(8) & ENCRYPTED) != 0) {
      throw new IOException(
          "array %s is encrypted: write it with numpy.savez".formatted(Excerpt.ofValue(bare)));
    }
    if (method != STORED && method != DEFLATED) {
      throw new IOException(
          "array %s is packed by method %s of zip: write it with numpy.savez or savez_compressed"
              .formatted(Excerpt.ofValue(bare), method));
    }
    ByteBuffer large = extra64(extra);
    // In this order, and only those that are full.
    long size = wide(head.getInt(24), large);
    long packed = wide(head.getInt(20), large);
    long offset = wide(head.getInt(42), large);
    long afterName = within(offset, directory - LOCAL_HEAD) + LOCAL_HEAD + name.length;
    if (size < 0
        || packed < 0
        || packed > directory - afterName
        || method == STORED && size != packed) {
      throw damaged("array %s is larger than it can be".formatted(Excerpt.ofValue(bare)));
    }
    byte[] key = bare.getBytes(StandardCharsets.UTF_8);
    Entry entry = new Entry(offset, packed, size, head.getInt(16), method);
    if (entries.put(LineReader.hash(key, 0, key.length), entry) != null) {
      throw new IOException(
          "it has two arrays %s: write each gene once".formatted(Excerpt.ofValue(bare)));
    }
    if (firstNames.size() < MOST_NAMED) {
      firstNames.add(bare);
    }
  }

  /** The zip64 part of an entry's extra fields, empty if there is none. */
  private static ByteBuffer extra64(byte[] extra) {
    ByteBuffer fields = ByteBuffer.wrap(extra).order(ByteOrder.LITTLE_ENDIAN);
    while (fields.remaining() >= 4) {
      int id = unsigned(fields.getShort());
      int length = Math.min(unsigned(fields.getShort()), fields.remaining());
      if (id == EXTRA64) {
        return fields.slice(fields.position(), length).order(ByteOrder.LITTLE_ENDIAN);
      }
      fields.position(fields.position() + length);
    }
    return ByteBuffer.allocate(0);
  }

  private static long wide(int told, ByteBuffer large) throws IOException {
    if (told != (int) MOST_32 || large.capacity() == 0) {
      return told & MOST_32;
    }
    if (large.remaining() < Long.BYTES) {
      throw damaged("an entry of its directory is too short");
    }
    return large.getLong();
  }

  private static byte[] some(InputStream in, short length) throws IOException {
    byte[] bytes = new byte[unsigned(length)];
    fill(in, bytes);
    return bytes;
  }

  private static void fill(InputStream in, byte[] bytes) throws IOException {
    if (in.readNBytes(bytes, 0, bytes.length) < bytes.length) {
      throw damaged("its directory ends too early");
    }
  }

  private ByteBuffer bytes(long offset, int length) throws IOException {
    byte[] bytes = new byte[length];
    fill(new ChannelRange(file, offset, length), bytes);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int unsigned(short value) {
    return Short.toUnsignedInt(value);
  }
}
