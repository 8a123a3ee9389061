package org.splicebeam.pipeline.dataset;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.splicebeam.pipeline.progress.Figures;
import org.splicebeam.pipeline.progress.Figures.Amount;
import org.splicebeam.schemas.inputs.TableFile;
import org.splicebeam.transforms.commit.RecordedPlan;
import org.splicebeam.transforms.parts.PartReceipts;
import org.splicebeam.transforms.parts.StandingParts;
import org.splicebeam.transforms.progress.WorkDone;
import org.splicebeam.transforms.publish.OutputFolder;

/**
 * How far a build is: by the plan and the receipts in its folder, wherever it runs; and by what the
 * steps have done, where they run in this process. The folder is asked gently: one on this machine
 * for a hundred parts twice a second, another for twenty every ten seconds.
 */
final class BuildProgress implements Figures.Source {
  private static final long LOCAL_NANOS = 500_000_000L;
  private static final long REMOTE_NANOS = 10_000_000_000L;
  private static final int LOCAL_PARTS = 100;
  private static final int REMOTE_PARTS = 20;
  private static final String PASS_1 = "pass 1 of 2";
  private static final String PASS_2 = "pass 2 of 2";

  private final OutputFolder folder;
  private final boolean isHere;
  private final boolean ofScores;
  private final long annotationBytes;
  private final long tableBytes;
  private final LongSupplier nanoTime;
  private final Map<WorkDone, Long> before = new EnumMap<>(WorkDone.class);

  private long lastLook;
  private boolean hasLooked;

  /** Null until the run has recorded it. */
  private RecordedPlan plan;

  /** Null before the plan. */
  private StandingParts parts;

  /** Rows of parts that stood when the plan was seen. */
  private long rowsAtFirst;

  /**
   * @param folder owned by the build's run
   * @param isHere whether the steps run in this process
   * @param annotationBytes of the annotation, as stored; 0 where unknown
   * @param tables that rows come from; none where they come from scores
   * @param nanoTime a clock in nanoseconds that never goes back
   */
  BuildProgress(
      OutputFolder folder,
      boolean isHere,
      long annotationBytes,
      List<TableFile> tables,
      LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.folder = folder;
    this.isHere = isHere;
    this.annotationBytes = annotationBytes;
    ofScores = tables.isEmpty();
    tableBytes = tables.stream().mapToLong(TableFile::size).sum();
    for (WorkDone work : WorkDone.values()) {
      before.put(work, work.sum());
    }
  }

  private long of(WorkDone work) {
    return work.sum() - before.get(work);
  }

  @Override
  public Figures now() throws IOException {
    look();
    if (plan == null) {
      return isHere ? ofFirstPass() : Figures.of(PASS_1);
    }
    long found = isHere ? Math.max(of(WorkDone.ROWS_FOUND), rowsAtFirst) : rowsAtFirst;
    long rows = Math.max(parts.rows(), isHere ? found + of(WorkDone.ROWS_WRITTEN) : 0);
    if (parts.standing() == parts.planned()) {
      return new Figures(
          "finishing", Amount.UNKNOWN, Amount.UNKNOWN, parts.standing(), parts.planned());
    }
    Amount amount = new Amount("rows", rows, found, Math.max(plan.rows(), 0));
    return new Figures(PASS_2, amount, amount, parts.standing(), parts.planned());
  }

  private Figures ofFirstPass() {
    if (of(WorkDone.TABLE_BYTES) == 0 && of(WorkDone.GENES_SCORED) == 0) {
      return ofAnnotation();
    }
    Amount read =
        ofScores
            ? new Amount("genes", of(WorkDone.GENES_SCORED), 0, of(WorkDone.GENES_TO_SCORE))
            : new Amount("", of(WorkDone.TABLE_BYTES), 0, tableBytes);
    if (read.isAll()) {
      return Figures.of("choosing rows");
    }
    return new Figures(
        PASS_1, read, ofScores ? read : new Amount("rows", of(WorkDone.TABLE_ROWS), 0, 0), 0, 0);
  }

  /** Where a cache has it, nothing is read. */
  private Figures ofAnnotation() {
    Amount read = new Amount("", of(WorkDone.ANNOTATION_BYTES), 0, annotationBytes);
    if (read.done() == 0) {
      return Figures.STARTING;
    }
    return ofScores && read.isAll()
        ? Figures.of("preparing scores")
        : new Figures("reading the annotation", read, Amount.UNKNOWN, 0, 0);
  }

  private void look() throws IOException {
    long now = nanoTime.getAsLong();
    if (hasLooked && now - lastLook < (folder.isLocal() ? LOCAL_NANOS : REMOTE_NANOS)) {
      return;
    }
    hasLooked = true;
    lastLook = now;
    // The plan of an earlier attempt may stand there meanwhile, and may be large.
    if (plan == null && (!isHere || of(WorkDone.PLANS) > 0)) {
      Optional<RecordedPlan> recorded =
          RecordedPlan.read(folder).filter(p -> p.run().equals(folder.runId()));
      if (recorded.isPresent()) {
        plan = recorded.get();
        parts =
            new StandingParts(
                new PartReceipts(folder, plan.identity().fingerprint()), plan.parts());
        parts.look(mostParts());
        rowsAtFirst = isHere ? 0 : parts.rows();
        return;
      }
    }
    if (parts != null) {
      parts.look(mostParts());
    }
  }

  private int mostParts() {
    return folder.isLocal() ? LOCAL_PARTS : REMOTE_PARTS;
  }
}
