package org.splicebeam.pipeline.build;

import java.util.Optional;
import picocli.CommandLine.ParameterException;

/**
 * Prints the JVM's memory flags for a command that runs a pipeline: the launcher asks before it
 * starts the command itself. Prints nothing where the options cannot be read; the command then says
 * why.
 */
public final class MemoryFlags {
  /** Up to so many workers the serial collector takes the least memory and time. */
  private static final int SERIAL_UP_TO = 4;

  private static final long MOST_START_MB = 1024;

  private MemoryFlags() {}

  public static void main(String[] args) {
    budget(args).ifPresent(budget -> System.out.println(flags(budget)));
  }

  private static Optional<MemoryBudget> budget(String[] args) {
    try {
      return Optional.of(
          args[0].equals(AnnotateCommand.NAME)
              ? PipelineCommand.parsed(new AnnotateCommand(), args).launcherBudget()
              : BuildCommand.parsed(args).launcherBudget());
    } catch (BadOptionException | ParameterException e) {
      return Optional.empty();
    }
  }

  static String flags(MemoryBudget budget) {
    // A heap that starts at half its size spares some fifty collections of the whole of it.
    long startMb = Math.min(budget.heapMb() / 2, MOST_START_MB);
    String collector = budget.parallelism() <= SERIAL_UP_TO ? "Serial" : "Parallel";
    // Flink completes the message of an OutOfMemoryError by reflection, or hides it.
    return ("-Xms%dm -Xmx%dm -XX:MaxDirectMemorySize=%dm -XX:+Use%sGC -XX:TieredStopAtLevel=1"
            + " --add-opens=java.base/java.lang=ALL-UNNAMED")
        .formatted(startMb, budget.heapMb(), budget.directMb(), collector);
  }
}
