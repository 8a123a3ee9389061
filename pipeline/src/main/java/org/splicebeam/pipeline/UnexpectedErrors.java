package org.splicebeam.pipeline;

import java.io.PrintWriter;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.splicebeam.pipeline.progress.Screen;
import org.splicebeam.pipeline.run.Shortage;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Tells what no command foresaw, an exception or an error, in one sentence on stderr; the exit code
 * is 1.
 */
final class UnexpectedErrors
    implements IExecutionExceptionHandler, Thread.UncaughtExceptionHandler {
  private static final Logger LOG = Logger.getLogger(UnexpectedErrors.class.getName());

  private static final String WITHOUT_MEMORY =
      "splicebeam: the memory of the JVM did not suffice, not even to say for what: leave out the options that limit it, or raise them";

  /** Where there is not even memory for the time. */
  private static final String WITHOUT_MEMORY_AND_TIME =
      "{\"event\":\"error\",\"message\":\"" + WITHOUT_MEMORY + "\"}";

  private static boolean hasToldWithoutMemory;

  private final CommandLine commands;
  private volatile boolean ends;

  UnexpectedErrors(CommandLine commands) {
    this.commands = commands;
  }

  @Override
  public int handleExecutionException(Exception error, CommandLine command, ParseResult parsed) {
    return tell(error);
  }

  /**
   * In a thread of a runner or a library: what is wrong with the JVM itself ends it, because who
   * waits for that thread would wait for ever. Else the log has it; the command goes on.
   */
  @Override
  public void uncaughtException(Thread thread, Throwable error) {
    if (error instanceof VirtualMachineError) {
      try {
        tell(error);
      } finally {
        Runtime.getRuntime().halt(ExitCode.SOFTWARE);
      }
    }
    LOG.log(Level.WARNING, "thread " + thread.getName() + " ended", error);
  }

  /** From here on the JVM may end. */
  void commandEnds() {
    ends = true;
  }

  /** While the JVM ends: a runner's thread may have made it, and not the command. */
  void tellOfForeignEnd() {
    if (!ends) {
      commands
          .getErr()
          .println(
              name()
                  + ": the runner broke off, most often for want of memory: its reason is in the log, .splicebeam/build.log of the output");
      Runtime.getRuntime().halt(ExitCode.SOFTWARE);
    }
  }

  private String name() {
    ParseResult parsed = commands.getParseResult();
    return parsed != null && parsed.hasSubcommand()
        ? parsed.subcommand().commandSpec().qualifiedName()
        : commands.getCommandName();
  }

  /** Tells of the error; returns the exit code. */
  int tell(Throwable error) {
    try {
      PrintWriter err = commands.getErr();
      err.println(
          name()
              + ": "
              + Shortage.in(error).map(Shortage::sentence).orElseGet(() -> unexpected(error)));
      err.flush();
    } catch (VirtualMachineError | NoClassDefFoundError e) {
      tellWithoutMemory();
    }
    return ExitCode.SOFTWARE;
  }

  /** Once, and by nothing that the JVM would have to load or make first. */
  static synchronized void tellWithoutMemory() {
    if (!hasToldWithoutMemory) {
      hasToldWithoutMemory = true;
      if (Screen.isLineUp()) {
        System.err.println();
      }
      System.err.println(Screen.isProcessJson() ? withoutMemoryAsJson() : WITHOUT_MEMORY);
    }
  }

  private static String withoutMemoryAsJson() {
    try {
      return Screen.jsonOf(WITHOUT_MEMORY);
    } catch (VirtualMachineError | LinkageError e) {
      return WITHOUT_MEMORY_AND_TIME;
    }
  }

  private static String unexpected(Throwable error) {
    StackTraceElement[] trace = error.getStackTrace();
    return "an error that should not be (%s%s): please report it"
        .formatted(
            error.toString().lines().findFirst().orElse(""),
            trace.length == 0 ? "" : ", at " + trace[0]);
  }
}
