package org.splicebeam.pipeline.dataset;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.splicebeam.pipeline.graph.AnnotationSettings;
import org.splicebeam.pipeline.graph.BuildSettings;
import org.splicebeam.pipeline.graph.DatasetGraph;
import org.splicebeam.pipeline.graph.Output;
import org.splicebeam.pipeline.run.MemoryBudget;
import org.splicebeam.pipeline.run.RunLog;
import org.splicebeam.pipeline.run.RunnerDefaults;
import org.splicebeam.runners.direct.DirectDefaults;
import org.splicebeam.runners.flink.FlinkDefaults;
import org.splicebeam.schemas.columns.ColumnSettings;
import org.splicebeam.schemas.rows.TranscriptJoin;
import org.splicebeam.transforms.checks.InputLimits;
import org.splicebeam.transforms.commit.EarlierBuild;
import org.splicebeam.transforms.features.ColumnCount;
import org.splicebeam.transforms.finish.DatasetHeader;
import org.splicebeam.transforms.finish.DatasetOptions;
import org.splicebeam.transforms.genes.GenePolicy;
import org.splicebeam.transforms.parquet.PartCompression;
import org.splicebeam.transforms.parts.PartSettings;
import org.splicebeam.transforms.publish.Claimed;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.reject.RejectFolder;
import org.splicebeam.transforms.rows.InputColumns;
import org.splicebeam.transforms.sampling.HandMadeRule;
import org.splicebeam.transforms.sampling.SamplingRule;
import org.splicebeam.transforms.tables.HandMadeFormat;
import org.splicebeam.transforms.tables.OnBadFile;
import org.splicebeam.transforms.tables.TableFormat;
import org.splicebeam.transforms.tables.TableSource;

/** The settings of a build, to be changed one by one, and its run on a runner. */
public final class DatasetBuild {
  final String input;
  final String gtf;
  String spliceSites;
  Path annotationCache;
  public ColumnSettings columns = new ColumnSettings(List.of(1, 2), false, List.of());
  public GenePolicy genes = GenePolicy.all();
  TranscriptJoin join = TranscriptJoin.REPRESENTATIVE;
  public SamplingRule sampling = HandMadeRule.rule(SamplingRule.Scope.GENE).build();
  public long partRows;
  double maxRejectedFraction = 1;
  UnaryOperator<OutputFolder> disk = UnaryOperator.identity();

  /** Of plain tables; by default none of a test is cut. */
  public long pieceBytes = 64L << 20;

  public DatasetBuild(Path input, Path gtf) {
    this.input = input.toString();
    this.gtf = gtf.toString();
  }

  public BuiltDataset onDirectRunner(Path output, int workers) throws IOException {
    PipelineOptions options = PipelineOptionsFactory.create();
    options.setRunner(DirectRunner.class);
    return run(options, new DirectDefaults(), workers, output);
  }

  BuiltDataset onEmbeddedFlink(Path output, int workers) throws IOException {
    PipelineOptions options = PipelineOptionsFactory.create();
    options.setRunner(FlinkRunner.class);
    return run(options, new FlinkDefaults(), workers, output);
  }

  @SuppressWarnings("try") // what was prepared is only to be closed
  private BuiltDataset run(
      PipelineOptions options, RunnerDefaults defaults, int workers, Path output)
      throws IOException {
    RunLog.silenceTerminal();
    MemoryBudget budget = MemoryBudget.forWorkers(workers, new ColumnCount(82, 20), 1_000, 1_000);
    try (Closeable prepared = defaults.prepare(options, budget)) {
      Pipeline pipeline = Pipeline.create(options);
      DatasetGraph.build(pipeline, settings(output));
      pipeline.run().waitUntilFinish();
    }
    return new BuiltDataset(output);
  }

  private BuildSettings settings(Path output) {
    OutputFolder folder = disk.apply(Claimed.folder(output, "this run"));
    DatasetOptions options =
        new DatasetOptions(
            new DatasetOptions.Inputs(Set.of(), "", false, OnBadFile.FAIL),
            sampling,
            genes,
            new PartSettings(columns, false, 1_000, PartCompression.ZSTD),
            join,
            partRows);
    TableFormat format =
        HandMadeFormat.format()
            .columns(InputColumns.with(columns.extraColumns()))
            .inPiecesOf(pieceBytes);
    return new BuildSettings(
        options,
        new TableSource(List.of(input), format, folder.verdict()),
        new AnnotationSettings(
            gtf, spliceSites, annotationCache == null ? null : annotationCache.toString(), false),
        new InputLimits(maxRejectedFraction, 0),
        new Output(
            folder,
            EarlierBuild.FINISH,
            RejectFolder.PLAIN,
            new DatasetHeader(options, "OpenSpliceAI", "{\"started\":\"once\"}")));
  }
}
