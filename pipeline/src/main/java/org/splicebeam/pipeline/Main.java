package org.splicebeam.pipeline;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Locale;
import org.apache.beam.sdk.util.ReleaseInfo;
import org.splicebeam.pipeline.annotate.AnnotateCommand;
import org.splicebeam.pipeline.dataset.BuildCommand;
import org.splicebeam.pipeline.help.CompletionCommand;
import org.splicebeam.pipeline.help.FirstTouch;
import org.splicebeam.pipeline.help.OptionList;
import org.splicebeam.pipeline.help.VersionCommand;
import org.splicebeam.pipeline.options.BadOptionException;
import org.splicebeam.pipeline.options.OptionsFile;
import org.splicebeam.pipeline.options.TerminalOptions;
import org.splicebeam.pipeline.progress.Screen;
import org.splicebeam.pipeline.report.ReportCommand;
import org.splicebeam.pipeline.schema.SchemaCommand;
import org.splicebeam.pipeline.simulate.SimulateCommand;
import org.splicebeam.pipeline.validate.ValidateCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command line: {@code splicebeam COMMAND [OPTIONS]}. Exit codes: 0 done, 1 failed, 2 bad
 * options, 3 too many rejected rows.
 */
@Command(
    name = "splicebeam",
    description = "Builds the training set of a splice-site meta-model.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "splicebeam help COMMAND tells of a command, splicebeam alone what to begin with."
    },
    versionProvider = Main.Version.class,
    subcommands = {
      BuildCommand.class,
      AnnotateCommand.class,
      SchemaCommand.class,
      SimulateCommand.class,
      ValidateCommand.class,
      ReportCommand.class,
      CompletionCommand.class,
      VersionCommand.class,
      HelpCommand.class
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  /**
   * Runs one command and ends the JVM with its exit code, whatever happens. What people are told
   * follows no locale.
   */
  public static void main(String[] args) {
    int exitCode = CommandLine.ExitCode.SOFTWARE;
    try {
      exitCode = run(args);
    } catch (Throwable e) {
      UnexpectedErrors.tellWithoutMemory();
    }
    try {
      System.exit(exitCode);
    } finally {
      Runtime.getRuntime().halt(exitCode); // To exit in an orderly way takes memory, too.
    }
  }

  private static int run(String[] args) {
    Locale.setDefault(Locale.ENGLISH);
    Screen screen = Screen.ofProcess(new OutputStreamWriter(System.err, Charset.defaultCharset()));
    PrintWriter err = new PrintWriter(screen, true);
    Interruption interruption = Interruption.begin(err);
    CommandLine commands = commandLine();
    commands.setErr(err);
    TerminalOptions.giveTo(commands, screen);
    UnexpectedErrors errors = new UnexpectedErrors(commands);
    Thread.setDefaultUncaughtExceptionHandler(errors);
    interruption.tellOf(commands);
    GarbageWatch.begin();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  if (!interruption.hasBegun()) {
                    errors.tellOfForeignEnd();
                  }
                }));
    int exitCode;
    try {
      exitCode = execute(commands, args);
    } catch (Throwable e) {
      exitCode = errors.tell(e);
    }
    errors.commandEnds();
    return exitCode;
  }

  /** Runs one command, with the options of its options file, and returns its exit code. */
  public static int execute(CommandLine commandLine, String... args) {
    commandLine.setOut(new TerminalWriter(commandLine.getOut()));
    commandLine.setErr(new TerminalWriter(commandLine.getErr()));
    TerminalOptions.readAhead(commandLine, args);
    String[] expanded;
    try {
      expanded = OptionsFile.expand(commandLine, args);
    } catch (BadOptionException e) {
      CommandLine command = commandLine.getSubcommands().get(args[0]);
      return new ParameterErrors()
          .handleParseException(new ParameterException(command, e.getMessage()), args);
    }
    TerminalOptions.readAhead(commandLine, expanded);
    return commandLine.execute(expanded);
  }

  /**
   * One command with its options, and those of its options file, parsed and not run; null where
   * none is named.
   *
   * @throws BadOptionException where the options file cannot be used
   * @throws ParameterException where an option cannot be taken
   */
  public static Object parsed(String... args) {
    CommandLine commands = commandLine();
    CommandLine.ParseResult named =
        commands.parseArgs(OptionsFile.expand(commands, args)).subcommand();
    return named == null ? null : named.commandSpec().userObject();
  }

  /** The commands, with errors told as sentences. */
  public static CommandLine commandLine() {
    CommandLine commands = new CommandLine(new Main());
    OptionList.showIn(commands);
    commands
        .getSubcommands()
        .get("help")
        .getCommandSpec()
        .usageMessage()
        .synopsisHeading("Usage: ")
        .header("Shows all commands, or the options of one.")
        .description();
    return commands
        .setAbbreviatedOptionsAllowed(false)
        .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF)) // colours are control characters
        .setParameterExceptionHandler(new ParameterErrors())
        .setExecutionExceptionHandler(new UnexpectedErrors(commands));
  }

  /** No command: here is what can be done. */
  @Override
  public void run() {
    String command = System.getProperty("splicebeam.command", "./splicebeam");
    spec.commandLine().getOut().print(FirstTouch.text(command));
    spec.commandLine().getOut().flush();
  }

  /**
   * The version in the jar's manifest, and those of what it runs on, which a report of a fault
   * needs.
   */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {
        "splicebeam %s, Apache Beam %s, Java %s"
            .formatted(
                version == null ? "(not packaged)" : version,
                ReleaseInfo.getReleaseInfo().getVersion(),
                System.getProperty("java.version"))
      };
    }
  }
}
