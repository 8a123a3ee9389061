package org.splicebeam.transforms.finish;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.splicebeam.schemas.columns.Columns;
import org.splicebeam.schemas.columns.RowsFrom;
import org.splicebeam.schemas.inputs.FileTally;
import org.splicebeam.schemas.inputs.PieceTally;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.schemas.parts.PartPlan;
import org.splicebeam.transforms.checks.Selectors;
import org.splicebeam.transforms.features.Enrichers;
import org.splicebeam.transforms.publish.JsonText;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.publish.Publish;
import org.splicebeam.transforms.verdict.Verdict;

/**
 * The last step, once the plan: balances the account, writes the files beside the parts, and {@code
 * dataset.json} after all others. It waits for every figure, also where there are no rows at all.
 *
 * <p>Memory: the figures of all files, genes and parts on one worker.
 */
public final class FinishDataset
    extends PTransform<PCollection<PartPlan>, PCollection<FileReceipt>> {
  private static final long serialVersionUID = 1L;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final OutputFolder folder;
  private final DatasetHeader header;
  private final FinishViews views;

  public FinishDataset(OutputFolder folder, DatasetHeader header, FinishViews views) {
    this.folder = folder;
    this.header = header;
    this.views = views;
  }

  @Override
  public PCollection<FileReceipt> expand(PCollection<PartPlan> plan) {
    return plan.apply("WriteDatasetFiles", ParDo.of(new FinishFn()).withSideInputs(views.all()));
  }

  private final class FinishFn extends DoFn<PartPlan, FileReceipt> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void finish(ProcessContext context) throws IOException {
      PartPlan plan = context.element();
      Collection<FileTally> files = PieceTally.sumByTable(context.sideInput(views.pieceTallies()));
      List<FileReceipt> parts = sorted(context.sideInput(views.parts()));
      List<FileReceipt> rejects = sorted(context.sideInput(views.rejects()));
      Account account = Account.of(files, context.sideInput(views.geneTallies()), parts);
      if (!account.balances() || parts.size() != plan.parts()) {
        throw folder
            .verdict()
            .raise(
                Verdict.buildFailed(
                    "the account of rows does not balance (%s; %d of %d parts): %s"
                        .formatted(
                            account.sum(),
                            parts.size(),
                            plan.parts(),
                            "nothing was published as complete; please report this")));
      }
      Columns columns = Enrichers.of(header.options().parts().columns()).columns();
      DatasetJson dataset =
          new DatasetJson(header, columns)
              .withInputs(
                  files,
                  context.sideInput(views.annotationTallies()),
                  context.sideInput(views.annotationFiles()))
              .withRows(account, plan)
              .withAgreement(files)
              .withGenes(
                  context.sideInput(views.geneTallies()), context.sideInput(views.genesById()))
              .withUnmatched(
                  new Selectors(
                          header.options().genes(),
                          header.options().inputs().bareChromosomes(),
                          files,
                          context.sideInput(views.geneTallies()),
                          context.sideInput(views.genesById()))
                      .unmatched())
              .withDuplicatesOfOtherType(context.sideInput(views.geneTallies()))
              .withNullFeatures(columns, parts)
              .withFiles(parts, rejects);
      context.output(
          Publish.text(
              folder,
              "gene_manifest.csv",
              GeneManifest.csv(plan, context.sideInput(views.genesById()))));
      context.output(Publish.text(folder, "schema.avsc", JsonText.of(columns.avroSchema())));
      context.output(
          Publish.text(
              folder,
              "data_dictionary.csv",
              new DataDictionary(columns, header.options().transcriptJoin(), RowsFrom.TABLES)
                  .toCsv()));
      context.output(
          Publish.text(
              folder,
              DatasetCard.NAME,
              new DatasetCard(dataset.toJson(), columns, RowsFrom.TABLES).toText()));
      context.output(Publish.text(folder, "run.json", runJson()));
      context.output(Publish.text(folder, "dataset.json", dataset.toText()));
    }

    /** What is known of a run at its end is added to what the launcher knew. */
    private String runJson() throws IOException {
      ObjectNode run = (ObjectNode) JSON.readTree(header.runJson());
      run.put("finished", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
      run.put("workerHeapBytes", Runtime.getRuntime().maxMemory());
      run.put("workerJava", Runtime.version().toString());
      return JsonText.of(run);
    }

    private List<FileReceipt> sorted(Iterable<FileReceipt> receipts) {
      List<FileReceipt> sorted = new ArrayList<>();
      receipts.forEach(sorted::add);
      sorted.sort(Comparator.comparing(FileReceipt::name));
      return sorted;
    }
  }
}
