package org.splicebeam.transforms.paralogs;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.util.Arrays;
import org.splicebeam.schemas.paralogs.GeneSketch;

/**
 * Collects the words that speak for a gene: of all words of {@value #LENGTH} bases one in 64,
 * chosen by their hashes, so that two genes that share words share as many of those that are kept.
 *
 * <p>A word is at two bits a base (A 0, C 1, G 2, T 3), the first base in the highest ones; of a
 * word and its reverse complement the smaller number counts, so that both strands give the same.
 * One with another letter than A, C, G and T is none. A word is kept where XXH3-64 over its number
 * as eight bytes, the lowest first, is less than 2^58 as an unsigned number.
 *
 * <p>Memory: 4 bytes a kept word, with those that come again before they are sorted out. Not
 * thread-safe.
 */
public final class SketchBuilder {
  /** Bases of a word. */
  public static final int LENGTH = 15;

  private static final int MASK = (1 << 2 * LENGTH) - 1;
  private static final int HIGHEST = 2 * (LENGTH - 1);
  private static final int HASH_BITS = 58;
  private static final Hasher64 HASH = Hashing.xxh3_64();

  /** What a letter is; -1 where it is no base. */
  private static final byte[] CODES = codes();

  private final String geneId;
  private int[] words = new int[16];
  private int size;

  public SketchBuilder(String geneId) {
    this.geneId = geneId;
  }

  private static byte[] codes() {
    byte[] codes = new byte[256];
    Arrays.fill(codes, (byte) -1);
    for (byte code = 0; code < 4; code++) {
      codes["ACGT".charAt(code)] = code;
      codes["acgt".charAt(code)] = code;
    }
    return codes;
  }

  /** Whether a word, as a number, is one of those that are kept. */
  static boolean keeps(int word) {
    return HASH.hashLongToLong(word) >>> HASH_BITS == 0;
  }

  /** Adds the words of {@code letters[from, to)}, ASCII of either case. */
  public void add(byte[] letters, int from, int to) {
    int forward = 0;
    int reverse = 0;
    int bases = 0;
    for (int i = from; i < to; i++) {
      int code = CODES[letters[i] & 0xFF];
      bases = code < 0 ? 0 : bases + 1;
      forward = (forward << 2 | code & 3) & MASK;
      reverse = reverse >>> 2 | (3 - (code & 3)) << HIGHEST;
      if (bases >= LENGTH) {
        int word = Math.min(forward, reverse);
        if (keeps(word)) {
          add(word);
        }
      }
    }
  }

  private void add(int word) {
    if (size == words.length) {
      int[] distinct = distinct();
      size = distinct.length;
      words = Arrays.copyOf(distinct, 2 * Math.max(size, words.length / 2));
    }
    words[size++] = word;
  }

  private int[] distinct() {
    return Arrays.stream(words, 0, size).sorted().distinct().toArray();
  }

  /** What was added so far. */
  public GeneSketch build() {
    return new GeneSketch(geneId, distinct());
  }

  /** Whether no word was kept so far. */
  public boolean isEmpty() {
    return size == 0;
  }
}
