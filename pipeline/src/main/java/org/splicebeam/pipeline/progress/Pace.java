package org.splicebeam.pipeline.progress;

/**
 * How fast a phase goes, and how long it will take yet: by all of it that this run has done. Both
 * are told only once they can be: after some seconds, and when a hundredth of the work is done.
 */
final class Pace {
  /** What is not known. */
  static final long UNKNOWN = -1;

  private static final double NANOS = 1e9;
  private static final double FIRST_RATE_SECONDS = 1;
  private static final double FIRST_ESTIMATE_SECONDS = 3;
  private static final double LEAST_SHARE = 0.01;

  /** Nobody looks as seldom as that: the process was stopped meanwhile, and did nothing. */
  private static final long STOPPED_NANOS = 30_000_000_000L;

  private Figures figures;
  private long phaseBegan;
  private long now;

  /** Takes the figures of a moment, in nanoseconds of any clock that never goes back. */
  void take(Figures latest, long nanoTime) {
    if (figures == null || !figures.phase().equals(latest.phase())) {
      phaseBegan = nanoTime;
    } else if (nanoTime - now >= STOPPED_NANOS) {
      phaseBegan += nanoTime - now;
    }
    figures = latest;
    now = nanoTime;
  }

  Figures figures() {
    return figures;
  }

  private double seconds() {
    return (now - phaseBegan) / NANOS;
  }

  /** Hundredths of the phase that are done, rounded down; or {@link #UNKNOWN}. */
  long percent() {
    Figures.Amount work = figures.work();
    return work.hasTotal() ? (long) (100.0 * work.done() / work.total()) : UNKNOWN;
  }

  /** What is shown, for each second; or {@link #UNKNOWN}, also where it is none in most. */
  long perSecond() {
    long perSecond =
        seconds() < FIRST_RATE_SECONDS ? 0 : Math.round(figures.shown().byThisRun() / seconds());
    return perSecond > 0 ? perSecond : UNKNOWN;
  }

  /** Seconds to the end of the phase; or {@link #UNKNOWN}. */
  long secondsLeft() {
    Figures.Amount work = figures.work();
    double ofThisRun = work.byThisRun();
    boolean canBeTold =
        work.hasTotal()
            && !work.isAll()
            && seconds() >= FIRST_ESTIMATE_SECONDS
            && ofThisRun >= LEAST_SHARE * (work.total() - work.before())
            && ofThisRun > 0;
    return canBeTold
        ? (long) Math.ceil((work.total() - work.done()) * seconds() / ofThisRun)
        : UNKNOWN;
  }
}
