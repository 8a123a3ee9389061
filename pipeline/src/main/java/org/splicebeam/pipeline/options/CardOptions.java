package org.splicebeam.pipeline.options;

import java.util.HashSet;
import org.splicebeam.transforms.finish.About;
import org.splicebeam.transforms.finish.TrainedOn;
import picocli.CommandLine.Option;

/** The options that tell of a data set what its rows do not. */
final class CardOptions {
  /** Characters of a name or an address. */
  static final int MOST_OF_NAME = 1_000;

  /** Characters of a citation; BibTeX of a paper has some hundreds. */
  private static final int MOST_OF_CITATION = 20_000;

  @Option(
      names = "--title",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Name of the data set, the heading of its README.md.")
  private String title;

  @Option(
      names = "--citation",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "How the data set is to be cited: BibTeX or other text.")
  private String citation;

  @Option(
      names = "--license",
      paramLabel = "NAME",
      defaultValue = "",
      description =
          "Licence of the data set: an identifier of Hugging Face or SPDX such as cc-by-4.0, an address, or a name.")
  private String license;

  @Option(
      names = TrainedOn.OPTION,
      paramLabel = "NAME,...",
      description =
          "Chromosomes that the base model was trained on, with or without chr: README.md and report.html then tell how many rows of each split it has seen.")
  private String trainedOn;

  /** What is told of the data set. */
  About about() {
    return new About(
        OptionText.told("--title", title, MOST_OF_NAME),
        OptionText.told("--citation", citation, MOST_OF_CITATION),
        OptionText.told("--license", license, MOST_OF_NAME),
        new HashSet<>(OptionText.list(TrainedOn.OPTION, trainedOn)));
  }
}
