package org.splicebeam.pipeline.graph;

import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.values.PCollection;
import org.splicebeam.transforms.commit.BuildIdentity;
import org.splicebeam.transforms.genes.GeneTable;
import org.splicebeam.transforms.parts.PartKeys;
import org.splicebeam.transforms.parts.PartResult;
import org.splicebeam.transforms.rows.ScannedRows;

/**
 * The one graph of a build: annotation, a thin first pass, a choice, a plan, a full second pass,
 * parts. The names of its steps are stable: runners show them, and people look for them.
 */
public final class DatasetGraph {
  private DatasetGraph() {}

  /** Adds the whole build to a pipeline of a runner that shares out evenly by itself. */
  public static void build(Pipeline pipeline, BuildSettings settings) {
    build(pipeline, settings, PartKeys.PLAIN);
  }

  /** Adds the whole build to a pipeline. */
  public static void build(Pipeline pipeline, BuildSettings settings, PartKeys keys) {
    BuildIdentity identity = settings.identity();
    GeneTable genes = pipeline.apply("ReadAnnotation", ReadGenes.of(settings));
    ScannedRows rows = pipeline.apply("ScanRows", settings.source().scan(genes));
    JudgeInput.Accepted input = rows.apply("JudgeInput", JudgeInput.with(genes, settings));
    ChooseRows.Choice choice = rows.apply("ChooseRows", ChooseRows.by(settings.options(), genes));
    PlanBuild.Plan plan =
        input.apply("PlanBuild", PlanBuild.of(genes, rows, choice, settings, identity));
    PCollection<PartResult> parts =
        plan.apply(
            "WriteDataset",
            WriteDataset.of(genes, rows, choice, settings, keys, identity.schemaFingerprint()));
    parts.apply(
        "FinishDataset", CloseDataset.of(genes, rows, input, choice, plan, settings.output()));
  }
}
