package org.splicebeam.pipeline;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Tells an exception that no command foresaw in one sentence on stderr; the exit code is 1. */
final class UnexpectedErrors implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(Exception error, CommandLine command, ParseResult parsed) {
    StackTraceElement[] trace = error.getStackTrace();
    PrintWriter err = command.getErr();
    err.printf(
        "%s: an error that should not be (%s%s): please report it%n",
        command.getCommandSpec().qualifiedName(),
        error.toString().lines().findFirst().orElse(""),
        trace.length == 0 ? "" : ", at " + trace[0]);
    err.flush();
    return command.getCommandSpec().exitCodeOnExecutionException();
  }
}
