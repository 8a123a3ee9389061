package org.splicebeam.pipeline.options;

import org.splicebeam.transforms.publish.OutputFolder;
import picocli.CommandLine.Option;

/** The options of the folder that a data set goes to. */
public final class FolderOptions {
  /** What is to be done with a build that the folder holds unfinished. */
  public enum Resume {
    AUTO,
    NEVER,
    REQUIRE
  }

  @Option(names = "--output", paramLabel = "DIR", description = "Folder of the data set.")
  private String output;

  @Option(names = "--overwrite", description = "Replace the data set that the folder holds.")
  private boolean overwrite;

  @Option(
      names = "--resume",
      paramLabel = "WHEN",
      defaultValue = "auto",
      description = {
        "An unfinished build that the folder holds: auto goes on with it, never starts anew,",
        "require does nothing without one (${DEFAULT-VALUE})."
      })
  private String resume;

  @Option(
      names = "--takeOver",
      description =
          "Build in a folder that another build holds: you confirm that that build is dead.")
  private boolean takeOver;

  /** What has to be named. */
  OptionText.Needed needed() {
    return new OptionText.Needed("--output", output, "the folder of the data set");
  }

  /** The folder's path. */
  String path() {
    return PathOption.exact("--output", output);
  }

  /** The folder for one run. */
  OutputFolder folder(String runId) {
    return OutputFolder.at(path()).ownedBy(runId);
  }

  /** Whether what the folder holds is replaced. */
  public boolean overwrite() {
    return overwrite;
  }

  /** What is done with an unfinished build. */
  public Resume resume() {
    return OptionText.choice("--resume", resume, Resume.class);
  }

  /** Whether the folder is taken from another build, which the user says is dead. */
  public boolean takeOver() {
    return takeOver;
  }
}
