package org.splicebeam.pipeline;

import java.util.List;
import org.splicebeam.pipeline.options.BadOptionException;
import org.splicebeam.pipeline.options.TextSize;
import org.splicebeam.pipeline.run.JitTiers;
import org.splicebeam.pipeline.run.MemoryBudget;
import org.splicebeam.pipeline.run.PipelineCommand;
import picocli.CommandLine.ParameterException;

/**
 * Prints the JVM's flags for a command that runs a pipeline: memory, collector and how far to
 * compile. The launcher asks before it starts the command itself. Prints nothing where the options
 * cannot be read or ask for help; the command then says what there is to say.
 *
 * <p>Where {@code -Dsplicebeam.mayRehearse=true} says that the launcher would first rehearse, a
 * second line says whether that is worth while: the one word {@code rehearse}.
 */
public final class JvmFlags {
  /** Up to so many workers the serial collector takes the least memory and time. */
  private static final int SERIAL_UP_TO = 4;

  private static final long MOST_START_MB = 1024;

  /** What a worker makes between two collections of young objects: with less there are more. */
  private static final long YOUNG_MB = 150;

  /** More than all classes take: reaching it would collect the whole heap. */
  private static final long METASPACE_MB = 256;

  private static final String REHEARSE = "rehearse";

  private JvmFlags() {}

  public static void main(String[] args) {
    of(args, Boolean.getBoolean("splicebeam.mayRehearse")).forEach(System.out::println);
  }

  /** The flags, and the word that asks for a rehearsal where there may be one. */
  static List<String> of(String[] args, boolean mayRehearse) {
    try {
      if (!(Main.parsed(args) instanceof PipelineCommand command) || command.isHelp()) {
        return List.of();
      }
      String flags = flags(command.launcherBudget(), command.launcherTables());
      return mayRehearse && command.wouldRunHere() ? List.of(flags, REHEARSE) : List.of(flags);
    } catch (BadOptionException | ParameterException e) {
      return List.of();
    }
  }

  static String flags(MemoryBudget budget, TextSize tables) {
    // A heap that starts at half its size spares some fifty collections of the whole of it.
    long startMb = Math.min(budget.heapMb() / 2, MOST_START_MB);
    String collector = budget.parallelism() <= SERIAL_UP_TO ? "Serial" : "Parallel";
    long youngMb = Math.min(YOUNG_MB * budget.parallelism(), startMb / 2);
    // Flink completes the message of an OutOfMemoryError by reflection, or hides it.
    return "-Xms%sm -Xmx%sm -XX:NewSize=%sm -XX:MetaspaceSize=%sm -XX:MaxDirectMemorySize=%sm -XX:+Use%sGC %s --add-opens=java.base/java.lang=ALL-UNNAMED"
        .formatted(
            startMb,
            budget.heapMb(),
            youngMb,
            METASPACE_MB,
            budget.directMb(),
            collector,
            JitTiers.forRunOver(tables).flags());
  }
}
