package org.splicebeam.pipeline.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.beam.sdk.io.FileSystems;
import org.splicebeam.pipeline.options.BadOptionException;
import org.splicebeam.pipeline.options.OptionText;
import org.splicebeam.pipeline.options.PathOption;
import org.splicebeam.transforms.publish.OutputFolder;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** A command that looks at one data set and runs no pipeline. */
public abstract class DatasetCommand implements Callable<Integer> {
  @Spec protected CommandSpec spec;

  /** As it was typed. */
  @Parameters(
      index = "0",
      arity = "0..1",
      hideParamSyntax = true,
      paramLabel = "DIR",
      description = "The data set's folder, here or at gs://.")
  protected String folder;

  @Unmatched private List<String> fileSystemArguments = new ArrayList<>();

  @Override
  public final Integer call() {
    RunLog.silenceTerminal();
    OutputFolder dataset;
    try {
      FileSystems.setDefaultPipelineOptions(
          new RunnerArguments(fileSystemArguments, spec).toFileSystemOptions());
      OptionText.require(List.of(new OptionText.Needed("DIR", folder, "the data set's folder")));
      dataset = OutputFolder.at(PathOption.of("DIR", folder));
    } catch (BadOptionException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
    return run(dataset);
  }

  /**
   * Does the command's work.
   *
   * @return the exit code
   */
  protected abstract int run(OutputFolder dataset);

  /** Tells why the command ends; returns the exit code. */
  protected final int fail(String sentence, int exitCode) {
    spec.commandLine().getErr().println(spec.qualifiedName() + ": " + sentence);
    spec.commandLine().getErr().flush();
    return exitCode;
  }
}
