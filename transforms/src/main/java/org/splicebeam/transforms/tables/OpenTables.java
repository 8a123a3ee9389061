package org.splicebeam.transforms.tables;

import java.io.Closeable;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import org.splicebeam.schemas.inputs.TableFile;
import org.splicebeam.schemas.rows.AnnotatedBlock;
import org.splicebeam.schemas.rows.RowRange;
import org.splicebeam.transforms.rows.RowSelector;
import org.splicebeam.transforms.rows.SelectedGenes;

/**
 * The tables that the rows of a part are read from. The genes of a part mostly stand in the same
 * few tables, so some stay open; the one that was idle longest is closed when another needs its
 * place.
 *
 * <p>Memory: 16 tables with a line or 64 kB each, and the blocks of one gene that are open.
 */
public final class OpenTables implements Closeable {
  private static final int MOST_OPEN = 16;

  private final LinkedHashMap<String, OpenTable> byPath =
      new LinkedHashMap<>(2 * MOST_OPEN, 0.75f, true);
  private final SiteReader reader;
  private final int part;
  private final SelectedGenes genes;

  /** The rows so far of the gene that is being read. */
  private List<AnnotatedBlock> blocks;

  private record OpenTable(TableLines lines, RowSelector rows) {}

  public OpenTables(SiteReader reader, int part, SelectedGenes genes) {
    this.reader = reader;
    this.part = part;
    this.genes = genes;
  }

  /**
   * Reads a gene's rows.
   *
   * @param ranges of one table
   * @param into gets the rows in blocks
   */
  public void read(List<RowRange> ranges, List<AnnotatedBlock> into) {
    blocks = into;
    OpenTable table = open(ranges.get(0).file());
    for (RowRange range : ranges) {
      table.lines.moveTo(range);
      table.rows.read(table.lines);
      table.lines.requireSame(range.headerHash(), range.lines(), range.contentHash());
    }
    table.rows.giveBlocks();
    blocks = null;
  }

  private OpenTable open(TableFile file) {
    OpenTable table = byPath.get(file.path());
    if (table == null) {
      if (byPath.size() == MOST_OPEN) {
        Iterator<OpenTable> longestIdle = byPath.values().iterator();
        longestIdle.next().lines.close();
        longestIdle.remove();
      }
      TableLines lines = TableLines.openRanges(file, reader.format().columns());
      table = new OpenTable(lines, rowsOf(lines.header()));
      byPath.put(file.path(), table);
    }
    return table;
  }

  private RowSelector rowsOf(TableHeader header) {
    return new RowSelector(
        reader.format(),
        header,
        genes,
        candidate -> candidate == part,
        (to, block) ->
            blocks.add(AnnotatedBlock.join(block, genes.model(block.geneId()), reader.join())));
  }

  @Override
  public void close() {
    byPath.values().forEach(table -> table.lines.close());
    byPath.clear();
  }
}
