package org.splicebeam.pipeline.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.sdk.options.ApplicationNameOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.splicebeam.pipeline.help.Suggestion;
import org.splicebeam.pipeline.options.BadOptionException;
import org.splicebeam.pipeline.options.OptionText;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The words of a command line that are no option of its command: options of the runner and of file
 * systems, or mistakes.
 *
 * @param words in their order; an option's value may be a word of its own
 * @param command whose options a mistyped one may mean
 */
public record RunnerArguments(List<String> words, CommandSpec command) {
  private static final String RUNNER = "--runner";
  private static final String DEFAULT_RUNNER = "FlinkRunner";
  private static final String PARALLELISM = "--parallelism";
  private static final int MOST_WORKERS = 1024;

  private static final Pattern UNKNOWN =
      Pattern.compile("missing a property named '.*?'\\.(?: Did you mean '(.*?)'\\?)?");
  private static final Pattern CONVERSION =
      Pattern.compile("Cannot deserialize value of type .* from String \".*\": (.*)");

  /** The value that is given to an option, empty text for an option alone. */
  Optional<String> value(String name) {
    return joined().stream()
        .filter(argument -> nameIn(argument).equals(name))
        .map(RunnerArguments::valueIn)
        .findFirst();
  }

  /** The workers that the user asks for. */
  public Optional<Integer> parallelism() {
    return value(PARALLELISM)
        .map(workers -> (int) OptionText.integer(PARALLELISM, workers, 1, MOST_WORKERS));
  }

  /** Whether other machines do the work. */
  public boolean isRemote() {
    return RunnerDefaults.of(value(RUNNER).orElse(DEFAULT_RUNNER))
        .filter(defaults -> defaults.isRemote(name -> value(name).orElse(null)))
        .isPresent();
  }

  /**
   * Beam's options, on Flink where no runner is named.
   *
   * @throws BadOptionException names the first that is unknown or cannot be taken
   */
  PipelineOptions toOptions() {
    parallelism(); // Of what it cannot be, Beam would tell less.
    List<String> arguments = joined();
    if (value(RUNNER).isEmpty()) {
      arguments.add(RUNNER + "=" + DEFAULT_RUNNER);
    }
    PipelineOptions options = parsed(arguments);
    // Else runners name their jobs after this class.
    options.as(ApplicationNameOptions.class).setAppName("splicebeam");
    ServiceLoader.load(FileSystemDefaults.class).forEach(defaults -> defaults.complete(options));
    return options;
  }

  /**
   * Beam's options where no pipeline runs: those of file systems.
   *
   * @throws BadOptionException names the first that is unknown or cannot be taken
   */
  public PipelineOptions toFileSystemOptions() {
    return parsed(joined());
  }

  private PipelineOptions parsed(List<String> arguments) {
    try {
      return PipelineOptionsFactory.fromArgs(arguments.toArray(String[]::new)).create();
    } catch (IllegalArgumentException e) {
      // Beam does not always name the option. So each one is tried alone, and the bad one fails.
      throw arguments.stream()
          .flatMap(argument -> refusal(argument).stream())
          .findFirst()
          .orElseGet(() -> new BadOptionException(firstLine(e)));
    }
  }

  /** Beam takes {@code --name=value} only; people also write {@code --name value}. */
  private List<String> joined() {
    List<String> arguments = new ArrayList<>();
    for (String word : words) {
      int last = arguments.size() - 1;
      if (word.startsWith("--")) {
        arguments.add(word);
      } else if (Suggestion.isOption(word)) {
        throw new BadOptionException(unknown(nameIn(word), null));
      } else if (last >= 0 && !arguments.get(last).contains("=")) {
        arguments.set(last, arguments.get(last) + "=" + word);
      } else if (!command.positionalParameters().isEmpty()) {
        throw new BadOptionException(
            "unexpected argument '%s': %s takes one %s"
                .formatted(
                    word, command.name(), command.positionalParameters().get(0).paramLabel()));
      } else {
        String meant = word.contains("=") ? Suggestion.forOption(word, command, usual()) : "";
        throw new BadOptionException(
            "'%s' is no option: write --name=value%s".formatted(word, meant));
      }
    }
    return arguments;
  }

  private Optional<BadOptionException> refusal(String argument) {
    try {
      PipelineOptionsFactory.fromArgs(argument).create();
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      Matcher unknown = UNKNOWN.matcher(String.valueOf(e.getMessage()));
      String sentence =
          unknown.find()
              ? unknown(nameIn(argument), unknown.group(1))
              : "%s is '%s', which the runner cannot take: %s"
                  .formatted(nameIn(argument), valueIn(argument), firstLine(e));
      return Optional.of(new BadOptionException(sentence));
    }
  }

  private static String nameIn(String argument) {
    int equals = argument.indexOf('=');
    return equals < 0 ? argument : argument.substring(0, equals);
  }

  private static String valueIn(String argument) {
    int equals = argument.indexOf('=');
    return equals < 0 ? "" : argument.substring(equals + 1);
  }

  private static String firstLine(IllegalArgumentException error) {
    String line = String.valueOf(error.getMessage()).lines().findFirst().orElse("");
    Matcher conversion = CONVERSION.matcher(line);
    return conversion.matches() ? conversion.group(1) : line;
  }

  /** The options that people give to a runner, where there is one. */
  private List<String> usual() {
    return command.userObject() instanceof PipelineCommand ? Suggestion.OF_RUNNERS : List.of();
  }

  /**
   * Says that an option is unknown, and which one may be meant.
   *
   * @param guess the runner's option that Beam thinks of; null for none
   */
  private String unknown(String name, String guess) {
    List<String> further = new ArrayList<>(usual());
    if (guess != null) {
      further.add("--" + guess);
    }
    return Suggestion.unknownOption(name, command, further);
  }
}
