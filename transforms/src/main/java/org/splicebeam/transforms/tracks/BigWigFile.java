package org.splicebeam.transforms.tracks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.splicebeam.transforms.lines.LineFile;
import org.splicebeam.transforms.lines.PackedFile;
import org.splicebeam.transforms.tracks.BigWigChromosomes.Chromosome;

/**
 * The values of a bigWig (W. J. Kent et al., BigWig and BigBed: enabling browsing of large
 * distributed datasets, Bioinformatics 26, 2010), base by base, in either order of bytes, packed or
 * not. Zoom levels are never read.
 *
 * <p>Every count and place in the file is held against the file's length, so that a file which is
 * damaged, cut off or made to harm costs time in proportion to its length at most. Values are those
 * of the file, not held against [0, 1].
 *
 * <p>Errors: an {@link IOException} whose sentence names the file. Memory: the names of the
 * chromosomes, at most 16 MiB of the index, 4 MiB of packed blocks and one unpacked one. Not
 * thread-safe.
 */
public final class BigWigFile implements Track {
  private static final int HEADER = 64;
  private static final int LATEST_VERSION = 4;

  /** Packed bytes that are read at once. */
  private static final int MOST_AT_ONCE = 4 << 20;

  /** Bytes of a block as stored: zlib adds less than a thousandth to what does not shrink. */
  private static final int MOST_STORED =
      BigWigBlock.MOST_BYTES + BigWigBlock.MOST_BYTES / 1000 + 64;

  private final String path;
  private final BigWigBytes bytes;
  private final Map<String, Chromosome> chromosomes;
  private final BigWigIndex index;
  private final BigWigBlock block;

  /** Null where blocks are not packed. */
  private final Inflater inflater;

  private final ByteBuffer unpacked;

  /** Blocks that stand one behind the other in the file and are not yet read. */
  private byte[] stored = new byte[1 << 16];

  private int[] lengths = new int[64];
  private int blocks;
  private long storedFrom;
  private int storedLength;

  private BigWigFile(String path, BigWigBytes bytes) throws IOException {
    this.path = path;
    this.bytes = bytes;
    ByteBuffer header = bytes.read(0, HEADER, "header");
    int version = Short.toUnsignedInt(header.getShort(4));
    if (version < 1 || version > LATEST_VERSION) {
      throw new IOException(
          "%s is a bigWig of version %s, and versions up to %s are known; write it as one of these"
              .formatted(path, version, LATEST_VERSION));
    }
    int unpackedSize = header.getInt(52);
    unpacked = ByteBuffer.allocate(mostUnpacked(unpackedSize)).order(bytes.order());
    chromosomes = BigWigChromosomes.read(bytes, header.getLong(8));
    long data = header.getLong(16);
    bytes.requireInside(data, Integer.BYTES, "values");
    index = new BigWigIndex(bytes, header.getLong(24), MOST_STORED);
    block = new BigWigBlock(bytes);
    inflater = unpackedSize == 0 ? null : new Inflater();
  }

  private static int mostUnpacked(int told) {
    return told == 0 || Integer.compareUnsigned(told, BigWigBlock.MOST_BYTES) > 0
        ? BigWigBlock.MOST_BYTES
        : told;
  }

  /** Opens one file of any Beam file system; the path is taken as it is, not as a pattern. */
  public static BigWigFile open(String path) throws IOException {
    SeekableByteChannel channel;
    try {
      channel = PackedFile.openPlaces(path);
    } catch (IOException e) {
      throw LineFile.unopened(path, e);
    }
    return open(path, channel);
  }

  /**
   * Reads header, chromosomes and the index's root.
   *
   * @param path for people
   * @param channel is closed with this, or where this fails
   */
  public static BigWigFile open(String path, SeekableByteChannel channel) throws IOException {
    try {
      return new BigWigFile(path, new BigWigBytes(path, channel));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public Set<String> names() {
    return Collections.unmodifiableSet(chromosomes.keySet());
  }

  /** The lengths in bases of the chromosomes that the file lists, by name, in its order. */
  public Map<String, Integer> chromosomes() {
    Map<String, Integer> lengths = new LinkedHashMap<>();
    chromosomes.forEach((name, chromosome) -> lengths.put(name, chromosome.length()));
    return lengths;
  }

  @Override
  public void read(String chromosome, long start, long end, float[] into) throws IOException {
    Chromosome asked = chromosomes.get(chromosome);
    if (asked == null) {
      throw new IllegalArgumentException("%s does not list %s".formatted(path, chromosome));
    }
    Arrays.fill(into, 0, Math.toIntExact(end - start), Float.NaN);
    int last = (int) Math.min(end, asked.length());
    if (start >= last) {
      return;
    }
    int first = (int) start;
    block.startRange(chromosome, asked.id(), first, last, into);
    blocks = 0;
    storedLength = 0;
    index.find(asked.id(), first, last, this::add);
    readBlocks();
  }

  private void add(long offset, int length) throws IOException {
    if (blocks > 0
        && (offset != storedFrom + storedLength || storedLength + length > MOST_AT_ONCE)) {
      readBlocks();
    }
    if (blocks == 0) {
      storedFrom = offset;
    }
    if (blocks == lengths.length) {
      lengths = Arrays.copyOf(lengths, 2 * blocks);
    }
    lengths[blocks++] = length;
    storedLength += length;
  }

  /** Reads the blocks found so far at once. */
  private void readBlocks() throws IOException {
    if (stored.length < storedLength) {
      stored = new byte[Math.min(Math.max(storedLength, 2 * stored.length), MOST_AT_ONCE)];
    }
    bytes.readInto(storedFrom, stored, storedLength, "block of values");
    int at = 0;
    for (int i = 0; i < blocks; i++) {
      if (inflater == null) {
        block.take(
            ByteBuffer.wrap(stored, at, lengths[i]).slice().order(bytes.order()), lengths[i]);
      } else {
        block.take(unpacked, unpack(at, lengths[i]));
      }
      at += lengths[i];
    }
    blocks = 0;
    storedLength = 0;
  }

  /** Unpacks a block; how many bytes it has. */
  private int unpack(int at, int length) throws IOException {
    inflater.reset();
    inflater.setInput(stored, at, length);
    byte[] into = unpacked.array();
    try {
      int size = 0;
      while (!inflater.finished()) {
        int more = inflater.inflate(into, size, into.length - size);
        size += more;
        if (more == 0 && !inflater.finished()) {
          throw bytes.damaged(
              "the block of values at byte %s %s"
                  .formatted(
                      storedFrom + at,
                      inflater.needsInput()
                          ? "ends too early"
                          : "unpacks to more than %s bytes".formatted(into.length)));
        }
      }
      return size;
    } catch (DataFormatException e) {
      throw bytes.damaged(
          "the block of values at byte %s cannot be unpacked (%s)"
              .formatted(storedFrom + at, e.getMessage()));
    }
  }

  @Override
  public void close() throws IOException {
    if (inflater != null) {
      inflater.end();
    }
    bytes.close();
  }
}
