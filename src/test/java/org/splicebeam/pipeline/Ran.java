package org.splicebeam.pipeline;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/** What a command line in this process ended with and said. */
public record Ran(int exitCode, String out, String err) {
  /** A command that says nothing but why it refuses. */
  public static Ran refused(String command, String sentence) {
    return new Ran(
        2,
        "",
        "splicebeam %s: %s\nHelp: splicebeam %s --help\n".formatted(command, sentence, command));
  }

  /** Runs as the launcher does, without leaving the process. */
  public static Ran command(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commandLine = Main.commandLine();
    commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    int exitCode = Main.execute(commandLine, arguments);
    return new Ran(exitCode, unix(out), unix(err));
  }

  public static Ran command(List<String> arguments, String... more) {
    return command(Stream.concat(arguments.stream(), Arrays.stream(more)).toArray(String[]::new));
  }

  private static String unix(StringWriter text) {
    return text.toString().replace(System.lineSeparator(), "\n");
  }
}
