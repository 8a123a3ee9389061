package org.splicebeam.transforms.tables;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.splicebeam.schemas.inputs.TableFile;
import org.splicebeam.schemas.rows.RowBlock;
import org.splicebeam.schemas.rows.RowRange;
import org.splicebeam.schemas.rows.TableStretch;
import org.splicebeam.transforms.rows.RowSelector;
import org.splicebeam.transforms.rows.RowSource;
import org.splicebeam.transforms.rows.SelectedGenes;

/**
 * The tables that the rows of a part are read from. The genes of a part mostly stand in the same
 * few tables, so some stay open; the one that was idle longest is closed when another needs its
 * place.
 *
 * <p>Memory: 16 tables with a line or 64 kB each, and the blocks of one gene that are open. Errors:
 * a table whose lines are not those of pass 1 is a {@link
 * org.splicebeam.transforms.verdict.VerdictException} that names it.
 */
final class OpenTables implements RowSource.RangeReader {
  private static final int MOST_OPEN = 16;

  private final LinkedHashMap<String, OpenTable> byPath =
      new LinkedHashMap<>(2 * MOST_OPEN, 0.75f, true);
  private final TableFormat format;
  private final int part;
  private final SelectedGenes genes;

  /** Takes the rows of the gene that is being read. */
  private Consumer<RowBlock> taker;

  private record OpenTable(TableLines lines, TableRows rows) {}

  OpenTables(TableFormat format, int part, SelectedGenes genes) {
    this.format = format;
    this.part = part;
    this.genes = genes;
  }

  @Override
  public void read(List<RowRange> ofGene, Consumer<RowBlock> into) {
    Map<String, List<TableStretch>> byTable = new TreeMap<>();
    for (RowRange range : ofGene) {
      TableStretch stretch = TableStretch.of(range);
      byTable.computeIfAbsent(stretch.file().path(), path -> new ArrayList<>()).add(stretch);
    }
    taker = into;
    for (List<TableStretch> stretches : byTable.values()) {
      stretches.sort(Comparator.comparingLong(TableStretch::from));
      read(stretches);
    }
    taker = null;
  }

  /** Reads stretches of one table, in their order. */
  private void read(List<TableStretch> stretches) {
    OpenTable table = open(stretches.get(0).file());
    for (TableStretch stretch : stretches) {
      table.lines.moveTo(stretch);
      table.rows.read(table.lines);
      table.lines.requireSame(stretch.headerHash(), stretch.lines(), stretch.contentHash());
    }
    table.rows.giveBlocks();
  }

  private OpenTable open(TableFile file) {
    OpenTable table = byPath.get(file.path());
    if (table == null) {
      if (byPath.size() == MOST_OPEN) {
        Iterator<OpenTable> longestIdle = byPath.values().iterator();
        longestIdle.next().lines.close();
        longestIdle.remove();
      }
      TableLines lines = TableLines.openRanges(file, format.columns());
      table = new OpenTable(lines, rowsOf(lines.header()));
      byPath.put(file.path(), table);
    }
    return table;
  }

  private TableRows rowsOf(TableHeader header) {
    RowSelector selector =
        new RowSelector(
            format.columns(),
            genes,
            candidate -> candidate == part,
            (to, block) -> taker.accept(block));
    return new TableRows(format, header, genes, selector);
  }

  @Override
  public void close() {
    byPath.values().forEach(table -> table.lines.close());
    byPath.clear();
  }
}
