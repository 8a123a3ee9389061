package org.splicebeam.pipeline.build;

import java.util.Optional;

/**
 * Prints the JVM's memory flags for a command that runs a pipeline: the launcher asks before it
 * starts the command itself. Prints nothing where the options cannot be read; the command then says
 * why.
 */
public final class MemoryFlags {
  /** Up to so many workers the serial collector takes the least memory and time. */
  private static final int SERIAL_UP_TO = 4;

  private MemoryFlags() {}

  public static void main(String[] args) {
    budget(args).ifPresent(budget -> System.out.println(flags(budget)));
  }

  private static Optional<MemoryBudget> budget(String[] args) {
    try {
      return Optional.of(
          args[0].equals("annotate")
              ? AnnotateCommand.parsed(args).budget()
              : BuildCommand.parsed(args).budget());
    } catch (BadOptionException | picocli.CommandLine.ParameterException e) {
      return Optional.empty();
    }
  }

  static String flags(MemoryBudget budget) {
    // Network buffers and Flink's 64 MB for reading spilled shuffles are direct memory; sorting
    // memory is taken outside of it.
    long directMb = budget.networkMb() + 128;
    return "-Xms64m -Xmx%dm -XX:MaxDirectMemorySize=%dm -XX:+Use%sGC -XX:TieredStopAtLevel=1"
        .formatted(
            budget.heapMb(),
            directMb,
            budget.parallelism() <= SERIAL_UP_TO ? "Serial" : "Parallel");
  }
}
