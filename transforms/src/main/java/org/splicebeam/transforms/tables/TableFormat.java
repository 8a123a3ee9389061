package org.splicebeam.transforms.tables;

import java.io.Serializable;
import java.util.List;
import java.util.Set;
import org.splicebeam.schemas.genome.ChromosomeAliases;
import org.splicebeam.schemas.genome.Chromosomes;
import org.splicebeam.transforms.rows.InputColumns;

/**
 * How analysis tables are read; the same in both passes.
 *
 * @param columns the values a row carries
 * @param stripIdVersions whether ids lose their version
 * @param chromosomes names of the chromosomes whose rows are used, without prefix; empty for all
 * @param aliases by which they, and the annotation's, match the tables'
 * @param onBadFile what becomes of a table that cannot be read
 * @param pieceBytes length of the pieces that plain tables are read in; nothing of it shows in a
 *     data set
 * @param windowSeed of the hash that chooses genes whose first windows are sampled ({@link
 *     WindowSample}); null where none are
 */
public record TableFormat(
    InputColumns columns,
    boolean stripIdVersions,
    Set<String> chromosomes,
    ChromosomeAliases aliases,
    OnBadFile onBadFile,
    long pieceBytes,
    Integer windowSeed)
    implements Serializable {
  /**
   * On a disk a piece by itself costs less than a thousandth of this; on object stores some
   * requests, and each leaves a tally. Reading so much is still short against any build.
   */
  private static final long PIECE_BYTES = 64L << 20;

  /** Longer lines are no rows: the longest window has 65 535 bases. */
  static final int MOST_LINE_BYTES = 1 << 20;

  public TableFormat {
    chromosomes = Chromosomes.bare(chromosomes);
  }

  /** With pieces of 64 MiB. */
  public TableFormat(
      InputColumns columns,
      boolean stripIdVersions,
      Set<String> chromosomes,
      ChromosomeAliases aliases,
      OnBadFile onBadFile) {
    this(columns, stripIdVersions, chromosomes, aliases, onBadFile, PIECE_BYTES, null);
  }

  /** The same, with windows sampled to be held against a genome. */
  public TableFormat withWindows(int seed) {
    return new TableFormat(
        columns, stripIdVersions, chromosomes, aliases, onBadFile, pieceBytes, seed);
  }

  /** Whether rows of the chromosome are used; too slow to be asked of every row. */
  boolean takes(String chrom) {
    return chromosomes.isEmpty() || !asked(chrom).isEmpty();
  }

  /** The names by which a chromosome is asked for. */
  List<String> asked(String chrom) {
    String common = aliases.common(chrom);
    return chromosomes.stream().filter(name -> aliases.common(name).equals(common)).toList();
  }
}
