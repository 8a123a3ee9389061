package org.splicebeam.runners.portable;

import java.io.Closeable;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PortablePipelineOptions;
import org.splicebeam.pipeline.options.OptionText;
import org.splicebeam.pipeline.options.PathOption;
import org.splicebeam.pipeline.run.MemoryBudget;
import org.splicebeam.pipeline.run.RunnerDefaults;

/**
 * A job service: Prism, or the job servers of Flink and Spark. The environment decides where the
 * workers are: LOOPBACK puts them into this process, DOCKER into containers, PROCESS and EXTERNAL
 * wherever the service or the user starts them.
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
  public boolean isRemote(UnaryOperator<String> argument) {
    return !environment(argument.apply("--defaultEnvironmentType")).equals(LOOPBACK);
  }

  @Override
  public void checkPaths(PipelineOptions options, List<PathOption> paths) {
    if (environment(options.as(PortablePipelineOptions.class)).equals(DOCKER)) {
      PathOption.refuseLocal(
          paths,
          "workers in containers",
          "name a path at gs://, or say --defaultEnvironmentType=LOOPBACK, PROCESS or EXTERNAL");
    }
  }

  @Override
  public Closeable prepare(PipelineOptions options, MemoryBudget budget) {
    PortablePipelineOptions portable = options.as(PortablePipelineOptions.class);
    OptionText.require(
        List.of(
            new OptionText.Needed(
                "--jobEndpoint",
                portable.getJobEndpoint(),
                "the job service, such as localhost:8073")));
    if (environment(portable).equals(LOOPBACK)) {
      budget.requireFit();
      System.setProperty("java.util.logging.config.class", NoHandlers.class.getName());
    }
    return () -> {};
  }

  /**
   * The configuration of the JVM's logging that workers in this process return to when they end:
   * the JVM's own would write to the terminal.
   */
  public static final class NoHandlers {}

  private static String environment(PortablePipelineOptions options) {
    return environment(options.getDefaultEnvironmentType());
  }

  private static String environment(String type) {
    return type == null ? DOCKER : type;
  }
}
