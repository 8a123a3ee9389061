package org.splicebeam.transforms.finish;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.parts.PartLayout;
import org.splicebeam.schemas.parts.PartName;
import org.splicebeam.schemas.parts.PartPlan;
import org.splicebeam.schemas.parts.PlannedGene;
import org.splicebeam.schemas.sampling.GeneTally;
import org.splicebeam.transforms.publish.CsvText;

/**
 * {@code gene_manifest.csv}: the selected genes in genome order (contract 6; with splits 9). Of a
 * gene without annotation, numbers are -1 and the density is empty, as in the data set; where it
 * has rows on several chromosomes, the first of them is told and the rows are counted together.
 */
public final class GeneManifest {
  /** A column that only data sets with splits have. */
  public static final String SPLIT = "split";

  private static final String PART = "part";

  private static final List<String> OF_EVERY_DATASET =
      List.of(
          "gene_id",
          "gene_name",
          "gene_type",
          "chrom",
          "strand",
          "start",
          "end",
          "gene_length",
          "donor_sites",
          "acceptor_sites",
          "total_splice_sites",
          "splice_density_per_kb",
          "rows",
          "tp",
          "fp",
          "fn",
          "tn");

  private GeneManifest() {}

  /** Its columns, in order. */
  public static List<String> columns(boolean hasSplits) {
    List<String> columns = new ArrayList<>(OF_EVERY_DATASET);
    if (hasSplits) {
      columns.add(SPLIT);
    }
    columns.add(PART);
    return columns;
  }

  /** How it calls a part: by its number, or with its split by its name. */
  public static String part(PartName name) {
    return name.split() == null ? Integer.toString(name.number()) : name.text();
  }

  static String csv(PartPlan plan, Map<String, GeneModel> genes) {
    Map<String, List<PlannedGene>> byGene = new LinkedHashMap<>();
    for (PlannedGene planned : plan.genes()) {
      byGene.computeIfAbsent(planned.tally().geneId(), id -> new ArrayList<>(1)).add(planned);
    }
    List<List<String>> records = new ArrayList<>();
    byGene.forEach(
        (geneId, places) -> records.add(record(places, genes.get(geneId), plan.layout())));
    return CsvText.of(columns(plan.layout().hasSplits()), records);
  }

  private static List<String> record(List<PlannedGene> places, GeneModel gene, PartLayout layout) {
    GeneTally tally = places.get(0).tally();
    int firstPart =
        places.stream().mapToInt(PlannedGene::firstPart).filter(p -> p >= 0).findFirst().orElse(-1);
    boolean known = gene != null;
    List<String> cells = new ArrayList<>();
    Collections.addAll(
        cells,
        tally.geneId(),
        known && gene.name() != null ? gene.name() : "",
        GeneModel.typeOrUnknown(gene),
        tally.chrom(),
        tally.strand().symbol(),
        Long.toString(known ? gene.span().start() : -1),
        Long.toString(known ? gene.span().end() : -1),
        Long.toString(known ? gene.span().length() : -1),
        Integer.toString(known ? gene.donorSites() : -1),
        Integer.toString(known ? gene.acceptorSites() : -1),
        Integer.toString(known ? gene.spliceSites() : -1),
        known
            ? String.format(Locale.ROOT, "%.6f", 1000.0 * gene.spliceSites() / gene.span().length())
            : "",
        sum(places, GeneTally::kept),
        sum(places, GeneTally::tp),
        sum(places, GeneTally::fp),
        sum(places, GeneTally::fn),
        sum(places, GeneTally::tn));
    if (layout.hasSplits()) {
      cells.add(places.get(0).split().text());
    }
    cells.add(firstPart < 0 ? "" : part(layout.name(firstPart)));
    return cells;
  }

  private static String sum(List<PlannedGene> places, ToLongFunction<GeneTally> figure) {
    return Long.toString(places.stream().map(PlannedGene::tally).mapToLong(figure).sum());
  }
}
