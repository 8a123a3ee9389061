package org.splicebeam.pipeline.graph;

import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.PDone;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.transforms.commit.EarlierDataset;
import org.splicebeam.transforms.finish.FinishDataset;
import org.splicebeam.transforms.finish.FinishViews;
import org.splicebeam.transforms.genes.GeneTable;
import org.splicebeam.transforms.parts.PartResult;
import org.splicebeam.transforms.publish.GiveBackFolder;
import org.splicebeam.transforms.reject.PublishRejects;
import org.splicebeam.transforms.rows.ScannedRows;
import org.splicebeam.transforms.statistics.AddSummaries;
import org.splicebeam.transforms.statistics.RowSummary;
import org.splicebeam.transforms.statistics.SplitSummaries;

/**
 * When all parts stand: publishes the rejected lines, balances the account, writes the files beside
 * the parts, and gives the folder back.
 */
final class CloseDataset extends PTransform<PCollection<PartResult>, PDone> {
  private static final long serialVersionUID = 1L;
  private final transient GeneTable genes;
  private final transient ScannedRows rows;
  private final transient JudgeInput.Accepted input;
  private final transient ChooseRows.Choice choice;
  private final transient PlanBuild.Plan plan;
  private final Output output;

  private CloseDataset(
      GeneTable genes,
      ScannedRows rows,
      JudgeInput.Accepted input,
      ChooseRows.Choice choice,
      PlanBuild.Plan plan,
      Output output) {
    this.genes = genes;
    this.rows = rows;
    this.input = input;
    this.choice = choice;
    this.plan = plan;
    this.output = output;
  }

  static CloseDataset of(
      GeneTable genes,
      ScannedRows rows,
      JudgeInput.Accepted input,
      ChooseRows.Choice choice,
      PlanBuild.Plan plan,
      Output output) {
    return new CloseDataset(genes, rows, input, choice, plan, output);
  }

  @Override
  public PDone expand(PCollection<PartResult> written) {
    PCollection<PartResult> results =
        PCollectionList.of(written)
            .and(plan.committed())
            .apply("GatherParts", Flatten.pCollections());
    PCollectionView<Iterable<FileReceipt>> parts =
        results
            .apply(
                "TakeReceipts",
                MapElements.into(TypeDescriptor.of(FileReceipt.class)).via(PartResult::receipt))
            .apply("ViewParts", View.asIterable());
    PCollectionView<Iterable<KV<Integer, RowSummary>>> summaries =
        results
            .apply(
                "TakeSummaries",
                MapElements.into(
                        TypeDescriptors.kvs(TypeDescriptors.integers(), TypeDescriptors.strings()))
                    .via(part -> KV.of(SplitSummaries.keyOf(part.split()), part.summary())))
            .apply("AddSummaries", Combine.perKey(new AddSummaries()))
            .apply("ViewSummaries", View.asIterable());
    PCollectionView<Iterable<FileReceipt>> rejects =
        input
            .rejectFiles()
            .apply(
                "PublishRejects",
                new PublishRejects(output.folder(), output.rejects(), plan.fingerprint()))
            .apply("ViewPublishedRejects", View.asIterable());
    FinishViews views =
        new FinishViews(
            new FinishViews.Annotation(genes.byId(), genes.tallies(), genes.files()),
            rows.figures(),
            plan.tallies(),
            plan.paralogs(),
            new FinishViews.Parts(parts, summaries),
            rejects);
    return plan.plans()
        .apply("WriteFiles", new FinishDataset(output.folder(), output.header(), views))
        .apply("GiveBackFolder", GiveBackFolder.after(output.folder(), EarlierDataset.DATASET));
  }
}
