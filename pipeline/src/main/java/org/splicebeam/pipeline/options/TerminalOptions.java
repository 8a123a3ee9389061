package org.splicebeam.pipeline.options;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.splicebeam.pipeline.progress.Screen;
import org.splicebeam.pipeline.progress.Teller;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options of what a command tells while it runs, and of its end. */
public final class TerminalOptions {
  /** How it is written. */
  public enum LogFormat {
    TEXT,
    JSON
  }

  private static final String LOG_FORMAT = "--logFormat";

  @Option(
      names = "--quiet",
      description = "Print errors only; the files of a data set tell of losses all the same.")
  private boolean quiet;

  @Option(
      names = LOG_FORMAT,
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = {
        "How progress, errors and results are told: text, or json, one object a line",
        "(${DEFAULT-VALUE})."
      })
  private String logFormat;

  /** Null where the command has no process of its own. */
  private Screen screen;

  /** Gives a screen to each command that has these options. */
  public static void giveTo(CommandLine commands, Screen screen) {
    of(commands).forEach(options -> options.screen = screen);
  }

  /** Tells errors as the words ask, before anything else of them is read. */
  public static void readAhead(CommandLine commands, String[] args) {
    List<String> words = Arrays.asList(args);
    int name = words.indexOf(LOG_FORMAT);
    boolean apart = name >= 0 && name + 1 < args.length && args[name + 1].equals("json");
    if (apart || words.contains(LOG_FORMAT + "=json")) {
      of(commands)
          .filter(options -> options.screen != null)
          .forEach(options -> options.screen.useJson());
    }
  }

  private static Stream<TerminalOptions> of(CommandLine commands) {
    return commands.getSubcommands().values().stream()
        .flatMap(command -> command.getCommandSpec().mixins().values().stream())
        .map(CommandSpec::userObject)
        .filter(TerminalOptions.class::isInstance)
        .map(TerminalOptions.class::cast);
  }

  /** Whether nothing but errors is told. */
  public boolean isQuiet() {
    return quiet;
  }

  /** Whether each line is a JSON object. */
  public boolean isJson() {
    return OptionText.choice(LOG_FORMAT, logFormat, LogFormat.class) == LogFormat.JSON;
  }

  /** Tells of the command from here on. */
  public Teller begin(CommandSpec spec) {
    return Teller.begin(
        screen,
        spec.commandLine().getErr(),
        spec.commandLine().getOut(),
        spec.qualifiedName(),
        isJson(),
        quiet);
  }
}
