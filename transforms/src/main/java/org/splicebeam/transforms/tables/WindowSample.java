package org.splicebeam.transforms.tables;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.splicebeam.schemas.ElementCoder;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.inputs.SampledWindow;
import org.splicebeam.transforms.fasta.Genome;
import org.splicebeam.transforms.rows.InputColumns;
import org.splicebeam.transforms.rows.RowCursor;
import org.splicebeam.transforms.sampling.KeyHash;

/**
 * Of the {@value #MOST_GENES} genes with the smallest hashes the windows of their first valid rows
 * (contract 8.8): of a piece of a table, and of all pieces together, in any order.
 *
 * <p>Memory: a window's place and hash for each of these genes, no sequence. Not thread-safe.
 */
final class WindowSample {
  static final int MOST_GENES = 500;

  /** XXH3-64 over bases as {@link Genome#read} gives them. */
  static final Hasher64 BASES = Hashing.xxh3_64();

  /** Bases on either side of a row's position, where the row does not tell its window. */
  private static final int FLANK = 250;

  private static final InputColumns COLUMNS = InputColumns.with(List.of());
  private static final int WINDOW_START = COLUMNS.indexOf("window_start");
  private static final int WINDOW_END = COLUMNS.indexOf("window_end");

  private final Map<String, SampledWindow> byGene = new HashMap<>();
  private final TreeSet<SampledWindow> byHash = new TreeSet<>(SampledWindow.BY_GENE);

  // Of the gene that was asked for last, because the next row mostly has the same.
  private String lastGene;
  private long lastHash;

  /**
   * Whether the next row that is added should be this one of the gene: rows of a table come in its
   * order, so each gene's first one is enough.
   */
  boolean wants(String geneId, int seed) {
    if (geneId.equals(lastGene)) {
      return false;
    }
    lastGene = geneId;
    lastHash = new KeyHash(geneId, seed).ofGenome();
    return !byGene.containsKey(geneId)
        && (byHash.size() < MOST_GENES
            || Long.compareUnsigned(lastHash, byHash.last().geneHash()) <= 0);
  }

  /**
   * Adds the row that was wanted.
   *
   * @param gene of the row
   * @param row read whole
   * @param offset of its line in the table
   */
  void add(GeneModel gene, RowCursor row, String table, long offset) {
    boolean told = !row.isNull(WINDOW_START) && !row.isNull(WINDOW_END);
    long position = row.genePosition();
    add(
        new SampledWindow(
            gene.geneId(),
            lastHash,
            table,
            offset,
            told ? row.longValue(WINDOW_START) : Math.max(position - FLANK, 0),
            told ? row.longValue(WINDOW_END) : Math.min(position + FLANK, gene.span().length()),
            BASES.hashBytesToLong(
                Genome.asRead(row.window(), row.windowStart(), row.windowLength()))));
  }

  /** Adds a window of any piece. */
  void add(SampledWindow window) {
    SampledWindow other = byGene.get(window.geneId());
    if (other != null && SampledWindow.BY_ROW.compare(other, window) <= 0) {
      return;
    }
    byGene.put(window.geneId(), window);
    byHash.remove(window); // of the same gene, as another of its rows has it
    byHash.add(window);
    if (byHash.size() > MOST_GENES) {
      byGene.remove(byHash.pollLast().geneId());
    }
  }

  /** In order of their genes' hashes. */
  List<SampledWindow> windows() {
    return new ArrayList<>(byHash);
  }

  /** Deterministic coder. */
  static final class Coder extends ElementCoder<WindowSample> {
    private static final long serialVersionUID = 1L;
    private static final SampledWindow.Coder WINDOW = new SampledWindow.Coder();

    @Override
    protected void write(WindowSample sample, DataOutputStream out) throws IOException {
      writeNumber(sample.byHash.size(), out);
      for (SampledWindow window : sample.byHash) {
        WINDOW.encode(window, out);
      }
    }

    @Override
    protected WindowSample read(DataInputStream in) throws IOException {
      WindowSample sample = new WindowSample();
      for (int i = readCount(in); i > 0; i--) {
        sample.add(WINDOW.decode(in));
      }
      return sample;
    }
  }
}
