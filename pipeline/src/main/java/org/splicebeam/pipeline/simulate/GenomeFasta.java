package org.splicebeam.pipeline.simulate;

import java.io.IOException;
import java.io.Writer;

/** Writes chromosomes as FASTA, sixty bases a line. */
final class GenomeFasta {
  private static final int BASES_A_LINE = 60;

  private final Writer out;

  GenomeFasta(Writer out) {
    this.out = out;
  }

  void write(String chromosome, ChromosomeSequence sequence) throws IOException {
    out.write(">" + chromosome + " made up\n");
    for (int from = 0; from < sequence.length(); from += BASES_A_LINE) {
      int to = Math.min(from + BASES_A_LINE, sequence.length());
      out.write(sequence.bases(from, to) + "\n");
    }
  }
}
