package org.splicebeam.transforms.finish;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.paralogs.ParalogPair;
import org.splicebeam.schemas.paralogs.Paralogs;
import org.splicebeam.schemas.parts.Split;
import org.splicebeam.transforms.publish.CsvText;

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

  private ParalogsTable() {}

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
