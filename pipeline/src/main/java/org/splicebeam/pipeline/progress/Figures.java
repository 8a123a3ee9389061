package org.splicebeam.pipeline.progress;

/**
 * How far a command is at one moment.
 *
 * @param phase what it does now, in a few words; rates and the time left are those of the phase
 * @param work of the phase, in whatever measure tells its end
 * @param shown what people count of it
 * @param parts parts that are done
 * @param plannedParts of so many; 0 where parts are not the matter, or not planned yet
 */
public record Figures(String phase, Amount work, Amount shown, int parts, int plannedParts) {
  /** Before there is anything to count. */
  public static final Figures STARTING = of("starting");

  /** Tells how far the command is; asked several times a second, by one thread. */
  @FunctionalInterface
  public interface Source {
    /**
     * The figures of now.
     *
     * @throws java.io.IOException where they cannot be looked at; those of before stay, as after
     *     any other exception
     */
    Figures now() throws java.io.IOException;
  }

  /**
   * How much of something is done.
   *
   * @param noun its name in the plural; empty where it is not shown
   * @param done how much, that of earlier runs among it
   * @param before what earlier runs did, which says nothing about the speed of this one
   * @param total how much there is; 0 where nobody knows
   */
  public record Amount(String noun, long done, long before, long total) {
    public static final Amount UNKNOWN = new Amount("", 0, 0, 0);

    /** The same, but never more than all of it: what was repeated counted twice. */
    public Amount {
      if (total > 0) {
        done = Math.min(done, total);
        before = Math.min(before, done);
      }
    }

    long byThisRun() {
      return done - before;
    }

    boolean hasTotal() {
      return total > 0;
    }

    /** Whether nothing is left to do. */
    public boolean isAll() {
      return hasTotal() && done == total;
    }
  }

  /** A phase of which nothing can be counted. */
  public static Figures of(String phase) {
    return new Figures(phase, Amount.UNKNOWN, Amount.UNKNOWN, 0, 0);
  }
}
