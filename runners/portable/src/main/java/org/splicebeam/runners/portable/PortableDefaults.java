package org.splicebeam.runners.portable;

import java.io.Closeable;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PortablePipelineOptions;
import org.splicebeam.pipeline.build.BadOptionException;
import org.splicebeam.pipeline.build.MemoryBudget;
import org.splicebeam.pipeline.build.RunnerDefaults;

/**
 * A job service: Prism, or the job servers of Flink and Spark. Where the workers are is the
 * environment's affair: LOOPBACK puts them into this process, DOCKER into containers, PROCESS and
 * EXTERNAL wherever the service or the user starts them.
 */
public final class PortableDefaults implements RunnerDefaults {
  private static final String LOOPBACK = "LOOPBACK";

  /** Beam's default. */
  private static final String DOCKER = "DOCKER";

  @Override
  public String runner() {
    return "PortableRunner";
  }

  @Override
  public Closeable prepare(PipelineOptions options, MemoryBudget budget) {
    PortablePipelineOptions portable = options.as(PortablePipelineOptions.class);
    if (portable.getJobEndpoint() == null) {
      throw new BadOptionException(
          "--jobEndpoint is missing: it names the job service, such as localhost:8073");
    }
    if (environment(portable).equals(LOOPBACK)) {
      budget.requireFit();
    }
    return () -> {};
  }

  /** A container sees none of them. */
  @Override
  public boolean seesLocalFiles(PipelineOptions options) {
    return !environment(options.as(PortablePipelineOptions.class)).equals(DOCKER);
  }

  private static String environment(PortablePipelineOptions options) {
    String type = options.getDefaultEnvironmentType();
    return type == null ? DOCKER : type;
  }
}
