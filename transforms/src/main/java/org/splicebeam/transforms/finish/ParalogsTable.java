package org.splicebeam.transforms.finish;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.paralogs.ParalogPair;
import org.splicebeam.schemas.paralogs.Paralogs;
import org.splicebeam.schemas.parts.Split;
import org.splicebeam.transforms.publish.CsvText;
import org.splicebeam.transforms.publish.SpreadsheetCell;

/**
 * {@code paralogs.csv}: the pairs of genes that are alike in their exons, in genome order. A name
 * is empty where the annotation has none, a split where the gene is left out.
 */
public final class ParalogsTable {
  /** Its name below the output folder. */
  public static final String NAME = "paralogs.csv";

  /** Its columns, in order. */
  public static final List<String> COLUMNS =
      List.of(
          "gene_id",
          "gene_name",
          "other_gene_id",
          "other_gene_name",
          "words",
          "other_words",
          "shared_words",
          "containment",
          "split_before",
          "other_split_before",
          "split",
          "other_split",
          "done");

  /** What {@code done} says of a pair of which a gene went to another split. */
  public static final String MOVED = "moved";

  /** What it says of a pair of which a gene is left out; else it is empty. */
  public static final String DROPPED = "dropped";

  /**
   * A line of the table.
   *
   * @param cells as they stand there
   */
  public record Line(List<String> cells) {
    /** A cell's text as it was before it was made safe for spreadsheet programs. */
    public String text(String column) {
      return SpreadsheetCell.read(cells.get(COLUMNS.indexOf(column)));
    }

    /** A cell's number; -1 where it holds none. */
    public long number(String column) {
      String cell = cells.get(COLUMNS.indexOf(column));
      return cell.matches("[0-9]{1,9}") ? Long.parseLong(cell) : -1;
    }

    /** Whether the genes stood in different splits by the options. */
    public boolean apart() {
      return !text("split_before").equals(text("other_split_before"));
    }
  }

  private ParalogsTable() {}

  /**
   * The lines of such a text; empty where its columns are others.
   *
   * @throws CsvText.DamagedException where it is no CSV, or a line has more or fewer cells
   */
  public static Optional<List<Line>> read(String csv) throws CsvText.DamagedException {
    List<List<String>> cells = CsvText.cells(csv);
    return cells.isEmpty() || !cells.get(0).equals(COLUMNS)
        ? Optional.empty()
        : Optional.of(cells.stream().skip(1).map(Line::new).toList());
  }

  static String csv(Paralogs paralogs, Map<String, GeneModel> genes) {
    return CsvText.of(COLUMNS, paralogs.pairs().stream().map(pair -> record(pair, genes)).toList());
  }

  /** The share of shared words, as it is written. */
  public static String containment(long shared, long words, long otherWords) {
    return String.format(Locale.ROOT, "%.6f", (double) shared / Math.min(words, otherWords));
  }

  private static List<String> record(ParalogPair pair, Map<String, GeneModel> genes) {
    return List.of(
        pair.geneId(),
        name(genes.get(pair.geneId())),
        pair.otherGeneId(),
        name(genes.get(pair.otherGeneId())),
        Integer.toString(pair.words()),
        Integer.toString(pair.otherWords()),
        Integer.toString(pair.sharedWords()),
        containment(pair.sharedWords(), pair.words(), pair.otherWords()),
        text(pair.before().split()),
        text(pair.before().otherSplit()),
        text(pair.after().split()),
        text(pair.after().otherSplit()),
        pair.isDropped() ? DROPPED : pair.isMoved() ? MOVED : "");
  }

  private static String name(GeneModel gene) {
    return gene == null || gene.name() == null ? "" : gene.name();
  }

  private static String text(Split split) {
    return split == null ? "" : split.text();
  }
}
