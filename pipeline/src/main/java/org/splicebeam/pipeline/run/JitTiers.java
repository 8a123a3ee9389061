package org.splicebeam.pipeline.run;

import org.splicebeam.pipeline.options.TextSize;

/**
 * How far the JVM compiles, by how long a run will be. Compiling takes cores from the work itself,
 * and most of what a build runs is Flink's and Beam's code that is called some thousand times.
 */
public enum JitTiers {
  /** C1 alone: what is called often is compiled once, quickly. */
  QUICK("-XX:TieredStopAtLevel=1"),

  /**
   * C2 as well, for methods that are called fifty times as often as the JVM's defaults ask for, in
   * this project's own code fifteen times. Those are the loops over rows and bases, and little
   * else. Until then a method runs as C1's code that counts its calls, in which reading eight bytes
   * at a time is slow.
   */
  HOT_LOOPS(
      "-XX:Tier4InvocationThreshold=250000 -XX:Tier4MinInvocationThreshold=30000"
          + " -XX:Tier4CompileThreshold=750000 -XX:Tier4BackEdgeThreshold=2000000"
          + " -XX:CompileCommand=quiet"
          + " -XX:CompileCommand=CompileThresholdScaling,org/splicebeam/*.*,0.3");

  /** About 250 000 rows; there both take the same time. */
  private static final long LONG_RUN_BYTES = 500_000_000;

  private final String flags;

  JitTiers(String flags) {
    this.flags = flags;
  }

  /** For a run that reads such tables; an annotation of 1.2 GB took less time with C1 alone. */
  public static JitTiers forRunOver(TextSize tables) {
    return tables.bytes() < LONG_RUN_BYTES ? QUICK : HOT_LOOPS;
  }

  /** The JVM's options. */
  public String flags() {
    return flags;
  }
}
