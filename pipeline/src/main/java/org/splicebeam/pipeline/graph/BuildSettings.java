package org.splicebeam.pipeline.graph;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.splicebeam.schemas.rows.TranscriptJoin;
import org.splicebeam.transforms.commit.BuildIdentity;
import org.splicebeam.transforms.commit.EarlierBuild;
import org.splicebeam.transforms.features.Enrichers;
import org.splicebeam.transforms.finish.DatasetHeader;
import org.splicebeam.transforms.genes.GenePolicy;
import org.splicebeam.transforms.parts.PartSettings;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.publish.VerdictFile;
import org.splicebeam.transforms.reject.RejectFolder;
import org.splicebeam.transforms.sampling.SamplingRule;
import org.splicebeam.transforms.tables.TableFormat;

/**
 * All that a build depends on, checked; nothing below reads options.
 *
 * @param input of the analysis tables
 * @param tables how they are read
 * @param gtf the annotation
 * @param spliceSites the sites' file, or null for the introns
 * @param annotationCache the folder that keeps gene models, or null for none
 * @param genes which genes are built
 * @param join which transcript a row's features come from
 * @param sampling which rows stay
 * @param partRows rows a part takes at most, 0 for automatic
 * @param parts how parts are written
 * @param maxRejectedFraction share of rejected rows that ends the build when exceeded
 * @param output the data set's folder
 * @param earlierBuild what is done with what the folder holds
 * @param rejectFolder where rejected lines go
 * @param verdictFile where a step leaves its verdict
 * @param header what the data set says of its making
 */
public record BuildSettings(
    String input,
    TableFormat tables,
    String gtf,
    String spliceSites,
    String annotationCache,
    GenePolicy genes,
    TranscriptJoin join,
    SamplingRule sampling,
    long partRows,
    PartSettings parts,
    double maxRejectedFraction,
    OutputFolder output,
    EarlierBuild earlierBuild,
    RejectFolder rejectFolder,
    VerdictFile verdictFile,
    DatasetHeader header)
    implements Serializable {

  /** The same build in a folder that has been looked at. */
  public BuildSettings after(EarlierBuild earlier, RejectFolder rejects) {
    return new BuildSettings(
        input,
        tables,
        gtf,
        spliceSites,
        annotationCache,
        genes,
        join,
        sampling,
        partRows,
        parts,
        maxRejectedFraction,
        output,
        earlier,
        rejects,
        verdictFile,
        header);
  }

  /** What workers read and write, by the options that name it; null where it is not given. */
  public Map<String, String> paths() {
    Map<String, String> paths = new LinkedHashMap<>();
    paths.put("--input", input);
    paths.put("--gtf", gtf);
    paths.put("--spliceSites", spliceSites);
    paths.put("--annotationCache", annotationCache);
    paths.put("--output", output.path());
    return paths;
  }

  /** What makes the build the same as another, before its inputs are read. */
  public BuildIdentity identity() {
    return BuildIdentity.of(
        header.optionsJson(),
        DatasetHeader.DATA_VERSION,
        Enrichers.of(parts.columns()).columns().fingerprint(),
        List.of(),
        List.of());
  }
}
