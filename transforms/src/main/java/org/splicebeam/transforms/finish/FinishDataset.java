package org.splicebeam.transforms.finish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.splicebeam.schemas.columns.Columns;
import org.splicebeam.schemas.columns.RowsFrom;
import org.splicebeam.schemas.genome.AnnotationTally;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.inputs.FileTally;
import org.splicebeam.schemas.inputs.GenomeFile;
import org.splicebeam.schemas.inputs.InputFile;
import org.splicebeam.schemas.paralogs.Paralogs;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.schemas.parts.PartLayout;
import org.splicebeam.schemas.parts.PartName;
import org.splicebeam.schemas.parts.PartPlan;
import org.splicebeam.schemas.rows.TranscriptJoin;
import org.splicebeam.schemas.sampling.GeneTally;
import org.splicebeam.schemas.scores.ScoreFigures;
import org.splicebeam.transforms.checks.Selectors;
import org.splicebeam.transforms.features.Enrichers;
import org.splicebeam.transforms.progress.ProcessMemory;
import org.splicebeam.transforms.publish.JsonText;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.publish.Publish;
import org.splicebeam.transforms.report.ReportFiles;
import org.splicebeam.transforms.report.ReportPage;
import org.splicebeam.transforms.statistics.LeakageProbe;
import org.splicebeam.transforms.statistics.RowSummary;
import org.splicebeam.transforms.statistics.SplitSummaries;
import org.splicebeam.transforms.statistics.StatisticsJson;
import org.splicebeam.transforms.statistics.SummaryLayout;
import org.splicebeam.transforms.verdict.Verdict;
import org.splicebeam.transforms.verdict.VerdictException;

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
  private static final Logger LOG = Logger.getLogger(FinishDataset.class.getName());

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
      new Ending(context).write();
    }
  }

  /** The end of one build: its figures, and the files that are written from them. */
  private final class Ending {
    private final DoFn<PartPlan, FileReceipt>.ProcessContext context;
    private final PartPlan plan;
    private final Collection<FileTally> tables;
    private final Optional<ScoreFigures> scores;
    private final Iterable<GeneTally> geneTallies;
    private final List<FileReceipt> parts;
    private final List<FileReceipt> rejects;
    private final Map<String, GeneModel> genes;

    /** Genes that are alike; empty where the data set has no splits. */
    private final Optional<Paralogs> paralogs;

    private final SplitSummaries summaries;
    private final Account account;
    private final Enrichers enrichers = Enrichers.of(header.options().parts().columns());
    private final Columns columns = enrichers.columns();

    Ending(DoFn<PartPlan, FileReceipt>.ProcessContext context) {
      this.context = context;
      plan = context.element();
      tables = views.figures().tables(context::sideInput);
      scores = views.figures().scores(context::sideInput);
      geneTallies = context.sideInput(views.geneTallies());
      parts = inOrder(context.sideInput(views.parts().receipts()), plan.layout());
      rejects = sorted(context.sideInput(views.rejects()));
      genes = context.sideInput(views.annotation().genesById());
      paralogs =
          Optional.ofNullable(views.paralogs())
              .map(view -> context.sideInput(view).iterator().next());
      summaries = SplitSummaries.of(context.sideInput(views.parts().summaries()));
      account = Account.of(tables, scores, geneTallies, parts);
    }

    /** What has {@code dataset.json} is whole, so that it comes last. */
    void write() throws IOException {
      checkBalance();
      SummaryLayout layout = new SummaryLayout(enrichers, columns);
      LeakageProbe probe = new LeakageProbe(layout, summaries.all(), header.leakage());
      StatisticsJson figures = new StatisticsJson(layout, summaries, plan, genes, probe);
      FileReceipt statistics = Publish.file(folder, StatisticsJson.NAME, figures::writeTo);
      context.output(statistics);
      checkLeakage(probe);
      DatasetJson dataset = describe(statistics);
      String manifest = GeneManifest.csv(plan, genes);
      String pairs = paralogs.map(found -> ParalogsTable.csv(found, genes)).orElse("");
      Map<String, String> sha256 = new TreeMap<>();
      sha256.put(StatisticsJson.NAME, statistics.sha256());
      sha256.put("gene_manifest.csv", publish("gene_manifest.csv", manifest));
      if (paralogs.isPresent()) {
        publish(ParalogsTable.NAME, pairs);
      }
      sha256.put("data_dictionary.csv", publishColumns());
      JsonNode description = dataset.toJson();
      publish(
          DatasetCard.NAME,
          new DatasetCard(description, figures.toJson(), enrichers, columns).toText());
      publish(Croissant.NAME, new Croissant(description, columns, sha256).toText());
      ObjectNode run = runJson();
      publish("run.json", JsonText.of(run));
      Optional<String> report =
          report(new ReportFiles(description, figures.toJson(), run, manifest, pairs, heads()));
      if (report.isPresent()) {
        publish(ReportPage.NAME, report.get());
      }
      publish("dataset.json", dataset.toText());
      deleteWorkFiles();
    }

    /** Writes a file; its SHA-256. */
    private String publish(String name, String text) throws IOException {
      FileReceipt receipt = Publish.text(folder, name, text);
      context.output(receipt);
      return receipt.sha256();
    }

    /** What tells of the columns: the schema and the dictionary; the SHA-256 of the latter. */
    private String publishColumns() throws IOException {
      publish("schema.avsc", JsonText.of(columns.avroSchema()));
      RowsFrom from = header.options().rowsFrom();
      return publish(
          "data_dictionary.csv",
          new DataDictionary(columns, header.options().transcriptJoin(), from).toCsv());
    }

    /** Rows, genes and parts are each counted by two steps that know nothing of one another. */
    private void checkBalance() throws IOException {
      if (!account.balances() || parts.size() != plan.parts()) {
        throw unbalanced(
            "rows does not balance (%s; %s of %s parts)"
                .formatted(account.sum(), parts.size(), plan.parts()));
      }
      if (scores.isPresent() && !scores.get().genes().isOf(genes.size())) {
        throw unbalanced(
            "genes does not balance (%s in the annotation, %s)"
                .formatted(genes.size(), scores.get().genes().sumOfGenes()));
      }
      RowSummary summary = summaries.all();
      if (summary.rows() != account.kept() || summary.parts().size() != parts.size()) {
        throw unbalanced(
            "statistics does not balance (%s of %s rows, %s of %s parts)"
                .formatted(summary.rows(), account.kept(), summary.parts().size(), parts.size()));
      }
    }

    private VerdictException unbalanced(String what) throws IOException {
      return folder
          .verdict()
          .raise(
              Verdict.buildFailed(
                  "the account of %s: nothing was published as complete; please report this"
                      .formatted(what)));
    }

    private void checkLeakage(LeakageProbe probe) throws IOException {
      Optional<Verdict> leak =
          probe.refusal(header.options().transcriptJoin() == TranscriptJoin.ROW);
      if (leak.isPresent()) {
        throw folder.verdict().raise(leak.get());
      }
    }

    private DatasetJson describe(FileReceipt statistics) {
      DatasetJson dataset = new DatasetJson(header, columns);
      Iterable<AnnotationTally> lines = context.sideInput(views.annotation().tallies());
      Iterable<InputFile> files = context.sideInput(views.annotation().files());
      if (scores.isPresent()) {
        long sequences = parts.stream().mapToLong(FileReceipt::sequenceHash).sum();
        dataset.withScores(scores.get(), sequences, lines, files).withRows(account, plan);
      } else {
        dataset
            .withInputs(tables, lines, files)
            .withRows(account, plan)
            .withAgreement(tables)
            .withGenes(geneTallies, genes);
      }
      dataset.withTraining(header, plan);
      paralogs.ifPresent(dataset::withParalogs);
      return dataset
          .withUnmatched(unmatched())
          .withDuplicatesOfOtherType(geneTallies)
          .withNullFeatures(columns, summaries.all())
          .withStatistics(statistics)
          .withFiles(parts, rejects);
    }

    /** The entries of options that name genes or chromosomes and match nothing. */
    private Map<String, List<String>> unmatched() {
      DatasetOptions options = header.options();
      Map<String, List<String>> unmatched =
          new TreeMap<>(
              Selectors.of(
                      options.genes(),
                      options.inputs().bareChromosomes(),
                      views.figures(),
                      views.geneTallies(),
                      views.annotation().genesById(),
                      context::sideInput)
                  .unmatched());
      if (options.splits() != null) {
        unmatched.putAll(options.splits().unmatched(chromosomes(), header.aliases()));
      }
      List<String> trainedOn = header.aliases().missing(header.about().trainedOn(), chromosomes());
      if (!trainedOn.isEmpty()) {
        unmatched.put(TrainedOn.OPTION, trainedOn);
      }
      return unmatched;
    }

    /** Of the annotation and of the rows. */
    private Set<String> chromosomes() {
      Set<String> chromosomes = new HashSet<>();
      genes.values().forEach(gene -> chromosomes.add(gene.chrom()));
      geneTallies.forEach(tally -> chromosomes.add(tally.chrom()));
      for (FileTally table : tables) {
        chromosomes.addAll(table.namedChromosomes());
        chromosomes.addAll(table.someChromosomes());
      }
      return chromosomes;
    }

    /** What is known of a run at its end is added to what the launcher knew. */
    private ObjectNode runJson() throws IOException {
      ObjectNode run = (ObjectNode) JSON.readTree(header.runJson());
      run.put("finished", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
      run.put("workerHeapBytes", Runtime.getRuntime().maxMemory());
      run.put("workerPeakMemoryBytes", ProcessMemory.most());
      run.put("workerJava", Runtime.version().toString());
      if (scores.isPresent()) {
        GenomeFile genome = scores.get().genome();
        run.put("unpackedBytes", genome.unpackedBytes() + scores.get().unpackedBytes());
        run.put("fastaIndexComputed", genome.indexComputed() && genome.unpackedBytes() == 0);
      }
      return run;
    }

    /** The first lines of some files of rejected lines, by name. */
    private Map<String, String> heads() throws IOException {
      Map<String, String> heads = new TreeMap<>();
      for (FileReceipt file : rejects.stream().limit(ReportFiles.MOST_HEADS).toList()) {
        folder
            .store()
            .head(file.name(), ReportFiles.HEAD)
            .ifPresent(head -> heads.put(file.name(), ReportFiles.lines(head)));
      }
      return heads;
    }

    /** The page on the data set. A data set whose page cannot be made is whole all the same. */
    private Optional<String> report(ReportFiles files) {
      try {
        return Optional.of(ReportPage.of(files));
      } catch (ReportFiles.DamagedException | RuntimeException e) {
        LOG.log(Level.WARNING, "report.html cannot be made", e);
        return Optional.empty();
      }
    }

    /** Indexes and unpacked copies are of no use to a data set that stands. */
    private void deleteWorkFiles() {
      for (String name : views.figures().workFiles()) {
        try {
          folder.delete(name);
        } catch (IOException e) {
          return; // The data set is whole all the same; the next build in the folder clears it.
        }
      }
    }

    /** By their running numbers. */
    private List<FileReceipt> inOrder(Iterable<FileReceipt> parts, PartLayout layout) {
      List<FileReceipt> ordered = new ArrayList<>();
      parts.forEach(ordered::add);
      ordered.sort(
          Comparator.comparingInt(
              part -> layout.numberOf(PartName.ofPath(part.name()).orElseThrow())));
      return ordered;
    }

    private List<FileReceipt> sorted(Iterable<FileReceipt> receipts) {
      List<FileReceipt> sorted = new ArrayList<>();
      receipts.forEach(sorted::add);
      sorted.sort(Comparator.comparing(FileReceipt::name));
      return sorted;
    }
  }
}
