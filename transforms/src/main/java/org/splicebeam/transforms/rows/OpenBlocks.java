package org.splicebeam.transforms.rows;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The blocks that a file's rows are being collected in, one a key. Rows of a gene mostly stand
 * together, so a few open blocks are enough; the one that was idle longest is closed when another
 * key needs its place.
 *
 * @param <K> what the rows of a block share
 * @param <B> a block's builder
 */
public final class OpenBlocks<K, B> {
  private static final int MOST_OPEN = 32;

  private final LinkedHashMap<K, B> open = new LinkedHashMap<>(2 * MOST_OPEN, 0.75f, true);
  private final Function<K, B> start;
  private final Consumer<B> close;
  private K lastKey;
  private B last;

  public OpenBlocks(Function<K, B> start, Consumer<B> close) {
    this.start = start;
    this.close = close;
  }

  /** The builder for a key, opened if need be. */
  public B of(K key) {
    if (key.equals(lastKey)) {
      return last;
    }
    B block = open.get(key);
    if (block == null) {
      if (open.size() == MOST_OPEN) {
        Iterator<Map.Entry<K, B>> longestIdle = open.entrySet().iterator();
        close.accept(longestIdle.next().getValue());
        longestIdle.remove();
      }
      block = start.apply(key);
      open.put(key, block);
    }
    lastKey = key;
    last = block;
    return block;
  }

  /** Closes the key's block: it is full. */
  public void close(K key) {
    close.accept(open.remove(key));
    lastKey = null;
    last = null;
  }

  public void closeAll() {
    open.values().forEach(close);
    open.clear();
    lastKey = null;
    last = null;
  }
}
