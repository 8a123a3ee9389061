package org.splicebeam.pipeline.graph;

import java.util.Map;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.splicebeam.schemas.Packed;
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
    if (rows.chooser() instanceof ScannedRows.BySource source) {
      return choice(source.selections(), source.tallies());
    }
    PCollection<KV<String, Packed>> thin = ((ScannedRows.ByGraph) rows.chooser()).thin();
    PCollectionView<Iterable<String>> selected =
        thin.apply("SelectGenes", SelectGenes.by(options.genes(), genes.byId()))
            .apply("ViewSelected", View.asIterable());
    PCollectionTuple sampled =
        thin.apply(
            "DownsampleNegatives",
            DownsampleNegatives.by(
                options.sampling(),
                selected,
                genes.byId(),
                PartPacking.chunkRows(options.partRows())));
    return choice(
        sampled.get(DownsampleNegatives.SELECTIONS), sampled.get(DownsampleNegatives.TALLIES));
  }

  private static Choice choice(
      PCollection<KV<String, GeneSelection>> selections, PCollection<GeneTally> tallies) {
    return new Choice(
        selections.apply("ViewSelections", View.asMap()),
        tallies.apply("ViewTallies", View.asIterable()));
  }
}
