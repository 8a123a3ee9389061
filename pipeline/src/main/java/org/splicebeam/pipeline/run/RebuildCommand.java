package org.splicebeam.pipeline.run;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.splicebeam.transforms.description.DatasetFiles;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.publish.ShellWord;
import org.splicebeam.transforms.publish.VisibleText;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The command that goes on with the build of a folder, for people to copy. It calls splicebeam as
 * the launcher was called now, and has options of {@code build} alone, each once, with values
 * quoted anew. Those that would start anew are left out, and the output is the folder, in case it
 * was moved.
 *
 * <p>What run.json says is not believed: a command that splicebeam does not write is none.
 */
public final class RebuildCommand {
  private static final String RUN = "run.json";
  private static final String PRODUCT = "splicebeam";
  private static final String BUILD = "build";
  private static final String OUTPUT = "--output";
  private static final String RESUME = "--resume";

  /** Of the first build alone: the folder has no owner now, and what stands is kept. */
  private static final Set<String> DROPPED = Set.of("--overwrite", "--takeOver");

  private static final Pattern NAME = Pattern.compile("--[A-Za-z][A-Za-z0-9]*");
  private static final Map<String, Pattern> OF_RUNNERS =
      Map.of(
          "--runner", Pattern.compile("[A-Za-z]{1,40}"),
          "--parallelism", Pattern.compile("[0-9]{1,4}"));
  private static final int LONGEST = 1 << 15;

  private final CommandSpec build;

  /**
   * Of a command's options.
   *
   * @param build the command's
   */
  public RebuildCommand(CommandSpec build) {
    this.build = build;
  }

  /** The command that run.json has; empty where it has none that can be told. */
  public Optional<String> ofRun(OutputFolder folder) {
    return new DatasetFiles(folder)
        .json(RUN)
        .map(run -> run.path("command"))
        .filter(command -> command.isTextual() && command.asText().length() <= LONGEST)
        .flatMap(command -> ShellWord.words(command.asText()))
        .filter(words -> words.size() >= 2)
        .filter(words -> words.get(0).equals(PRODUCT) && words.get(1).equals(BUILD))
        .flatMap(words -> of(words.subList(2, words.size()), folder.path()));
  }

  /**
   * The command.
   *
   * @param arguments of the build, without the command's name
   * @param folder that is built
   * @return empty where an argument is none of the command, cannot be shown as it is, or stands
   *     there twice
   */
  public Optional<String> of(List<String> arguments, String folder) {
    List<String> words = new ArrayList<>();
    words.add(System.getProperty("splicebeam.command", PRODUCT));
    words.add(BUILD);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      if (!NAME.matcher(name).matches() || !seen.add(name)) {
        return Optional.empty();
      }
      OptionSpec option = build.findOption(name);
      boolean isSwitch = option != null && option.arity().max() == 0;
      boolean hasNext = i + 1 < arguments.size() && !arguments.get(i + 1).startsWith("--");
      String value = equals < 0 ? null : argument.substring(equals + 1);
      if (value == null && !isSwitch) {
        value = hasNext ? arguments.get(++i) : "";
      }
      if (option == null) {
        words.add(name + "=" + ofRunner(name, value));
      } else if (name.equals(OUTPUT)) {
        words.add(OUTPUT + "=" + folder);
      } else if (!DROPPED.contains(name) && !(name.equals(RESUME) && value.equals("never"))) {
        words.add(value == null ? name : name + "=" + value);
      }
    }
    return words.stream().allMatch(RebuildCommand::canBeCopied)
        ? Optional.of(ShellWord.line(words))
        : Optional.empty();
  }

  /** Options of runners are not known here: but for the commonest they are to be filled in. */
  private static String ofRunner(String name, String value) {
    Pattern values = OF_RUNNERS.get(name);
    return values != null && values.matcher(value).matches() ? value : "...";
  }

  /** Whether a terminal shows the word as it is. */
  private static boolean canBeCopied(String word) {
    return VisibleText.of(word).equals(word) && StandardCharsets.UTF_8.newEncoder().canEncode(word);
  }
}
