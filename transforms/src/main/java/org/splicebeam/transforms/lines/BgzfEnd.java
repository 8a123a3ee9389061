package org.splicebeam.transforms.lines;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Looks for the end of a BGZF file, as {@code bgzip} writes it: blocks, each a gzip member with the
 * extra field {@code BC}, and last an empty one that is always the same. A file that was cut off
 * between two blocks is still valid gzip: only that last block is missing. Source: SAM
 * specification, 4.1.
 */
final class BgzfEnd {
  private static final byte[] END =
      HexFormat.of().parseHex("1f8b08040000000000ff0600424302001b0003000000000000000000");
  private static final int MAGIC = 4;
  private static final int FIELD = 12;
  private static final int FIELD_END = 14;

  private final byte[] first = new byte[FIELD_END];

  /** The byte at place i of the file stands at i mod its length. */
  private final byte[] last = new byte[END.length];

  private long count;

  /** Takes the next bytes of the file, those between two places of a buffer. */
  void take(ByteBuffer bytes, int from, int to) {
    long before = count - from;
    for (int i = from; i < to && before + i < first.length; i++) {
      first[(int) before + i] = bytes.get(i);
    }
    for (int i = Math.max(from, to - last.length); i < to; i++) {
      last[(int) ((before + i) % last.length)] = bytes.get(i);
    }
    count += to - from;
  }

  /** Whether all the bytes taken are a BGZF file without its end. */
  boolean isMissing() {
    return Arrays.equals(first, 0, MAGIC, END, 0, MAGIC)
        && Arrays.equals(first, FIELD, FIELD_END, END, FIELD, FIELD_END)
        && !endsWell();
  }

  private boolean endsWell() {
    for (int i = 0; i < END.length; i++) {
      if (last[(int) ((count + i) % last.length)] != END[i]) {
        return false;
      }
    }
    return true;
  }
}
