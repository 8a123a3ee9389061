package org.splicebeam.transforms.gff3;

import java.nio.charset.StandardCharsets;

/** What the third field of a GFF3 line can make of it. */
enum Gff3Type {
  /** A gene, where the line has no Parent. */
  GENE,
  EXON,
  /** A piece of a transcript that is of no use here, and that nothing is below. */
  PART,
  /** A gene, a transcript, or anything else: that depends on its ID and its Parent. */
  OTHER;

  private static final byte[] GENE_ENDING = bytes("_gene");
  private static final byte[] UTR_ENDING = bytes("_UTR");
  private static final byte[] EXON_WORD = bytes("exon");
  private static final byte[][] PARTS = {
    bytes("CDS"), bytes("start_codon"), bytes("stop_codon"), bytes("intron")
  };
  private static final byte[][] GENES = {bytes("gene"), bytes("pseudogene")};

  /** Of a type between two places of a line. */
  static Gff3Type of(byte[] line, int start, int end) {
    if (is(EXON_WORD, line, start, end)) {
      return EXON;
    }
    if (isOne(PARTS, line, start, end) || ends(UTR_ENDING, line, start, end)) {
      return PART;
    }
    return isOne(GENES, line, start, end) || ends(GENE_ENDING, line, start, end) ? GENE : OTHER;
  }

  private static boolean isOne(byte[][] words, byte[] line, int start, int end) {
    for (byte[] word : words) {
      if (is(word, line, start, end)) {
        return true;
      }
    }
    return false;
  }

  private static boolean is(byte[] word, byte[] line, int start, int end) {
    int length = end - start;
    int same = 0;
    while (same < length && same < word.length && word[same] == line[start + same]) {
      same++;
    }
    return same == length && same == word.length;
  }

  private static boolean ends(byte[] ending, byte[] line, int start, int end) {
    int from = end - ending.length;
    return from >= start && is(ending, line, from, end);
  }

  private static byte[] bytes(String word) {
    return word.getBytes(StandardCharsets.US_ASCII);
  }
}
