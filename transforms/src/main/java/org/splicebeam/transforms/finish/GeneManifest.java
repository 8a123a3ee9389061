package org.splicebeam.transforms.finish;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.StringWriter;
import java.util.Locale;
import java.util.Map;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.parts.PartPlan;
import org.splicebeam.schemas.parts.PlannedGene;
import org.splicebeam.schemas.sampling.GeneTally;
import org.splicebeam.transforms.genes.GenePolicy;

/**
 * {@code gene_manifest.csv}: the selected genes in genome order (contract 6). Of a gene without
 * annotation, numbers are -1 and the density is empty, as in the data set; it has a line for each
 * chromosome that it has rows on.
 */
final class GeneManifest {
  private static final String[] HEADER = {
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
    "tn",
    "part"
  };

  private GeneManifest() {}

  static String csv(PartPlan plan, Map<String, GeneModel> genes) {
    StringWriter text = new StringWriter();
    CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text);
    csv.writeRecord(HEADER);
    for (PlannedGene planned : plan.genes()) {
      csv.writeRecord(record(planned, genes.get(planned.tally().geneId())));
    }
    return text.toString();
  }

  private static String[] record(PlannedGene planned, GeneModel gene) {
    GeneTally tally = planned.tally();
    boolean known = gene != null;
    return new String[] {
      tally.geneId(),
      known && gene.name() != null ? gene.name() : "",
      known && gene.type() != null ? gene.type() : GenePolicy.UNKNOWN_TYPE,
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
      Long.toString(tally.kept()),
      Long.toString(tally.tp()),
      Long.toString(tally.fp()),
      Long.toString(tally.fn()),
      Long.toString(tally.tn()),
      planned.firstPart() < 0 ? "" : Integer.toString(planned.firstPart())
    };
  }
}
