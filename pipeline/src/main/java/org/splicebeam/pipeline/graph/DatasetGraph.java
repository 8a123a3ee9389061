package org.splicebeam.pipeline.graph;

import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.Values;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.inputs.InputFile;
import org.splicebeam.schemas.inputs.PieceTally;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.schemas.parts.PartInput;
import org.splicebeam.schemas.parts.PartPlan;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.schemas.rows.TranscriptJoin;
import org.splicebeam.schemas.sampling.GeneTally;
import org.splicebeam.transforms.annotation.CachedAnnotation;
import org.splicebeam.transforms.annotation.ReadAnnotation;
import org.splicebeam.transforms.checks.CheckInput;
import org.splicebeam.transforms.checks.CheckSelection;
import org.splicebeam.transforms.checks.CheckSpace;
import org.splicebeam.transforms.commit.EarlierDataset;
import org.splicebeam.transforms.commit.RecordPlan;
import org.splicebeam.transforms.features.Enrichers;
import org.splicebeam.transforms.finish.DatasetHeader;
import org.splicebeam.transforms.finish.FinishDataset;
import org.splicebeam.transforms.finish.FinishViews;
import org.splicebeam.transforms.genes.SelectGenes;
import org.splicebeam.transforms.parts.FindCommittedParts;
import org.splicebeam.transforms.parts.JoinAnnotation;
import org.splicebeam.transforms.parts.PartKeys;
import org.splicebeam.transforms.parts.PartPacking;
import org.splicebeam.transforms.parts.PlanParts;
import org.splicebeam.transforms.parts.WriteParts;
import org.splicebeam.transforms.publish.GiveBackFolder;
import org.splicebeam.transforms.reject.PublishRejects;
import org.splicebeam.transforms.reject.WriteRejects;
import org.splicebeam.transforms.rows.ChosenViews;
import org.splicebeam.transforms.sampling.DownsampleNegatives;
import org.splicebeam.transforms.tables.SiteReader;
import org.splicebeam.transforms.tables.TableSource;

/** The one graph of a build: annotation, a thin first pass, a plan, a full second pass, parts. */
public final class DatasetGraph {
  private DatasetGraph() {}

  /** Adds the whole build to a pipeline of a runner that shares out evenly by itself. */
  public static void build(Pipeline pipeline, BuildSettings settings) {
    build(pipeline, settings, PartKeys.PLAIN);
  }

