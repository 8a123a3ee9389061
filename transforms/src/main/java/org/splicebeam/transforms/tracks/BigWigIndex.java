package org.splicebeam.transforms.tracks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The R-tree of a bigWig: which blocks of values may overlap a range of a chromosome. Nodes are
 * read as they are needed. Memory: at most {@value #MOST_CACHED} bytes of nodes, and 16 bytes a
 * block of the range.
 */
final class BigWigIndex {
  /** Takes the blocks of a range, in the order of the file. */
  interface Blocks {
    void block(long offset, int length) throws IOException;
  }

  private static final int MAGIC = 0x2468ACE0;
  private static final int HEADER = 48;
  private static final int NODE_HEADER = 4;
  private static final int LEAF_ITEM = 32;
  private static final int INNER_ITEM = 24;

  /** Most writers put 256 items in a node. */
  private static final int USUAL_NODE = NODE_HEADER + 256 * LEAF_ITEM;

  private static final int MOST_CACHED = 16 << 20;

  /** A tree with two children a node that fills the largest file is less deep. */
  private static final int MOST_DEPTH = 64;

  private final BigWigBytes bytes;
  private final long root;
  private final int mostBlockBytes;

  /** Nodes by offset, the one that was not used for longest first. */
  private final LinkedHashMap<Long, ByteBuffer> nodes = new LinkedHashMap<>(16, 0.75f, true);

  private int cached;

  /** Of the query under way: the chromosome's id, the range, and who takes its blocks. */
  private long chromosome;

  private long from;
  private long to;
  private Blocks blocks;

  /** Bytes of nodes that the query may still look at; without loops no more than the file has. */
  private long rest;

  /** Behind the last block that the query found. */
  private long behindBlock;

  /**
   * Reads the header and the root.
   *
   * @param mostBlockBytes that a block may have as stored
   */
  BigWigIndex(BigWigBytes bytes, long offset, int mostBlockBytes) throws IOException {
    this.bytes = bytes;
    this.mostBlockBytes = mostBlockBytes;
    ByteBuffer header = bytes.read(offset, HEADER, "index");
    if (header.getInt() != MAGIC) {
      throw bytes.damaged("at byte %s there is no index".formatted(offset));
    }
    root = offset + HEADER;
    node(root);
  }

  /**
   * Hands over the blocks that may overlap the bases [from, to) of a chromosome.
   *
   * @param itsId that blocks name it by
   */
  void find(int itsId, int itsFrom, int itsTo, Blocks into) throws IOException {
    chromosome = Integer.toUnsignedLong(itsId);
    from = itsFrom;
    to = itsTo;
    blocks = into;
    rest = bytes.size();
    behindBlock = 0;
    descend(root, 0, 0);
  }

  /**
   * @param above bytes of the nodes on the way here, which are all held
   */
  private void descend(long offset, int depth, int above) throws IOException {
    ByteBuffer node = node(offset);
    int held = above + node.capacity();
    rest -= node.limit();
    if (rest < 0 || depth == MOST_DEPTH) {
      throw bytes.damaged("its index leads back to itself");
    }
    if (held > MOST_CACHED) {
      throw bytes.damaged("the way down its index is longer than any has");
    }
    boolean isLeaf = isLeaf(node);
    int item = isLeaf ? LEAF_ITEM : INNER_ITEM;
    for (int at = NODE_HEADER; at < node.limit(); at += item) {
      if (overlaps(node, at)) {
        long place = node.getLong(at + 16);
        if (isLeaf) {
          take(place, node.getLong(at + 24));
        } else {
          descend(place, depth + 1, held);
        }
      }
    }
  }

  /** Whether an item's bases, which may lie on several chromosomes, are some of those asked for. */
  private boolean overlaps(ByteBuffer node, int at) {
    long first = unsigned(node, at);
    long last = unsigned(node, at + 8);
    return !(chromosome < first
        || chromosome > last
        || chromosome == first && unsigned(node, at + 4) >= to
        || chromosome == last && unsigned(node, at + 12) <= from);
  }

  private void take(long offset, long length) throws IOException {
    bytes.requireInside(offset, length, "block of values");
    if (offset < behindBlock || length < 1 || length > mostBlockBytes) {
      throw bytes.damaged(
          "its index has a block of %s bytes at %s, where no block can be"
              .formatted(length, offset));
    }
    behindBlock = offset + length;
    blocks.block(offset, (int) length);
  }

  private ByteBuffer node(long offset) throws IOException {
    ByteBuffer known = nodes.get(offset);
    return known == null ? read(offset) : known;
  }

  private ByteBuffer read(long offset) throws IOException {
    bytes.requireInside(offset, NODE_HEADER, "index");
    ByteBuffer node = bytes.read(offset, Math.min(USUAL_NODE, bytes.size() - offset), "index");
    int items = Short.toUnsignedInt(node.getShort(2));
    int length = NODE_HEADER + items * (isLeaf(node) ? LEAF_ITEM : INNER_ITEM);
    if (length > node.limit()) {
      node = bytes.read(offset, length, "index");
    }
    node.limit(length);
    cached += node.capacity();
    nodes.put(offset, node);
    for (Iterator<Map.Entry<Long, ByteBuffer>> oldest = nodes.entrySet().iterator();
        cached > MOST_CACHED; ) {
      cached -= oldest.next().getValue().capacity();
      oldest.remove();
    }
    return node;
  }

  private static boolean isLeaf(ByteBuffer node) {
    return node.get(0) != 0;
  }

  private static long unsigned(ByteBuffer node, int at) {
    return Integer.toUnsignedLong(node.getInt(at));
  }
}
