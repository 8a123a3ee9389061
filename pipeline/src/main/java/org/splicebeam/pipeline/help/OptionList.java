package org.splicebeam.pipeline.help;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The options in the help of a command, those of a build in groups: names on the left, and beside
 * them what they mean, at most 80 columns wide. A name that is long has a line of its own.
 */
public final class OptionList {
  private static final int WIDTH = 80;
  private static final int TEXT_COLUMN = 29;
  private static final String BUILD = "build";
  private static final String DEFAULTS =
      "In parentheses stands what holds where an option is not given.";

  private OptionList() {}

  /** Makes the help of each command show its options so. */
  public static void showIn(CommandLine commands) {
    for (CommandLine command : commands.getSubcommands().values()) {
      Map<String, IHelpSectionRenderer> sections = command.getHelpSectionMap();
      sections.put(
          UsageMessageSpec.SECTION_KEY_PARAMETER_LIST,
          help -> text(help.commandSpec().positionalParameters()));
      sections.put(
          UsageMessageSpec.SECTION_KEY_OPTION_LIST,
          help ->
              help.commandSpec().name().equals(BUILD)
                  ? inGroups(help.commandSpec())
                  : text(help.commandSpec().options()));
    }
  }

  private static String inGroups(CommandSpec build) {
    StringBuilder text = new StringBuilder("%n%s%n".formatted(DEFAULTS));
    OptionGroups.of(build)
        .forEach((title, options) -> text.append("%n%s:%n".formatted(title)).append(text(options)));
    return text.toString();
  }

  private static String text(List<? extends ArgSpec> arguments) {
    List<String> lines = new ArrayList<>();
    arguments.forEach(argument -> describe(argument, lines));
    return lines.stream().map(line -> line + System.lineSeparator()).collect(joining());
  }

  private static void describe(ArgSpec argument, List<String> lines) {
    String left = "  " + names(argument);
    if (left.length() + 2 > TEXT_COLUMN) {
      lines.add(left);
      left = "";
    }
    for (String line : wrapped(String.join(" ", argument.description()))) {
      lines.add(left + " ".repeat(TEXT_COLUMN - left.length()) + line);
      left = "";
    }
  }

  private static String names(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option)) {
      return argument.paramLabel();
    }
    String names = String.join(", ", option.names());
    return (option.names().length == 1 ? "    " : "")
        + names
        + (option.arity().max() == 0 ? "" : "=" + option.paramLabel());
  }

  /** Broken at blanks, and where a word is longer than a line at its commas. */
  private static List<String> wrapped(String text) {
    List<String> lines = new ArrayList<>(List.of(""));
    for (String word : text.split(" ")) {
      String gap = lines.get(0).isEmpty() ? "" : " ";
      String[] pieces =
          word.length() > WIDTH - TEXT_COLUMN ? word.split("(?<=,)") : new String[] {word};
      for (String piece : pieces) {
        int last = lines.size() - 1;
        String joined = lines.get(last) + gap + piece;
        if (joined.length() <= WIDTH - TEXT_COLUMN) {
          lines.set(last, joined);
        } else {
          lines.add(piece);
        }
        gap = "";
      }
    }
    return lines;
  }
}
