package org.splicebeam.pipeline.graph;

import java.util.Map;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.splicebeam.schemas.StepOutput;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.schemas.parts.GeneSplits;
import org.splicebeam.schemas.parts.PartPlan;
import org.splicebeam.transforms.checks.CheckSelection;
import org.splicebeam.transforms.checks.CheckSpace;
import org.splicebeam.transforms.commit.BuildIdentity;
import org.splicebeam.transforms.commit.RecordPlan;
import org.splicebeam.transforms.finish.DatasetOptions;
import org.splicebeam.transforms.genes.GeneTable;
import org.splicebeam.transforms.parts.FindCommittedParts;
import org.splicebeam.transforms.parts.PlanParts;
import org.splicebeam.transforms.rows.ScannedRows;
import org.splicebeam.transforms.splits.SplitChoice;
import org.splicebeam.transforms.splits.SplitGenes;

/** Plans the parts, records the plan in the folder, and finds the parts that stand already. */
final class PlanBuild extends PTransform<JudgeInput.Accepted, PlanBuild.Plan> {
  private static final long serialVersionUID = 1L;
  private final transient GeneTable genes;
  private final transient ScannedRows rows;
  private final transient ChooseRows.Choice choice;
  private final BuildSettings settings;
  private final BuildIdentity identity;

  private PlanBuild(
      GeneTable genes,
      ScannedRows rows,
      ChooseRows.Choice choice,
      BuildSettings settings,
      BuildIdentity identity) {
    this.genes = genes;
    this.rows = rows;
    this.choice = choice;
    this.settings = settings;
    this.identity = identity;
  }

  /**
   * The plan of a build.
   *
   * @param identity of the build, without its inputs
   */
  static PlanBuild of(
      GeneTable genes,
      ScannedRows rows,
      ChooseRows.Choice choice,
      BuildSettings settings,
      BuildIdentity identity) {
    return new PlanBuild(genes, rows, choice, settings, identity);
  }

  /**
   * A plan that fits into the folder.
   *
   * @param plans the one plan
   * @param view of it
   * @param fingerprint of the build, one element
   * @param committed parts that stand already
   * @param committedParts view of them
   */
  record Plan(
      PCollection<PartPlan> plans,
      PCollectionView<Iterable<PartPlan>> view,
      PCollectionView<Iterable<String>> fingerprint,
      PCollection<KV<Integer, FileReceipt>> committed,
      PCollectionView<Map<Integer, FileReceipt>> committedParts)
      implements StepOutput {}

  @Override
  public Plan expand(JudgeInput.Accepted input) {
    Output output = settings.output();
    DatasetOptions options = settings.options();
    PCollection<Boolean> accepted =
        input
            .verdict()
            .apply(
                "CheckSelection",
                new CheckSelection(
                    options.genes(),
                    options.inputs().bareChromosomes(),
                    rows.figures(),
                    choice.tallies(),
                    genes.byId(),
                    output.verdict()));
    PCollection<PartPlan> planned =
        accepted.apply(
            "PlanParts",
            PlanParts.ofRows(options.partRows(), choice.tallies()).withSplits(splits(accepted)));
    // One element, as the plan is. View.asSingleton would combine it, which is one shuffle more.
    PCollectionView<Iterable<String>> fingerprint =
        planned
            .apply(
                "RecordPlan",
                new RecordPlan(
                    output.folder(),
                    output.earlierBuild(),
                    output.rejects().replaced(),
                    identity,
                    rows.figures(),
                    genes.files()))
            .apply("ViewFingerprint", View.asIterable());
    PCollection<KV<Integer, FileReceipt>> committed =
        planned.apply("FindCommittedParts", new FindCommittedParts(output.folder(), fingerprint));
    PCollectionView<Map<Integer, FileReceipt>> committedParts =
        committed.apply("ViewCommitted", View.asMap());
    PCollection<PartPlan> fitting =
        planned.apply(
            "CheckSpace", new CheckSpace(output.folder(), options.parts(), committedParts));
    PCollectionView<Iterable<PartPlan>> view = fitting.apply("ViewPlan", View.asIterable());
    return new Plan(fitting, view, fingerprint, committed, committedParts);
  }

  /** The splits of genes; null where the data set has none. */
  private PCollectionView<Iterable<GeneSplits>> splits(PCollection<Boolean> accepted) {
    DatasetOptions options = settings.options();
    if (options.splits() == null) {
      return null;
    }
    SplitChoice byOptions =
        new SplitChoice(
            options.splits(), options.sampling().seed(), settings.output().header().aliases());
    return accepted
        .apply("SplitGenes", SplitGenes.by(byOptions, genes.byId(), choice.tallies()))
        .apply("ViewSplits", View.asIterable());
  }
}
