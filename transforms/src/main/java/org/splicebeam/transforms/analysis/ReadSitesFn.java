package org.splicebeam.transforms.analysis;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionView;
import org.splicebeam.schemas.analysis.AnalysisFile;
import org.splicebeam.schemas.analysis.FileTally;
import org.splicebeam.schemas.analysis.KeptAs;
import org.splicebeam.schemas.analysis.Sites;
import org.splicebeam.schemas.genome.Chromosomes;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.schemas.parts.PartPlan;
import org.splicebeam.schemas.parts.PlannedGene;
import org.splicebeam.schemas.sampling.GeneSelection;
import org.splicebeam.transforms.publish.VerdictFile;
import org.splicebeam.transforms.sampling.RowJudge;
import org.splicebeam.transforms.sampling.SamplingRule;
import org.splicebeam.transforms.verdict.Verdict;
import org.splicebeam.transforms.verdict.VerdictException;

/** Pass 2 over one table: full rows of what the selection lets through, addressed to their part. */
final class ReadSitesFn extends DoFn<AnalysisFile, KV<Integer, Sites>> {
  private static final long serialVersionUID = 1L;

  private final TableFormat format;
  private final SamplingRule rule;
  private final AnalysisViews views;
  private final PCollectionView<PartPlan> planView;
  private final PCollectionView<Map<Integer, FileReceipt>> committedParts;
  private final VerdictFile verdictFile;

  /** Where the selected genes' rows go; made once from the plan, which is one object a worker. */
  private transient PartPlan plan;

  private transient Map<String, List<PlannedGene>> places;

  ReadSitesFn(
      TableFormat format,
      SamplingRule rule,
      AnalysisViews views,
      PCollectionView<PartPlan> planView,
      PCollectionView<Map<Integer, FileReceipt>> committedParts,
      VerdictFile verdictFile) {
    this.format = format;
    this.rule = rule;
    this.views = views;
    this.planView = planView;
    this.committedParts = committedParts;
    this.verdictFile = verdictFile;
  }

  @ProcessElement
  public void read(ProcessContext context) throws IOException {
    AnalysisFile file = context.element();
    FileTally scanned = context.sideInput(views.talliesByFile()).get(file.name());
    if (scanned != null && scanned.isSkipped()) {
      return;
    }
    index(context.sideInput(planView));
    try (TableLines lines = TableLines.open(file, format.columns())) {
      read(lines, context);
      if (scanned == null
          || lines.rows() != scanned.rows()
          || lines.contentHash() != scanned.contentHash()) {
        throw new VerdictException(
            Verdict.buildFailed(
                file.name()
                    + " changed while it was being read;"
                    + " build again when nothing writes to the input"));
      }
    } catch (VerdictException e) {
      throw verdictFile.raise(e.verdict());
    }
  }

  private void index(PartPlan current) {
    if (plan == current) {
      return;
    }
    places = new HashMap<>();
    for (PlannedGene gene : current.genes()) {
      places.computeIfAbsent(gene.tally().geneId(), id -> new ArrayList<>(1)).add(gene);
    }
    plan = current;
  }

  private void read(TableLines lines, ProcessContext context) {
    Map<String, GeneModel> genes = context.sideInput(views.genesById());
    Map<String, GeneSelection> selections = context.sideInput(views.selectionsById());
    Map<Integer, FileReceipt> committed = context.sideInput(committedParts);
    RowParser parser =
        new RowParser(format.columns(), lines.header(), format.stripIdVersions(), genes::get);
    AnalysisRow row = new AnalysisRow(format.columns());
    String lastGene = null;
    RowJudge judge = null;
    List<PlannedGene> where = List.of();
    Current current = new Current();
    OpenBlocks<BlockKey, SitesBuilder> blocks =
        new OpenBlocks<>(
            key -> new SitesBuilder(key, current.judge.easyProbability(), format.columns()),
            full -> context.output(KV.of(full.part(), full.build())));
    while (lines.next()) {
      if (lines.tooLong() || !parser.begin(lines.bytes(), lines.start(), lines.end(), row)) {
        continue;
      }
      if (!row.geneId().equals(lastGene)) {
        lastGene = row.geneId();
        GeneSelection selection = selections.get(lastGene);
        judge = selection == null ? null : new RowJudge(rule, selection);
        where = places.getOrDefault(lastGene, List.of());
        current.judge = judge;
      }
      if (judge == null || !format.takes(row.chrom())) {
        continue;
      }
      KeptAs kept =
          judge.judge(
              row.genePosition(),
              row.predType(),
              Math.max(row.donorScore(), row.acceptorScore()),
              row.chrom(),
              row.strand());
      if (kept == null) {
        continue;
      }
      int part = partOf(where, row);
      // Without a part the row was not kept in pass 1: the file is another one, as its hash will
      // show.
      if (part < 0 || committed.containsKey(part) || !parser.finish(row)) {
        continue;
      }
      BlockKey key = new BlockKey(part, row.geneId(), row.chrom(), row.strand());
      if (blocks.of(key).add(row, kept)) {
        blocks.close(key);
      }
    }
    blocks.closeAll();
  }

  private static int partOf(List<PlannedGene> where, AnalysisRow row) {
    for (PlannedGene gene : where) {
      if (Chromosomes.KARYOTYPE.compare(gene.tally().chrom(), row.chrom()) == 0) {
        return gene.partOf(row.genePosition());
      }
    }
    return -1;
  }

  /** The judge of the gene at hand, for blocks opened in between. */
  private static final class Current {
    private RowJudge judge;
  }
}
