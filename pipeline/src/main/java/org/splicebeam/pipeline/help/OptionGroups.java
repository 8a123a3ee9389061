package org.splicebeam.pipeline.help;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The options of a build in groups, as its help, docs/options.md and the man page show them. What
 * the command line takes does not depend on them.
 */
public final class OptionGroups {
  /**
   * Options that belong together.
   *
   * @param options by their names, in the order of the help
   */
  private record Group(String title, List<String> options) {}

  private static final List<Group> OF_BUILD =
      List.of(
          new Group(
              "Input",
              List.of(
                  "--scores",
                  "--fasta",
                  "--input",
                  "--gtf",
                  "--spliceSites",
                  "--stripIdVersions",
                  "--chromAliases",
                  "--annotationCache")),
          new Group(
              "Output",
              List.of(
                  "--output",
                  "--overwrite",
                  "--resume",
                  "--takeOver",
                  "--partRows",
                  "--rowGroupRows",
                  "--compression")),
          new Group(
              "Which genes and chromosomes",
              List.of(
                  "--genePolicy", "--genesFile", "--geneColumn", "--geneTypes", "--chromosomes")),
          new Group(
              "Labels from scores",
              List.of(
                  "--callThreshold",
                  "--siteTolerance",
                  "--sequenceFlank",
                  "--donorOffset",
                  "--acceptorOffset",
                  "--offsetCheck")),
          new Group(
              "Which rows",
              List.of(
                  "--downsample",
                  "--negatives",
                  "--hardThreshold",
                  "--window",
                  "--nearRatio",
                  "--easyRatio",
                  "--negativeRatio",
                  "--seed",
                  "--positionIdMode")),
          new Group(
              "Which columns",
              List.of(
                  "--kmerSizes",
                  "--dropRepeatKmers",
                  "--keepSequence",
                  "--extraColumns",
                  "--transcriptJoin")),
          new Group(
              "Splits",
              List.of(
                  "--splits",
                  "--fractions",
                  "--testChromosomes",
                  "--validationChromosomes",
                  "--paralogs",
                  "--paralogContainment")),
          new Group(
              "What ends a build",
              List.of(
                  "--maxRejectedFraction",
                  "--siteAgreement",
                  "--onBadFile",
                  "--leakageLimit",
                  "--allowLeak")),
          new Group(
              "What the data set says of itself",
              List.of("--baseModel", "--title", "--citation", "--license", "--baseModelTrainedOn")),
          new Group(
              "Running", List.of("--options", "--quiet", "--logFormat", "--help", "--version")));

  private OptionGroups() {}

  /**
   * A build's options by the titles of their groups, both in the order of the help.
   *
   * @throws IllegalStateException names the options that are in no group, or no options of a build
   */
  public static Map<String, List<OptionSpec>> of(CommandSpec build) {
    Map<String, OptionSpec> left = new LinkedHashMap<>();
    build.options().forEach(option -> left.put(option.longestName(), option));
    List<String> unknown = new ArrayList<>();
    Map<String, List<OptionSpec>> groups = new LinkedHashMap<>();
    for (Group group : OF_BUILD) {
      List<OptionSpec> options = new ArrayList<>();
      for (String name : group.options()) {
        if (left.containsKey(name)) {
          options.add(left.remove(name));
        } else {
          unknown.add(name);
        }
      }
      groups.put(group.title(), options);
    }
    if (!left.isEmpty() || !unknown.isEmpty()) {
      throw new IllegalStateException(
          "in no group: %s; no options: %s".formatted(left.keySet(), unknown));
    }
    return groups;
  }
}
