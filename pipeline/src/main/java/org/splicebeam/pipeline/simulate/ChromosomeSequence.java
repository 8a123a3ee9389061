package org.splicebeam.pipeline.simulate;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.Strand;

/**
 * The bases of a made-up chromosome: random ones, with a donor's and an acceptor's usual bases at
 * the ends of each intron. Holds one byte a base.
 */
final class ChromosomeSequence {
  /** A little richer in A and T, as genomes are. */
  private static final byte[] ALPHABET = "AAATTTCCGG".getBytes(US_ASCII);

  private static final String INTRON_START = "GTAAGT";
  private static final String INTRON_END = "TTTCTTTTGCAG";
  private static final int GAP = 25;

  /** Base 1 is at 0. */
  private final byte[] bases;

  private ChromosomeSequence(byte[] bases) {
    this.bases = bases;
  }

  static ChromosomeSequence around(List<MadeUpGene> genes, SplittableRandom random) {
    long end = genes.stream().mapToLong(gene -> gene.span().end()).max().orElseThrow();
    byte[] bases = new byte[Math.toIntExact(end)];
    for (int i = 0; i < bases.length; i++) {
      bases[i] = ALPHABET[random.nextInt(ALPHABET.length)];
    }
    ChromosomeSequence sequence = new ChromosomeSequence(bases);
    genes.forEach(sequence::write);
    return sequence;
  }

  int length() {
    return bases.length;
  }

  /** Bases of the forward strand; offsets are 0-based, the end exclusive. */
  String bases(int from, int to) {
    return new String(bases, from, to - from, US_ASCII);
  }

  /**
   * The gene's bases on its own strand, 5'->3'.
   *
   * @param from 0-based offset from the gene's 5' end
   * @param to end of the window, exclusive
   */
  String window(MadeUpGene gene, int from, int to) {
    Span span = gene.span();
    byte[] window = new byte[to - from];
    for (int i = 0; i < window.length; i++) {
      byte base = bases[Math.toIntExact(span.absolutePosition(from + i, gene.strand())) - 1];
      window[i] = gene.strand() == Strand.FORWARD ? base : complement(base);
    }
    return new String(window, US_ASCII);
  }

  private void write(MadeUpGene gene) {
    for (MadeUpTranscript transcript : gene.transcripts()) {
      for (Span intron : transcript.introns()) {
        if (gene.strand() == Strand.FORWARD) {
          put(intron.start(), INTRON_START);
          put(intron.end() - INTRON_END.length() + 1, INTRON_END);
        } else {
          put(intron.start(), reverseComplement(INTRON_END));
          put(intron.end() - INTRON_START.length() + 1, reverseComplement(INTRON_START));
        }
      }
    }
    if (gene.geneCase().hasGap()) {
      Span exon = gene.transcripts().get(0).exons().get(1);
      int middle = Math.toIntExact((exon.start() + exon.end()) / 2);
      Arrays.fill(bases, middle - GAP / 2, middle - GAP / 2 + GAP, (byte) 'N');
    }
  }

  private void put(long position, String word) {
    System.arraycopy(
        word.getBytes(US_ASCII), 0, bases, Math.toIntExact(position) - 1, word.length());
  }

  private static String reverseComplement(String word) {
    byte[] complement = new byte[word.length()];
    for (int i = 0; i < complement.length; i++) {
      complement[i] = complement((byte) word.charAt(word.length() - 1 - i));
    }
    return new String(complement, US_ASCII);
  }

  private static byte complement(byte base) {
    return (byte)
        switch (base) {
          case 'A' -> 'T';
          case 'C' -> 'G';
          case 'G' -> 'C';
          case 'T' -> 'A';
          default -> 'N';
        };
  }
}