  /** Adds the whole build to a pipeline. */
  public static void build(Pipeline pipeline, BuildSettings settings, PartKeys keys) {
    PCollectionTuple annotation = pipeline.apply("ReadAnnotation", annotation(settings));
    PCollectionView<Map<String, GeneModel>> genesById =
        annotation.get(ReadAnnotation.GENES).apply("ViewGenes", View.asMap());

    PCollectionTuple scan =
        pipeline
            .apply(
                "MatchTables",
                TableSource.match(settings.input(), settings.tables(), settings.verdictFile()))
            .apply(
                "ScanSites",
                TableSource.scan(settings.tables(), genesById, settings.verdictFile()));
    PCollectionView<Iterable<PieceTally>> pieceTallies =
        scan.get(TableSource.TALLIES).apply("ViewTallies", View.asIterable());
    PCollection<FileReceipt> rejectFiles =
        PCollectionList.of(scan.get(TableSource.REJECTS))
            .and(annotation.get(ReadAnnotation.REJECTS))
            .apply("GatherRejects", Flatten.<Reject>pCollections())
            .apply(
                "WriteRejects",
                WriteRejects.to(settings.output(), settings.rejectFolder(), pieceTallies));
    PCollection<Boolean> inputAccepted =
        pipeline.apply(
            "CheckInput",
            new CheckInput(
                    settings.maxRejectedFraction(),
                    pieceTallies,
                    genesById,
                    rejectFiles.apply("ViewRejectFiles", View.asIterable()),
                    settings.rejectFolder(),
                    settings.verdictFile())
                .withSpliceSites(settings.spliceSites(), settings.tables().stripIdVersions()));

    PCollectionView<Iterable<String>> selectedGenes =
        scan.get(TableSource.THIN)
            .apply("SelectGenes", SelectGenes.by(settings.genes(), genesById))
            .apply("ViewSelected", View.asIterable());
    PCollectionTuple selection =
        scan.get(TableSource.THIN)
            .apply(
                "DownsampleNegatives",
                DownsampleNegatives.by(
                    settings.sampling(), selectedGenes, genesById, chunkRows(settings)));
    PCollectionView<Iterable<GeneTally>> allGeneTallies =
        selection.get(DownsampleNegatives.TALLIES).apply("ViewGeneTallies", View.asIterable());
    PCollection<PartPlan> plans =
        inputAccepted
            .apply(
                "CheckSelection",
                new CheckSelection(
                    settings.genes(),
                    settings.tables().chromosomes(),
                    pieceTallies,
                    allGeneTallies,
                    genesById,
                    settings.verdictFile()))
            .apply("PlanParts", PlanParts.ofRows(settings.partRows(), allGeneTallies));

    PCollectionView<Iterable<InputFile>> annotationFiles =
        annotation.get(ReadAnnotation.FILES).apply("ViewAnnotationFiles", View.asIterable());
    // One element, as the plan is. View.asSingleton would combine it, which is one shuffle more.
    PCollectionView<Iterable<String>> fingerprint =
        plans
            .apply(
                "RecordPlan",
                new RecordPlan(
                    settings.output(),
                    settings.earlierBuild(),
                    settings.rejectFolder().replaced(),
                    settings.header().optionsJson(),
                    DatasetHeader.DATA_VERSION,
                    Enrichers.of(settings.parts().columns()).columns().fingerprint(),
                    pieceTallies,
                    annotationFiles,
                    settings.verdictFile()))
            .apply("ViewFingerprint", View.asIterable());
    PCollection<KV<Integer, FileReceipt>> committed =
        plans.apply("FindCommittedParts", new FindCommittedParts(settings.output(), fingerprint));
    PCollectionView<Map<Integer, FileReceipt>> committedParts =
        committed.apply("ViewCommitted", View.asMap());
    PCollection<PartPlan> fittingPlans =
        plans.apply(
            "CheckSpace",
            new CheckSpace(
                settings.output(), settings.parts(), committedParts, settings.verdictFile()));
    PCollectionView<Iterable<PartPlan>> plan = fittingPlans.apply("ViewPlan", View.asIterable());

    ChosenViews views =
        new ChosenViews(
            genesById,
            selection.get(DownsampleNegatives.SELECTIONS).apply("ViewSelections", View.asMap()));
    PCollection<KV<Integer, PartInput>> ranges =
        scan.get(TableSource.RANGES)
            .apply("SelectRanges", TableSource.selectRanges(plan, committedParts));
    PCollection<KV<Integer, PartInput>> blocks =
        scan.get(TableSource.WHOLE)
            .apply("SpreadWhole", Reshuffle.viaRandomKey())
            .apply(
                "ReadSites",
                TableSource.read(
                    settings.tables(),
                    settings.sampling(),
                    views,
                    plan,
                    committedParts,
                    settings.verdictFile()))
            .apply("JoinAnnotation", JoinAnnotation.with(genesById, settings.join()))
            .apply(
                "TakeBlocks",
                MapElements.into(
                        TypeDescriptors.kvs(
                            TypeDescriptors.integers(), TypeDescriptor.of(PartInput.class)))
                    .via(block -> KV.of(block.getKey(), PartInput.block(block.getValue()))));
    PCollection<FileReceipt> parts =
        PCollectionList.of(
                fittingPlans.apply(
                    "StartParts",
                    TableSource.startParts(
                        settings.sampling(), views, fingerprint, committedParts)))
            .and(ranges)
            .and(blocks)
            .apply("GatherSources", Flatten.pCollections())
            .apply(
                "ShareOutParts",
                MapElements.into(
                        TypeDescriptors.kvs(
                            TypeDescriptors.longs(), TypeDescriptor.of(PartInput.class)))
                    .via(source -> KV.of(keys.keyOf(source.getKey()), source.getValue())))
            .apply("GroupIntoParts", GroupByKey.create())
            .apply(
                "WriteParts",
                WriteParts.of(
                    new SiteReader(settings.tables(), settings.sampling(), settings.join()),
                    settings.output(),
                    settings.parts(),
                    settings.verdictFile()));

    PCollection<FileReceipt> files =
        fittingPlans.apply(
            "FinishDataset",
            new FinishDataset(
                    settings.output(),
                    settings.parts().columns(),
                    settings.header(),
                    new FinishViews(
                        genesById,
                        pieceTallies,
                        allGeneTallies,
                        annotation
                            .get(ReadAnnotation.TALLIES)
                            .apply("ViewAnnotationTallies", View.asIterable()),
                        annotationFiles,
                        PCollectionList.of(parts)
                            .and(committed.apply("TakeReceipts", Values.create()))
                            .apply("GatherParts", Flatten.pCollections())
                            .apply("ViewParts", View.asIterable()),
                        rejectFiles
                            .apply(
                                "PublishRejects",
                                new PublishRejects(
                                    settings.output(), settings.rejectFolder(), fingerprint))
                            .apply("ViewPublishedRejects", View.asIterable())),
                    settings.verdictFile())
                .withSelection(settings.genes(), settings.tables().chromosomes()));
    files.apply("GiveBackFolder", GiveBackFolder.after(settings.output(), EarlierDataset.DATASET));
  }

  private static PTransform<PBegin, PCollectionTuple> annotation(BuildSettings settings) {
    ReadAnnotation read =
        ReadAnnotation.from(settings.gtf())
            .withSpliceSites(settings.spliceSites())
            .withStripIdVersions(settings.tables().stripIdVersions())
            .withAllTranscripts(settings.join() == TranscriptJoin.ROW)
            .withVerdictFile(settings.verdictFile());
    return settings.annotationCache() == null
        ? read
        : CachedAnnotation.of(
            read, settings.annotationCache(), DatasetHeader.DATA_VERSION, settings.output());
  }

  private static long chunkRows(BuildSettings settings) {
    return settings.partRows() > 0 ? settings.partRows() : PartPacking.SMALL_PART;
  }
}
