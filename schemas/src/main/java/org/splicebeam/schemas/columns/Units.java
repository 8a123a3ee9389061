package org.splicebeam.schemas.columns;

/**
 * The units of the columns, as the data dictionary writes them. A position's unit says from where
 * it is counted.
 */
public final class Units {
  public static final String IDENTIFIER = "identifier";

  /** A position on the chromosome, the same on both strands. */
  public static final String GENOMIC_BASE = "1-based genomic base";

  /** A position in the gene, in transcription direction. */
  public static final String GENE_BASE = "0-based base from the gene's 5' end";

  /** A length or a distance. */
  public static final String BASES = "bases";

  public static final String PROBABILITY = "probability 0..1";
  public static final String DIFFERENCE = "difference of probabilities";
  public static final String RATIO = "ratio";

  /** Natural logarithms of probabilities. */
  public static final String NATS = "nats";

  /** A number that stands for a word; the column's meaning says for which. */
  public static final String CODE = "code";

  public static final String FLAG = "0 or 1";
  public static final String NUMBER = "count";

  private Units() {}
}
