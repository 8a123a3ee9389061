package org.splicebeam.pipeline;

import java.io.PrintWriter;
import java.util.List;
import org.splicebeam.pipeline.help.Suggestion;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
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
    if (optionOf(error) instanceof OptionSpec option) {
      return ofValue(error, option);
    }
    // That of "help": nothing else tells a value of no option.
    boolean isCommand = error.getArgSpec() == null && error.getValue() != null;
    return isCommand ? unmatched(error.getValue(), command) : error.getMessage();
  }

  /** What has no value, or a wrong one, or too many; null for none. */
  private static ArgSpec optionOf(ParameterException error) {
    if (error instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      return missing.getMissing().get(0);
    }
    return error instanceof OverwrittenOptionException twice
        ? twice.getOverwritten()
        : error.getArgSpec();
  }

  /** Of a value that is missing or is of another type; the parser's words are a programmer's. */
  private static String ofValue(ParameterException error, OptionSpec option) {
    String name = option.longestName();
    if (error instanceof OverwrittenOptionException) {
      return "%s is given twice: write it once".formatted(name);
    }
    String right = error instanceof MissingParameterException ? "" : valuesOf(option);
    return right.isEmpty()
        ? "%s has no value: write %s=%s".formatted(name, name, option.paramLabel())
        : "%s is '%s'; it is %s".formatted(name, error.getValue(), right);
  }

  /** What a value may be; empty where any text is one. */
  private static String valuesOf(OptionSpec option) {
    if (option.type() == int.class) {
      return "a whole number, at most %s".formatted(Integer.MAX_VALUE);
    }
    if (option.type() == boolean.class) {
      return "true or false, and true where it stands alone";
    }
    return option.type().isEnum()
        ? "one of " + String.join(", ", option.completionCandidates())
        : "";
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
