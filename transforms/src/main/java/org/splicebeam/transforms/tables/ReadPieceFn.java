package org.splicebeam.transforms.tables;

import java.io.IOException;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionView;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.schemas.parts.PartPlan;
import org.splicebeam.schemas.rows.RowBlock;
import org.splicebeam.transforms.publish.VerdictFile;
import org.splicebeam.transforms.rows.ChosenViews;
import org.splicebeam.transforms.rows.PlannedPlaces;
import org.splicebeam.transforms.rows.RowSelector;
import org.splicebeam.transforms.rows.SelectedGenes;
import org.splicebeam.transforms.sampling.SamplingRule;
import org.splicebeam.transforms.verdict.VerdictException;

/**
 * Pass 2 over one piece of a table: full rows of what the selection lets through, addressed to
 * their part.
 */
final class ReadPieceFn extends DoFn<ScannedPiece, KV<Integer, RowBlock>> {
  private static final long serialVersionUID = 1L;

  private final TableFormat format;
  private final SamplingRule rule;
  private final ChosenViews views;
  private final PCollectionView<Iterable<PartPlan>> planView;
  private final PCollectionView<Map<Integer, FileReceipt>> committedParts;
  private final VerdictFile verdictFile;

  private transient PlannedPlaces places;

  ReadPieceFn(
      TableFormat format,
      SamplingRule rule,
      ChosenViews views,
      PCollectionView<Iterable<PartPlan>> planView,
      PCollectionView<Map<Integer, FileReceipt>> committedParts,
      VerdictFile verdictFile) {
    this.format = format;
    this.rule = rule;
    this.views = views;
    this.planView = planView;
    this.committedParts = committedParts;
    this.verdictFile = verdictFile;
  }

  @Setup
  public void setUp() {
    places = new PlannedPlaces();
  }

  @ProcessElement
  public void read(ProcessContext context) throws IOException {
    ScannedPiece scanned = context.element();
    Map<Integer, FileReceipt> committed = context.sideInput(committedParts);
    SelectedGenes genes =
        new SelectedGenes(
            rule,
            context.sideInput(views.genesById()),
            context.sideInput(views.selectionsById()),
            places.of(context.sideInput(planView).iterator().next()));
    try (TableLines lines = TableLines.open(scanned.piece(), format.columns())) {
      RowSelector selector =
          new RowSelector(
              format,
              lines.header(),
              genes,
              part -> !committed.containsKey(part),
              (part, block) -> context.output(KV.of(part, block)));
      selector.read(lines);
      selector.giveBlocks();
      lines.requireSame(scanned.headerHash(), scanned.rows(), scanned.contentHash());
    } catch (VerdictException e) {
      throw verdictFile.raise(e.verdict());
    }
  }
}
