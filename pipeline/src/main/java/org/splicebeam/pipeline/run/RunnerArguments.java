package org.splicebeam.pipeline.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.sdk.options.ApplicationNameOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.splicebeam.pipeline.options.BadOptionException;
import org.splicebeam.pipeline.options.OptionText;

/**
 * The words of a command line that are no option of its command: options of the runner and of file
 * systems, or mistakes.
 *
 * @param words in their order; an option's value may be a word of its own
 */
public record RunnerArguments(List<String> words) {
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
   * @param others options that a mistyped one may mean
   * @throws BadOptionException names the first that is unknown or cannot be taken
   */
  PipelineOptions toOptions(Set<String> others) {
    List<String> arguments = joined();
    if (value(RUNNER).isEmpty()) {
      arguments.add(RUNNER + "=" + DEFAULT_RUNNER);
    }
    PipelineOptions options = toOptions(arguments, others);
    // Else runners name their jobs after this class.
    options.as(ApplicationNameOptions.class).setAppName("splicebeam");
    ServiceLoader.load(FileSystemDefaults.class).forEach(defaults -> defaults.complete(options));
    return options;
  }

  /**
   * Beam's options where no pipeline runs: those of file systems.
   *
   * @param others options that a mistyped one may mean
   * @throws BadOptionException names the first that is unknown or cannot be taken
   */
  public PipelineOptions toFileSystemOptions(Set<String> others) {
    return toOptions(joined(), others);
  }

  private static PipelineOptions toOptions(List<String> arguments, Set<String> others) {
    try {
      return PipelineOptionsFactory.fromArgs(arguments.toArray(String[]::new)).create();
    } catch (IllegalArgumentException e) {
      // Beam does not always name the option. So each one is tried alone, and the bad one fails.
      throw arguments.stream()
          .flatMap(argument -> refusal(argument, others).stream())
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
      } else if (last >= 0 && !arguments.get(last).contains("=")) {
        arguments.set(last, arguments.get(last) + "=" + word);
      } else {
        throw new BadOptionException("'%s' is no option: write --name=value".formatted(word));
      }
    }
    return arguments;
  }

  private static Optional<BadOptionException> refusal(String argument, Set<String> others) {
    try {
      PipelineOptionsFactory.fromArgs(argument).create();
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      Matcher unknown = UNKNOWN.matcher(String.valueOf(e.getMessage()));
      String sentence =
          unknown.find()
              ? "unknown option '%s'%s"
                  .formatted(
                      nameIn(argument), suggestion(nameIn(argument), unknown.group(1), others))
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

  /** The nearest of the other options, or else the runner's that Beam found. */
  private static String suggestion(String name, String ofRunner, Set<String> others) {
    String nearest = ofRunner == null ? null : "--" + ofRunner;
    int least = ofRunner == null ? Math.min(4, name.length() / 2 + 1) : distance(nearest, name);
    for (String option : others) {
      int distance = distance(option, name);
      if (distance < least) {
        least = distance;
        nearest = option;
      }
    }
    return nearest == null ? "" : "; did you mean " + nearest + "?";
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
}
