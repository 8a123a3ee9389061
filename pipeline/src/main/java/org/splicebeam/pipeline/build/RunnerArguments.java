package org.splicebeam.pipeline.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What a command leaves to the runner: the words of its command line that are no options of its
 * own.
 *
 * @param spec of the command
 * @param words as typed
 */
record RunnerArguments(CommandSpec spec, List<String> words) {
  private static final Pattern UNKNOWN_OPTION = Pattern.compile("missing a property named '(.*?)'");

  /** What a command takes of a machine. */
  @FunctionalInterface
  interface Need {
    MemoryBudget of(long machineMb, int workers);
  }

  /** What the command may take on this machine; {@code --parallelism} is the user's word. */
  MemoryBudget budget(Need need) {
    Optional<String> wanted = value("--parallelism");
    if (wanted.isEmpty()) {
      return need.of(MemoryBudget.machineMb(), Runtime.getRuntime().availableProcessors());
    }
    int workers = (int) BuildOptions.integer("--parallelism", wanted.get(), 1, 1024);
    return need.of(Long.MAX_VALUE, workers);
  }

  /** The options of the pipeline. */
  PipelineOptions options() {
    List<String> arguments = new ArrayList<>();
    for (String argument : words) {
      if (argument.startsWith("--")) {
        arguments.add(argument);
      } else if (!arguments.isEmpty() && !arguments.get(arguments.size() - 1).contains("=")) {
        // Beam takes --name=value only; people also write --name value.
        int last = arguments.size() - 1;
        arguments.set(last, arguments.get(last) + "=" + argument);
      } else {
        throw new BadOptionException("'%s' is no option: write --name=value".formatted(argument));
      }
    }
    if (value("--runner").isEmpty()) {
      arguments.add("--runner=FlinkRunner");
    }
    try {
      return PipelineOptionsFactory.fromArgs(arguments.toArray(String[]::new)).create();
    } catch (IllegalArgumentException e) {
      throw new BadOptionException(optionSentence(String.valueOf(e.getMessage())));
    }
  }

  private String optionSentence(String beamMessage) {
    Matcher unknown = UNKNOWN_OPTION.matcher(beamMessage);
    if (!unknown.find()) {
      return beamMessage.lines().findFirst().orElse("");
    }
    String name = "--" + unknown.group(1);
    String nearest = null;
    int least = 4;
    for (String option : spec.optionsMap().keySet()) {
      int distance = distance(option, name);
      if (distance < least) {
        least = distance;
        nearest = option;
      }
    }
    return "unknown option '%s'%s"
        .formatted(name, nearest == null ? "" : "; did you mean " + nearest + "?");
  }

  /** Letters to insert, delete or replace. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int same = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(same, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }

  private Optional<String> value(String name) {
    for (int i = 0; i < words.size(); i++) {
      String argument = words.get(i);
      if (argument.startsWith(name + "=")) {
        return Optional.of(argument.substring(name.length() + 1));
      }
      if (argument.equals(name) && i + 1 < words.size()) {
        return Optional.of(words.get(i + 1));
      }
    }
    return Optional.empty();
  }

  static RunnerDefaults defaults(PipelineOptions options) {
    String runner = options.getRunner().getSimpleName();
    for (RunnerDefaults defaults : ServiceLoader.load(RunnerDefaults.class)) {
      if (defaults.runner().equals(runner)) {
        return defaults;
      }
    }
    throw new BadOptionException("--runner=%s is not in this distribution".formatted(runner));
  }
}
