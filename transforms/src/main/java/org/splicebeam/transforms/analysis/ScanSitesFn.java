package org.splicebeam.transforms.analysis;

import java.io.IOException;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionView;
import org.splicebeam.schemas.Packed;
import org.splicebeam.schemas.analysis.FileTally;
import org.splicebeam.schemas.analysis.PieceTally;
import org.splicebeam.schemas.analysis.SiteCalls;
import org.splicebeam.schemas.analysis.SiteRange;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.transforms.publish.VerdictFile;
import org.splicebeam.transforms.verdict.VerdictException;

/** Pass 1 over one piece of a table. */
final class ScanSitesFn extends DoFn<TablePiece, KV<String, Packed>> {
  private static final long serialVersionUID = 1L;

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
    TablePiece piece = context.element();
    if (format.onBadFile() == OnBadFile.SKIP) {
      String fault = TableLines.fault(piece.file(), format.columns());
      if (fault != null) {
        FileTally skipped = FileTally.skipped(piece.file(), fault);
        context.output(AnalysisIO.TALLIES, new PieceTally(0, 0, skipped));
        return;
      }
    }
    try {
      context.output(
          AnalysisIO.TALLIES,
          PieceScan.of(piece, format, context.sideInput(genesById), sinkTo(context)));
    } catch (VerdictException e) {
      throw verdictFile.raise(e.verdict());
    }
  }

  private PieceScan.Sink sinkTo(ProcessContext context) {
    return new PieceScan.Sink() {
      @Override
      public void calls(SiteCalls block) {
        context.output(KV.of(block.geneId(), block.packed()));
      }

      @Override
      public void reject(Reject reject) {
        context.output(AnalysisIO.REJECTS, reject);
      }

      @Override
      public void range(SiteRange range) {
        context.output(AnalysisIO.RANGES, range);
      }

      @Override
      public void whole(ScannedPiece piece) {
        context.output(AnalysisIO.WHOLE, piece);
      }
    };
  }
}
