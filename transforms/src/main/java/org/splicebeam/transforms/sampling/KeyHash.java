package org.splicebeam.transforms.sampling;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The hash that decides on rows: MurmurHash3 x64 128, its first 64-bit word, over the UTF-8 text of
 * a row's key (contract 4). It depends on nothing else, so the same rows are kept on every runner,
 * in every order and after every retry.
 *
 * <p>For one gene; not thread-safe.
 */
public final class KeyHash {
  private static final byte[] NEAR = "near\t".getBytes(StandardCharsets.UTF_8);
  private static final byte[] FASTA = "fasta\t".getBytes(StandardCharsets.UTF_8);
  private static final int LONGEST_NUMBER = 20;

  private final Hasher64 hasher;
  private final int geneLength;
  private final byte[] key;

  public KeyHash(String geneId, int seed) {
    hasher = Hashing.murmur3_128(seed);
    byte[] gene = geneId.getBytes(StandardCharsets.UTF_8);
    geneLength = gene.length;
    key = Arrays.copyOf(gene, geneLength + LONGEST_NUMBER + 3);
    key[geneLength] = '\t';
  }

  /** The hash of any text. */
  public static long of(String text, int seed) {
    return Hashing.murmur3_128(seed).hashBytesToLong(text.getBytes(StandardCharsets.UTF_8));
  }

  /** h(gene_id). */
  public long ofGene() {
    return hasher.hashBytesToLong(key, 0, geneLength);
  }

  /** h({@code near \t} gene_id). */
  long ofNeighbours() {
    return ofGene(NEAR);
  }

  /** h({@code fasta \t} gene_id), which chooses the genes that are held against a genome. */
  public long ofGenome() {
    return ofGene(FASTA);
  }

  private long ofGene(byte[] before) {
    byte[] text = new byte[before.length + geneLength];
    System.arraycopy(before, 0, text, 0, before.length);
    System.arraycopy(key, 0, text, before.length, geneLength);
    return hasher.hashBytesToLong(text);
  }

  /**
   * The hash of a genomic key: gene, position (0-based in the gene, not negative), two empty
   * fields.
   */
  public long ofPosition(long genePosition) {
    int digits = 1;
    for (long rest = genePosition; rest >= 10; rest /= 10) {
      digits++;
    }
    int end = geneLength + 1 + digits;
    long rest = genePosition;
    for (int i = end - 1; i > geneLength; i--) {
      key[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    key[end] = '\t';
    key[end + 1] = '\t';
    return hasher.hashBytesToLong(key, 0, end + 2);
  }
}
