package org.splicebeam.pipeline.graph;

import java.util.Map;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.Values;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.splicebeam.schemas.StepOutput;
import org.splicebeam.schemas.paralogs.Paralogs;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.schemas.parts.GeneSplits;
import org.splicebeam.schemas.parts.PartPlan;
import org.splicebeam.schemas.sampling.GeneTally;
import org.splicebeam.transforms.checks.CheckSelection;
import org.splicebeam.transforms.checks.CheckSpace;
import org.splicebeam.transforms.commit.BuildIdentity;
import org.splicebeam.transforms.commit.RecordPlan;
import org.splicebeam.transforms.finish.DatasetOptions;
import org.splicebeam.transforms.genes.GeneTable;
import org.splicebeam.transforms.paralogs.GuardSplits;
import org.splicebeam.transforms.parts.FindCommittedParts;
import org.splicebeam.transforms.parts.PartResult;
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
   * @param tallies what becomes of the rows of every gene
   * @param paralogs genes that are alike, one element; null where the data set has no splits
   * @param view of it
   * @param fingerprint of the build, one element
   * @param committed parts that stand already
   * @param committedParts view of their receipts
   */
  record Plan(
      PCollection<PartPlan> plans,
      PCollectionView<Iterable<GeneTally>> tallies,
      PCollectionView<Iterable<Paralogs>> paralogs,
      PCollectionView<Iterable<PartPlan>> view,
      PCollectionView<Iterable<String>> fingerprint,
      PCollection<PartResult> committed,
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
    Guarded guarded = guarded(accepted);
    PCollection<PartPlan> planned =
        accepted.apply(
            "PlanParts",
            PlanParts.ofRows(options.partRows(), guarded.tallies).withSplits(guarded.splits));
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
    PCollection<KV<Integer, PartResult>> committed =
        planned.apply("FindCommittedParts", new FindCommittedParts(output.folder(), fingerprint));
    PCollectionView<Map<Integer, FileReceipt>> committedParts =
        committed
            .apply(
                "TakeReceipts",
                MapElements.into(
                        TypeDescriptors.kvs(
                            TypeDescriptors.integers(), TypeDescriptor.of(FileReceipt.class)))
                    .via(part -> KV.of(part.getKey(), part.getValue().receipt())))
            .apply("ViewCommitted", View.asMap());
    PCollection<PartPlan> fitting =
        planned.apply(
            "CheckSpace", new CheckSpace(output.folder(), options.parts(), committedParts));
    PCollectionView<Iterable<PartPlan>> view = fitting.apply("ViewPlan", View.asIterable());
    return new Plan(
        fitting,
        guarded.tallies,
        guarded.paralogs,
        view,
        fingerprint,
        committed.apply("TakeResults", Values.create()),
        committedParts);
  }

  /**
   * The splits of genes, after the guard.
   *
   * @param splits null where the data set has none
   * @param tallies of all genes; those that the guard leaves out are not selected
   * @param paralogs null where the data set has no splits
   */
  private record Guarded(
      PCollectionView<Iterable<GeneSplits>> splits,
      PCollectionView<Iterable<GeneTally>> tallies,
      PCollectionView<Iterable<Paralogs>> paralogs) {}

  private Guarded guarded(PCollection<Boolean> accepted) {
    DatasetOptions options = settings.options();
    if (options.splits() == null) {
      return new Guarded(null, choice.tallies(), null);
    }
    SplitChoice byOptions =
        new SplitChoice(
            options.splits(), options.sampling().seed(), settings.output().header().aliases());
    PCollection<GeneSplits> chosen =
        accepted.apply("SplitGenes", new SplitGenes(byOptions, genes.byId(), choice.tallies()));
    PCollectionTuple guarded =
        chosen.apply(
            "GuardSplits", new GuardSplits(options.paralogs(), rows.sketches(), choice.tallies()));
    return new Guarded(
        guarded.get(GuardSplits.SPLITS).apply("ViewSplits", View.asIterable()),
        guarded.get(GuardSplits.TALLIES).apply("ViewTallies", View.asIterable()),
        guarded.get(GuardSplits.PARALOGS).apply("ViewParalogs", View.asIterable()));
  }
}
