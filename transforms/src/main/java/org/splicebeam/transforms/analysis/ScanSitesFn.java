package org.splicebeam.transforms.analysis;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionView;
import org.splicebeam.schemas.Packed;
import org.splicebeam.schemas.analysis.AnalysisFile;
import org.splicebeam.schemas.analysis.FileTally;
import org.splicebeam.schemas.analysis.SiteCalls;
import org.splicebeam.schemas.genome.Chromosomes;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.transforms.publish.VerdictFile;
import org.splicebeam.transforms.verdict.VerdictException;

/** Pass 1 over one table: judges every line, keeps thin rows. */
final class ScanSitesFn extends DoFn<AnalysisFile, KV<String, Packed>> {
  private static final long serialVersionUID = 1L;
  private static final int EXAMPLES = 3;
  private static final int OTHER_CHROMOSOMES = 5;

  private final TableFormat format;
  private final PCollectionView<Map<String, GeneModel>> genesById;
  private final VerdictFile verdictFile;

  ScanSitesFn(
      TableFormat format,
      PCollectionView<Map<String, GeneModel>> genesById,
      VerdictFile verdictFile) {
    this.format = format;
    this.genesById = genesById;
    this.verdictFile = verdictFile;
  }

  @ProcessElement
  public void scan(ProcessContext context) throws IOException {
    verdictFile.stopIfReached();
    AnalysisFile file = context.element();
    if (format.onBadFile() == OnBadFile.SKIP) {
      String fault = TableLines.fault(file, format.columns());
      if (fault != null) {
        context.output(AnalysisIO.TALLIES, FileTally.skipped(file, fault));
        return;
      }
    }
    Map<String, GeneModel> genes = context.sideInput(genesById);
    try (TableLines lines = TableLines.open(file, format.columns())) {
      context.output(AnalysisIO.TALLIES, scan(file, lines, genes, context));
    } catch (VerdictException e) {
      throw verdictFile.raise(e.verdict());
    }
  }

  private FileTally scan(
      AnalysisFile file, TableLines lines, Map<String, GeneModel> genes, ProcessContext context) {
    RowParser parser =
        new RowParser(format.columns(), lines.header(), format.stripIdVersions(), genes::get);
    AnalysisRow row = new AnalysisRow(format.columns());
    OpenBlocks<BlockKey, SiteCallsBuilder> blocks =
        new OpenBlocks<>(
            SiteCallsBuilder::new,
            full -> {
              SiteCalls calls = full.build();
              context.output(KV.of(calls.geneId(), calls.packed()));
            });
    RangeIndex index = new RangeIndex(file, lines.header().hash());
    Map<Reject.Reason, Long> rejected = new EnumMap<>(Reject.Reason.class);
    List<Reject> examples = new ArrayList<>();
    Set<String> someGenes = new LinkedHashSet<>();
    Set<String> someChromosomes = new LinkedHashSet<>();
    int unaskedChromosomes = 0;
    String lastChrom = null;
    long otherChromosomes = 0;
    long annotatedRows = 0;
    String lastGene = null;
    boolean annotated = false;
    while (lines.next()) {
      boolean isRow =
          !lines.tooLong() && parser.scan(lines.bytes(), lines.start(), lines.end(), row);
      String geneId = isRow ? row.geneId() : lines.tooLong() ? null : parser.geneId();
      if (geneId != null) {
        if (!geneId.equals(lastGene)) {
          lastGene = geneId;
          annotated = genes.containsKey(geneId);
          if (someGenes.size() < EXAMPLES) {
            someGenes.add(geneId);
          }
        }
        annotatedRows += annotated ? 1 : 0;
      }
      if (!isRow) {
        Reject reject =
            lines.tooLong()
                ? lines.reject(Reject.Reason.LINE_TOO_LONG, "")
                : lines.reject(parser.reason(), parser.detail());
        context.output(AnalysisIO.REJECTS, reject);
        if (rejected.merge(reject.reason(), 1L, Long::sum) <= EXAMPLES) {
          examples.add(reject);
        }
        continue;
      }
      if (!row.chrom().equals(lastChrom)) {
        lastChrom = row.chrom();
        boolean asked = format.asksFor(lastChrom);
        if ((asked || unaskedChromosomes < OTHER_CHROMOSOMES)
            && someChromosomes.add(Chromosomes.bare(lastChrom))
            && !asked) {
          unaskedChromosomes++;
        }
      }
      if (!format.takes(row.chrom())) {
        otherChromosomes++;
        index.close();
        continue;
      }
      index.add(lines, row);
      BlockKey key = new BlockKey(0, row.geneId(), row.chrom(), row.strand());
      if (blocks.of(key).add(row)) {
        blocks.close(key);
      }
    }
    blocks.closeAll();
    if (index.isUseful()) {
      index.ranges().forEach(range -> context.output(AnalysisIO.RANGES, range));
    } else {
      context.output(AnalysisIO.WHOLE, file);
    }
    return new FileTally(
        file.name(),
        file.size(),
        lines.header().hash(),
        lines.contentHash(),
        lines.rows(),
        otherChromosomes,
        annotatedRows,
        rejected,
        examples,
        lines.header().unknown(),
        List.copyOf(someGenes),
        List.copyOf(someChromosomes));
  }
}
