package org.splicebeam.pipeline.graph;

import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.splicebeam.schemas.parts.PartInput;
import org.splicebeam.transforms.finish.DatasetOptions;
import org.splicebeam.transforms.genes.GeneTable;
import org.splicebeam.transforms.parts.JoinAnnotation;
import org.splicebeam.transforms.parts.PartKeys;
import org.splicebeam.transforms.parts.PartResult;
import org.splicebeam.transforms.parts.SelectRanges;
import org.splicebeam.transforms.parts.StartParts;
import org.splicebeam.transforms.parts.WriteParts;
import org.splicebeam.transforms.rows.Chosen;
import org.splicebeam.transforms.rows.ScannedRows;

/**
 * Pass 2: reads the chosen rows whole and writes the parts that do not stand already. Gives what
 * became of them.
 */
final class WriteDataset extends PTransform<PlanBuild.Plan, PCollection<PartResult>> {
  private static final long serialVersionUID = 1L;
  private final transient GeneTable genes;
  private final transient ScannedRows rows;
  private final transient ChooseRows.Choice choice;
  private final BuildSettings settings;
  private final PartKeys keys;
  private final String schemaFingerprint;

  private WriteDataset(
      GeneTable genes,
      ScannedRows rows,
      ChooseRows.Choice choice,
      BuildSettings settings,
      PartKeys keys,
      String schemaFingerprint) {
    this.genes = genes;
    this.rows = rows;
    this.choice = choice;
    this.settings = settings;
    this.keys = keys;
    this.schemaFingerprint = schemaFingerprint;
  }

  /**
   * The parts of a build.
   *
   * @param keys how the runner shares parts out
   * @param schemaFingerprint of the columns, as this process makes them
   */
  static WriteDataset of(
      GeneTable genes,
      ScannedRows rows,
      ChooseRows.Choice choice,
      BuildSettings settings,
      PartKeys keys,
      String schemaFingerprint) {
    return new WriteDataset(genes, rows, choice, settings, keys, schemaFingerprint);
  }

  @Override
  public PCollection<PartResult> expand(PlanBuild.Plan plan) {
    DatasetOptions options = settings.options();
    PartKeys partKeys = keys;
    Chosen chosen =
        new Chosen(
            options.sampling(),
            genes.byId(),
            choice.selectionsById(),
            plan.view(),
            plan.committedParts());
    return PCollectionList.of(
            plan.plans().apply("StartParts", StartParts.with(chosen, plan.fingerprint())))
        .and(rows.ranges().apply("SelectRanges", SelectRanges.of(chosen)))
        .and(
            rows.apply("ReadWhole", settings.source().readWhole(chosen))
                .apply(
                    "JoinAnnotation", JoinAnnotation.with(genes.byId(), options.transcriptJoin())))
        .apply("GatherInputs", Flatten.pCollections())
        .apply(
            "ShareOutParts",
            MapElements.into(
                    TypeDescriptors.kvs(
                        TypeDescriptors.longs(), TypeDescriptor.of(PartInput.class)))
                .via(input -> KV.of(partKeys.keyOf(input.getKey()), input.getValue())))
        .apply("GroupIntoParts", GroupByKey.create())
        .apply(
            "WriteParts",
            WriteParts.of(
                settings.source(),
                options.sampling(),
                options.transcriptJoin(),
                settings.output().folder(),
                options.parts(),
                schemaFingerprint));
  }
}
