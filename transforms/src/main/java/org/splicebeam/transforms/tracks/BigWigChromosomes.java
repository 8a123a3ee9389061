package org.splicebeam.transforms.tracks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.splicebeam.schemas.reject.Excerpt;

/** Reads the chromosomes that a bigWig lists, a B+ tree of names. Memory: the names. */
final class BigWigChromosomes {
  /**
   * A chromosome of a bigWig.
   *
   * @param id by which blocks name it
   * @param length in bases
   */
  record Chromosome(int id, int length) {}

  private static final int MAGIC = 0x78CA8C91;
  private static final int HEADER = 32;
  private static final int NODE_HEADER = 4;
  private static final int VALUE = 8;
  private static final int MOST_KEY = 1 << 10;

  /** More than any assembly has. */
  private static final int MOST_CHROMOSOMES = 1 << 20;

  /** A tree with two children a node and that many chromosomes is less deep. */
  private static final int MOST_DEPTH = 32;

  private final BigWigBytes bytes;
  private final Map<String, Chromosome> found = new LinkedHashMap<>();
  private final Set<Integer> ids = new HashSet<>();
  private int keySize;
  private long count;

  /** Bytes of nodes that may still be looked at; without loops no more than the file has. */
  private long rest;

  private BigWigChromosomes(BigWigBytes bytes) {
    this.bytes = bytes;
    rest = bytes.size();
  }

  /** By name, in the tree's order. */
  static Map<String, Chromosome> read(BigWigBytes bytes, long offset) throws IOException {
    return new BigWigChromosomes(bytes).readAll(offset);
  }

  private Map<String, Chromosome> readAll(long offset) throws IOException {
    ByteBuffer header = bytes.read(offset, HEADER, "list of chromosomes");
    if (header.getInt() != MAGIC) {
      throw bytes.damaged("at byte %s there is no list of chromosomes".formatted(offset));
    }
    header.getInt(); // most items of a node, which each node tells, too
    keySize = header.getInt();
    int valueSize = header.getInt();
    count = header.getLong();
    if (keySize < 1 || keySize > MOST_KEY || valueSize != VALUE) {
      throw bytes.damaged(
          "the list of chromosomes has names of %s bytes and values of %s"
              .formatted(Integer.toUnsignedString(keySize), Integer.toUnsignedString(valueSize)));
    }
    if (count < 0 || count > MOST_CHROMOSOMES || count * (keySize + VALUE) > bytes.size()) {
      throw bytes.damaged(
          "it would list %s chromosomes, and it has %s bytes"
              .formatted(Long.toUnsignedString(count), bytes.size()));
    }
    if (count > 0) {
      readNode(offset + HEADER, 0);
    }
    if (found.size() != count) {
      throw bytes.damaged(
          "it lists %s chromosomes where it says %s".formatted(found.size(), count));
    }
    return found;
  }

  private void readNode(long offset, int depth) throws IOException {
    ByteBuffer head = bytes.read(offset, NODE_HEADER, "list of chromosomes");
    boolean isLeaf = head.get() != 0;
    head.get();
    int items = Short.toUnsignedInt(head.getShort());
    int length = items * (keySize + VALUE);
    rest -= NODE_HEADER + length;
    if (rest < 0 || depth == MOST_DEPTH) {
      throw bytes.damaged("its list of chromosomes leads back to itself");
    }
    ByteBuffer node = bytes.read(offset + NODE_HEADER, length, "list of chromosomes");
    byte[] key = new byte[keySize];
    for (int i = 0; i < items; i++) {
      node.get(key);
      if (isLeaf) {
        add(name(key), node.getInt(), node.getInt());
      } else {
        readNode(node.getLong(), depth + 1);
      }
    }
  }

  private void add(String name, int id, int length) throws IOException {
    if (length < 0) {
      throw bytes.damaged(
          "its chromosome %s has %s bases, and at most %s can be read"
              .formatted(
                  Excerpt.ofValue(name), Integer.toUnsignedString(length), Integer.MAX_VALUE));
    }
    if (!ids.add(id) || found.put(name, new Chromosome(id, length)) != null) {
      throw bytes.damaged("it lists chromosome %s twice".formatted(Excerpt.ofValue(name)));
    }
    if (found.size() > count) {
      throw bytes.damaged("it lists more chromosomes than the %s it says".formatted(count));
    }
  }

  private static String name(byte[] key) {
    int length = 0;
    while (length < key.length && key[length] != 0) {
      length++;
    }
    return new String(key, 0, length, StandardCharsets.UTF_8);
  }
}
