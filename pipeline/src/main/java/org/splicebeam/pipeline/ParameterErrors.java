package org.splicebeam.pipeline;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells a bad command line in one sentence and one hint on stderr; the exit code is 2. */
final class ParameterErrors implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException error, String[] args) {
    CommandLine command = error.getCommandLine();
    PrintWriter err = command.getErr();
    String name = command.getCommandSpec().qualifiedName();
    if (error instanceof UnmatchedArgumentException unmatched) {
      err.println(name + ": " + sentence(unmatched, command));
    } else {
      err.println(name + ": " + error.getMessage());
    }
    if (isUnknownCommand(error, command)) {
      command.usage(err);
    } else {
      err.println("Help: " + name + " --help");
    }
    err.flush();
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static String sentence(UnmatchedArgumentException error, CommandLine command) {
    String kind =
        error.isUnknownOption()
            ? "unknown option"
            : isUnknownCommand(error, command) ? "unknown command" : "unexpected argument";
    List<String> suggestions = error.getSuggestions();
    return kind
        + " '"
        + error.getUnmatched().get(0)
        + "'"
        + (suggestions.isEmpty() ? "." : "; did you mean " + suggestions.get(0) + "?");
  }

  private static boolean isUnknownCommand(ParameterException error, CommandLine command) {
    return error instanceof UnmatchedArgumentException unmatched
        && !unmatched.isUnknownOption()
        && !command.getSubcommands().isEmpty();
  }
}
