package org.splicebeam.transforms.tables;

import java.util.Set;
import org.splicebeam.schemas.genome.ChromosomeAliases;
import org.splicebeam.transforms.rows.InputColumns;

/** How tables are read, written down: the standard columns, every chromosome, unless said. */
public final class HandMadeFormat {
  private InputColumns columns = HandMadeTable.STANDARD;
  private boolean stripIdVersions;
  private Set<String> chromosomes = Set.of();
  private ChromosomeAliases aliases = ChromosomeAliases.NONE;
  private OnBadFile onBadFile = OnBadFile.FAIL;

  private HandMadeFormat() {}

  public static HandMadeFormat format() {
    return new HandMadeFormat();
  }

  public HandMadeFormat columns(InputColumns other) {
    columns = other;
    return this;
  }

  public HandMadeFormat chromosomes(String... some) {
    chromosomes = Set.of(some);
    return this;
  }

  public HandMadeFormat aliases(ChromosomeAliases some) {
    aliases = some;
    return this;
  }

  public HandMadeFormat stripIdVersions(boolean strip) {
    stripIdVersions = strip;
    return this;
  }

  public HandMadeFormat onBadFile(OnBadFile other) {
    onBadFile = other;
    return this;
  }

  public TableFormat build() {
    return new TableFormat(columns, stripIdVersions, chromosomes, aliases, onBadFile);
  }

  /** With large plain tables in pieces of another size. */
  public TableFormat inPiecesOf(long bytes) {
    return new TableFormat(columns, stripIdVersions, chromosomes, aliases, onBadFile, bytes, null);
  }
}
