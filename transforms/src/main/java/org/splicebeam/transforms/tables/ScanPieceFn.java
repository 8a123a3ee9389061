package org.splicebeam.transforms.tables;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionView;
import org.splicebeam.schemas.Packed;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.SpliceSites;
import org.splicebeam.schemas.inputs.FileTally;
import org.splicebeam.schemas.inputs.PieceTally;
import org.splicebeam.schemas.inputs.SampledWindow;
import org.splicebeam.schemas.paralogs.GeneSketch;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.schemas.rows.RowRange;
import org.splicebeam.schemas.rows.ThinBlock;
import org.splicebeam.transforms.genes.GeneTable;
import org.splicebeam.transforms.publish.VerdictFile;
import org.splicebeam.transforms.verdict.VerdictException;

/** Pass 1 over one piece of a table. */
final class ScanPieceFn extends DoFn<TablePiece, KV<String, Packed>> {
  private static final long serialVersionUID = 1L;

  private final TableFormat format;
  private final boolean sketched;
  private final PCollectionView<Map<String, GeneModel>> genesById;
  private final PCollectionView<Map<String, SpliceSites>> sitesById;
  private final VerdictFile verdictFile;

  /**
   * @param sketched whether genes are sketched
   */
  ScanPieceFn(TableFormat format, boolean sketched, GeneTable genes, VerdictFile verdictFile) {
    this.format = format;
    this.sketched = sketched;
    genesById = genes.byId();
    sitesById = genes.sitesById();
    this.verdictFile = verdictFile;
  }

  List<PCollectionView<?>> views() {
    return List.of(genesById, sitesById);
  }

  @ProcessElement
  public void scan(ProcessContext context) throws IOException {
    verdictFile.stopIfReached();
    TablePiece piece = context.element();
    if (format.onBadFile() == OnBadFile.SKIP) {
      String fault = TableLines.fault(piece.file(), format.columns());
      if (fault != null) {
        FileTally skipped = FileTally.skipped(piece.file(), fault);
        context.output(TableSource.TALLIES, new PieceTally(0, 0, skipped));
        return;
      }
    }
    try {
      context.output(
          TableSource.TALLIES,
          PieceScan.of(
              piece,
              format,
              sketched,
              new PieceScan.Annotation(context.sideInput(genesById), context.sideInput(sitesById)),
              sinkTo(context)));
    } catch (VerdictException e) {
      throw verdictFile.raise(e.verdict());
    }
  }

  private PieceScan.Sink sinkTo(ProcessContext context) {
    return new PieceScan.Sink() {
      @Override
      public void thin(ThinBlock block) {
        context.output(KV.of(block.geneId(), block.packed()));
      }

      @Override
      public void reject(Reject reject) {
        context.output(TableSource.REJECTS, reject);
      }

      @Override
      public void range(RowRange range) {
        context.output(TableSource.RANGES, range);
      }

      @Override
      public void window(SampledWindow window) {
        context.output(TableSource.WINDOWS, window);
      }

      @Override
      public void sketch(GeneSketch sketch) {
        context.output(TableSource.SKETCHES, KV.of(sketch.geneId(), sketch.packed()));
      }

      @Override
      public void whole(ScannedPiece piece) {
        context.output(TableSource.WHOLE, piece);
      }
    };
  }
}
