package org.splicebeam.transforms.validate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.splicebeam.schemas.genome.Chromosomes;
import org.splicebeam.schemas.parts.PartName;
import org.splicebeam.schemas.parts.Split;
import org.splicebeam.schemas.rows.PredType;
import org.splicebeam.transforms.description.DatasetDescription;

/**
 * What the rows of all parts say of each gene: its columns, which are the same in all its rows, its
 * first part, and its rows by label.
 *
 * <p>Memory: about 300 bytes a gene.
 */
final class GeneFigures {
  private static final Set<String> SITE_LABELS = Set.of("TP", "FN");

  private final Map<String, Gene> byId = new LinkedHashMap<>();

  /** Rows that tell of a true site, of annotated genes that have splice sites. */
  private long siteRows;

  /** A gene as its first row tells it. */
  static final class Gene {
    final String name;
    final String type;
    final String chrom;
    final String strand;
    final boolean annotated;
    final long start;
    final long end;
    final long length;
    final long sites;
    final long overlaps;
    final PartName firstPart;
    private final long[] labels = new long[PredType.values().length];

    private Gene(GeneColumns columns, int row, PartName part) {
      name = columns.name[row];
      type = columns.type[row];
      chrom = columns.chrom[row];
      strand = columns.strand[row];
      annotated = columns.annotated[row] == 1;
      start = columns.start[row];
      end = columns.end[row];
      length = columns.length[row];
      sites = columns.sites[row];
      overlaps = columns.overlaps[row];
      firstPart = part;
    }

    long rows() {
      long rows = 0;
      for (long label : labels) {
        rows += label;
      }
      return rows;
    }

    long rows(PredType label) {
      return labels[label.ordinal()];
    }

    /** Rows of a gene without annotation may be anywhere, on either strand. */
    private boolean fits(GeneColumns columns, int row) {
      return annotated == (columns.annotated[row] == 1)
          && start == columns.start[row]
          && end == columns.end[row]
          && length == columns.length[row]
          && sites == columns.sites[row]
          && overlaps == columns.overlaps[row]
          && type.equals(columns.type[row])
          && (name == null ? columns.name[row] == null : name.equals(columns.name[row]))
          && (!annotated
              || (strand.equals(columns.strand[row])
                  && Chromosomes.KARYOTYPE.compare(chrom, columns.chrom[row]) == 0));
    }
  }

  /** The columns that tell of a row's gene. */
  private static final class GeneColumns {
    private final String[] name;
    private final String[] type;
    private final String[] chrom;
    private final String[] strand;
    private final long[] annotated;
    private final long[] start;
    private final long[] end;
    private final long[] length;
    private final long[] sites;
    private final long[] overlaps;

    GeneColumns(GroupRows rows) {
      name = rows.texts("gene_name");
      type = rows.texts("gene_type");
      chrom = rows.texts("chrom");
      strand = rows.texts("strand");
      annotated = rows.numbers("has_gene_info");
      start = rows.numbers("gene_start");
      end = rows.numbers("gene_end");
      length = rows.numbers("gene_length");
      sites = rows.numbers("n_splice_sites");
      overlaps = rows.numbers("num_overlaps");
    }
  }

  /** Counts the next rows of a part. */
  void add(GroupRows rows, PartName part, RuleTally tally) {
    GeneColumns columns = new GeneColumns(rows);
    String[] ids = rows.texts("gene_id");
    String[] labels = rows.texts("pred_type");
    String[] types = rows.texts("splice_type");
    for (int i = 0; i < rows.size(); i++) {
      int row = i;
      Gene gene = byId.computeIfAbsent(ids[i], id -> new Gene(columns, row, part));
      if (!gene.fits(columns, i)) {
        tally.broken(
            "a gene's columns are the same in all its rows", "row " + (rows.first() + i), ids[i]);
      }
      if (gene.firstPart.split() != part.split()) {
        tally.broken("a gene is in one split", "row " + (rows.first() + i), ids[i]);
      }
      for (PredType label : PredType.values()) {
        gene.labels[label.ordinal()] += label.name().equals(labels[i]) ? 1 : 0;
      }
      boolean isSite = SITE_LABELS.contains(labels[i]) && !types[i].equals("neither");
      siteRows += isSite && gene.annotated && gene.sites > 0 ? 1 : 0;
    }
  }

  /** Where dataset.json tells other figures of the rows that tell of a true site. */
  List<String> contradictions(DatasetDescription dataset) {
    long told = dataset.at("agreement", "siteRows").asLong(siteRows);
    boolean allAreHere =
        Stream.of("unselected", "duplicates", "rejected")
            .allMatch(figure -> dataset.at("rows", figure).asLong() == 0);
    return (allAreHere ? told == siteRows : told >= siteRows)
        ? List.of()
        : List.of("agreement.siteRows is %s, the parts have %s".formatted(told, siteRows));
  }

  /** The gene, or null where no row is of it. */
  Gene get(String geneId) {
    return byId.get(geneId);
  }

  List<String> ids() {
    return new ArrayList<>(byId.keySet());
  }

  /** The rows of a split's genes with a label. */
  long rows(PredType label, Split split) {
    return byId.values().stream()
        .filter(gene -> gene.firstPart.split() == split)
        .mapToLong(gene -> gene.rows(label))
        .sum();
  }

  /** The rows of all genes with a label. */
  long rows(PredType label) {
    return byId.values().stream().mapToLong(gene -> gene.rows(label)).sum();
  }
}
