package org.splicebeam.runners.flink;

import java.util.List;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsRegistrar;

/** What a build on a Flink cluster can be told beside Beam's own options. */
public interface FlinkClusterOptions extends PipelineOptions {
  /** The user confirms what cannot be seen from here. */
  @Description("Every machine of the cluster sees the local paths of this command line.")
  @Default.Boolean(false)
  boolean getSharedFileSystem();

  void setSharedFileSystem(boolean shared);

  /** The user confirms that the loss of a TaskManager may end the build. */
  @Description("Build on a cluster without a restart strategy.")
  @Default.Boolean(false)
  boolean getWithoutRestarts();

  void setWithoutRestarts(boolean without);

  /** Makes the options known to the command line. */
  final class Registrar implements PipelineOptionsRegistrar {
    @Override
    public Iterable<Class<? extends PipelineOptions>> getPipelineOptions() {
      return List.of(FlinkClusterOptions.class);
    }
  }
}
