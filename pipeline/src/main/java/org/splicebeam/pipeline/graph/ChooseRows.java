package org.splicebeam.pipeline.graph;

import java.util.Map;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.splicebeam.schemas.StepOutput;
import org.splicebeam.schemas.sampling.GeneSelection;
import org.splicebeam.schemas.sampling.GeneTally;
import org.splicebeam.transforms.finish.DatasetOptions;
import org.splicebeam.transforms.genes.GeneTable;
import org.splicebeam.transforms.genes.SelectGenes;
import org.splicebeam.transforms.parts.PartPacking;
import org.splicebeam.transforms.rows.ScannedRows;
import org.splicebeam.transforms.sampling.DownsampleNegatives;

/** Decides on thin rows which genes are built, and which of their rows stay. */
final class ChooseRows extends PTransform<ScannedRows, ChooseRows.Choice> {
  private static final long serialVersionUID = 1L;
  private final transient GeneTable genes;
  private final DatasetOptions options;

  private ChooseRows(GeneTable genes, DatasetOptions options) {
    this.genes = genes;
    this.options = options;
  }

  static ChooseRows by(DatasetOptions options, GeneTable genes) {
    return new ChooseRows(genes, options);
  }

  /**
   * The rows that stay.
   *
   * @param selectionsById the selected genes' rules
   * @param tallies what becomes of the rows of every gene
   */
  record Choice(
      PCollectionView<Map<String, GeneSelection>> selectionsById,
      PCollectionView<Iterable<GeneTally>> tallies)
      implements StepOutput {}

  @Override
  public Choice expand(ScannedRows rows) {
    PCollectionView<Iterable<String>> selected =
        rows.thin()
            .apply("SelectGenes", SelectGenes.by(options.genes(), genes.byId()))
            .apply("ViewSelected", View.asIterable());
    long chunkRows = options.partRows() > 0 ? options.partRows() : PartPacking.SMALL_PART;
    PCollectionTuple sampled =
        rows.thin()
            .apply(
                "DownsampleNegatives",
                DownsampleNegatives.by(options.sampling(), selected, genes.byId(), chunkRows));
    return new Choice(
        sampled.get(DownsampleNegatives.SELECTIONS).apply("ViewSelections", View.asMap()),
        sampled.get(DownsampleNegatives.TALLIES).apply("ViewTallies", View.asIterable()));
  }
}
