package org.splicebeam.pipeline.graph;

import java.io.Serializable;
import org.splicebeam.schemas.inputs.HiddenTables;
import org.splicebeam.transforms.checks.InputLimits;
import org.splicebeam.transforms.commit.BuildIdentity;
import org.splicebeam.transforms.commit.EarlierBuild;
import org.splicebeam.transforms.features.Enrichers;
import org.splicebeam.transforms.finish.DatasetHeader;
import org.splicebeam.transforms.finish.DatasetOptions;
import org.splicebeam.transforms.reject.RejectFolder;
import org.splicebeam.transforms.rows.RowSource;

/**
 * All that a build depends on, checked; nothing below reads options.
 *
 * @param options what shapes the data
 * @param source where rows come from
 * @param annotation what gene models come from
 * @param limits what the build bears of its input
 * @param output where the data set goes
 */
public record BuildSettings(
    DatasetOptions options,
    RowSource source,
    AnnotationSettings annotation,
    InputLimits limits,
    Output output)
    implements Serializable {

  /** The same build with the tables that were passed over. */
  public BuildSettings withHidden(HiddenTables hidden) {
    return new BuildSettings(options, source, annotation, limits, output.withHidden(hidden));
  }

  /** The same build in a folder that has been looked at. */
  public BuildSettings after(EarlierBuild earlier, RejectFolder rejects) {
    return new BuildSettings(options, source, annotation, limits, output.after(earlier, rejects));
  }

  /**
   * What makes the build the same as another, before its inputs are read. Makes the whole list of
   * columns, so it is asked for once.
   */
  public BuildIdentity identity() {
    return BuildIdentity.of(
        options.toJson(),
        DatasetHeader.DATA_VERSION,
        Enrichers.of(options.parts().columns()).columns().fingerprint());
  }
}
