package org.splicebeam.pipeline;

import java.io.PrintWriter;
import java.util.List;
import org.splicebeam.pipeline.help.Suggestion;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells a bad command line in one sentence and one hint on stderr; the exit code is 2. */
final class ParameterErrors implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException error, String[] args) {
    CommandLine command = error.getCommandLine();
    PrintWriter err = command.getErr();
    String name = command.getCommandSpec().qualifiedName();
    err.println(name + ": " + sentence(error, command.getCommandSpec()));
    err.println("Help: " + name + " --help");
    err.flush();
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static String sentence(ParameterException error, CommandSpec command) {
    if (error instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched.getUnmatched().get(0), command);
    }
    // That of "help": nothing else tells a value of no option.
    boolean isCommand = error.getArgSpec() == null && error.getValue() != null;
    return isCommand ? unmatched(error.getValue(), command) : error.getMessage();
  }

  private static String unmatched(String word, CommandSpec command) {
    if (Suggestion.isOption(word)) {
      return Suggestion.unknownOption(word, command, List.of());
    }
    return command.subcommands().isEmpty()
        ? "unexpected argument '%s'".formatted(word)
        : Suggestion.unknownCommand(word, command);
  }
}
