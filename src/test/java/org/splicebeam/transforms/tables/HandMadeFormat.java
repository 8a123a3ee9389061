package org.splicebeam.transforms.tables;

import java.util.Set;
import org.splicebeam.transforms.rows.InputColumns;

/** How tables are read, written down: the standard columns, every chromosome, unless said. */
public final class HandMadeFormat {
  private InputColumns columns = HandMadeTable.STANDARD;
  private Set<String> chromosomes = Set.of();
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

  public HandMadeFormat onBadFile(OnBadFile other) {
    onBadFile = other;
    return this;
  }

  public TableFormat build() {
    return new TableFormat(columns, false, chromosomes, onBadFile);
  }

  /** With large plain tables in pieces of another size. */
  public TableFormat inPiecesOf(long bytes) {
    return new TableFormat(columns, false, chromosomes, onBadFile, bytes);
  }
}
