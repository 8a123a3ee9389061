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
  private static final byte[] SPLIT = "split\t".getBytes(StandardCharsets.UTF_8);
  private static final byte[] OFFSET = "offset\t".getBytes(StandardCharsets.UTF_8);

  private final Hasher64 hasher;
  private final byte[] gene;
  private final PositionHash positions;

  public KeyHash(String geneId, int seed) {
    hasher = Hashing.murmur3_128(seed);
    gene = geneId.getBytes(StandardCharsets.UTF_8);
    positions = new PositionHash(gene, seed);
  }

  /** h(gene_id). */
  public long ofGene() {
    return hasher.hashBytesToLong(gene);
  }

  /** h({@code near \t} gene_id). */
  long ofNeighbours() {
    return ofGene(NEAR);
  }

  /** h({@code fasta \t} gene_id), which chooses the genes that are held against a genome. */
  public long ofGenome() {
    return ofGene(FASTA);
  }

  /** h({@code offset \t} gene_id), which chooses the genes at whose sites scores are measured. */
  public long ofOffset() {
    return ofGene(OFFSET);
  }

  /**
   * h({@code split \t} gene_id) as a number from 0 to below 1, by which a group of genes is split.
   */
  public double shareOfSplit() {
    return (ofGene(SPLIT) >>> 11) * 0x1p-53;
  }

  private long ofGene(byte[] before) {
    byte[] text = Arrays.copyOf(before, before.length + gene.length);
    System.arraycopy(gene, 0, text, before.length, gene.length);
    return hasher.hashBytesToLong(text);
  }

  /**
   * The hash of a genomic key: gene, position (0-based in the gene, not negative), two empty
   * fields.
   */
  public long ofPosition(long genePosition) {
    return positions.of(genePosition);
  }
}
