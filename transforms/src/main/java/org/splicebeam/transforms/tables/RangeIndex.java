package org.splicebeam.transforms.tables;

import java.util.ArrayList;
import java.util.List;
import org.splicebeam.schemas.inputs.TableFile;
import org.splicebeam.schemas.rows.RowRange;
import org.splicebeam.schemas.rows.TableStretch;
import org.splicebeam.transforms.lines.PackedFile;
import org.splicebeam.transforms.rows.RowCursor;

/**
 * Notes where the rows of each gene stand in a piece of a table, so that pass 2 need not read what
 * it has no use for, and need not move what it reads. Rows of a gene mostly stand together; where
 * they do not, or where the file is compressed, there is no index and the piece is read as a whole.
 *
 * <p>Memory: about 100 bytes a range, at most 6 MB a piece.
 */
final class RangeIndex {
  private static final int MOST_LINES = 1_000;
  private static final int MOST_RANGES = 1 << 16;

  /** With fewer lines a range, ranges are no less to move than the rows. */
  private static final long FEWEST_LINES = 8;

  private static final int FEW_RANGES = 1_000;

  private final TableFile file;
  private final long headerHash;
  private final List<RowRange> ranges = new ArrayList<>();
  private boolean useful;

  // The range at hand; none where the gene is null.
  private String geneId;
  private String chrom;
  private long from;
  private long to;
  private long rowsBefore;
  private long rows;
  private long hashBefore;
  private long hash;
  private long firstPosition;
  private long lastPosition;

  RangeIndex(TableFile file, long headerHash) {
    this.file = file;
    this.headerHash = headerHash;
    useful = PackedFile.hasPlaces(file.path());
  }

  /** The current line is a row. */
  void add(TableLines lines, RowCursor row) {
    if (!useful) {
      return;
    }
    long position = row.genePosition();
    if (!row.geneId().equals(geneId)
        || !row.chrom().equals(chrom)
        || lines.rows() - rowsBefore > MOST_LINES) {
      close();
      geneId = row.geneId();
      chrom = row.chrom();
      from = lines.byteOffset();
      rowsBefore = lines.rows() - 1;
      hashBefore = lines.hashBefore();
      firstPosition = position;
      lastPosition = position;
    }
    to = lines.nextOffset();
    rows = lines.rows();
    hash = lines.contentHash();
    firstPosition = Math.min(firstPosition, position);
    lastPosition = Math.max(lastPosition, position);
  }

  /** The current line is a row that is left out. */
  void close() {
    if (geneId == null) {
      return;
    }
    if (ranges.size() == MOST_RANGES) {
      useful = false;
    } else {
      ranges.add(
          new RowRange(
              geneId,
              chrom,
              firstPosition,
              lastPosition,
              new TableStretch(file, headerHash, from, to, rows - rowsBefore, hash - hashBefore)));
    }
    geneId = null;
  }

  /** Whether pass 2 can do with the ranges; after the last row. */
  boolean isUseful() {
    close();
    return useful && (ranges.size() <= FEW_RANGES || allLines() >= FEWEST_LINES * ranges.size());
  }

  private long allLines() {
    return ranges.stream().mapToLong(range -> TableStretch.of(range).lines()).sum();
  }

  /** In file order; after the last row. */
  List<RowRange> ranges() {
    close();
    return ranges;
  }
}
