package org.splicebeam.transforms.annotation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.PDone;
import org.splicebeam.schemas.genome.AnnotationTally;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.transforms.publish.NoticeFile;
import org.splicebeam.transforms.publish.OutputFolder;

/**
 * Leaves a notice of what an annotation and a table of splice sites lost: lines that were not used,
 * values that were no UTF-8, exons that are not there (contract 6). One line each; no notice where
 * nothing is lost.
 */
public final class TellLosses extends PTransform<PBegin, PDone> {
  private static final String LOSSES = "annotation-losses";
  private static final long serialVersionUID = 1L;

  private final transient PCollectionView<Iterable<AnnotationTally>> tallies;
  private final OutputFolder run;
  private final boolean listed;

  private TellLosses(
      PCollectionView<Iterable<AnnotationTally>> tallies, OutputFolder run, boolean listed) {
    this.tallies = tallies;
    this.run = run;
    this.listed = listed;
  }

  /**
   * Of what {@link ReadAnnotation} gives.
   *
   * @param run the folder that takes the run's notices
   * @param listed whether the lines stand in files below {@code rejected/}, too
   */
  public static TellLosses of(
      PCollectionView<Iterable<AnnotationTally>> tallies, OutputFolder run, boolean listed) {
    return new TellLosses(tallies, run, listed);
  }

  /** What a run has lost: a few lines for people. */
  public static NoticeFile lossesOf(OutputFolder run) {
    return new NoticeFile(run, LOSSES);
  }

  @Override
  public PDone expand(PBegin begin) {
    begin
        .apply("StartTelling", Create.of(listed))
        .apply("Tell", ParDo.of(new TellFn(tallies, run)).withSideInputs(tallies));
    return PDone.in(begin.getPipeline());
  }

  private static final class TellFn extends DoFn<Boolean, Void> {
    private static final long serialVersionUID = 1L;

    private final PCollectionView<Iterable<AnnotationTally>> tallies;
    private final OutputFolder run;

    TellFn(PCollectionView<Iterable<AnnotationTally>> tallies, OutputFolder run) {
      this.tallies = tallies;
      this.run = run;
    }

    @ProcessElement
    public void processElement(ProcessContext context) throws IOException {
      List<String> lines = lines(context.sideInput(tallies), context.element());
      if (!lines.isEmpty()) {
        lossesOf(run).write(String.join("\n", lines));
      }
    }
  }

  /** In the style of a command's summary. */
  static List<String> lines(Iterable<AnnotationTally> tallies, boolean listed) {
    Map<Reject.Input, AnnotationTally> sums = AnnotationTally.sumByInput(tallies);
    List<String> lines = new ArrayList<>();
    AnnotationTally annotation = sums.get(Reject.Input.ANNOTATION);
    AnnotationTally sites = sums.get(Reject.Input.SPLICE_SITES);
    if (annotation != null) {
      tellUnused(annotation, "annotation", "annotation", listed, lines);
      tellUnreadable(annotation, lines);
      if (annotation.exons() == 0 && annotation.used() > 0) {
        lines.add(
            "  annotation: no exon line, so no transcripts with exons"
                + (sites == null ? " and no splice sites" : ""));
      }
    }
    if (sites != null) {
      tellUnused(sites, "splice site", "splice_sites", listed, lines);
    }
    return lines;
  }

  private static void tellUnused(
      AnnotationTally sum, String what, String file, boolean listed, List<String> lines) {
    if (sum.rejected() > 0) {
      lines.add(
          "  %s of %s %s lines are not used (%s), the first: %s%s"
              .formatted(
                  sum.rejected(),
                  sum.lines(),
                  what,
                  reasons(sum.unused()),
                  place(sum.firstUnused()),
                  listed ? "; see rejected/%s*.tsv".formatted(file) : ""));
    }
  }

  private static void tellUnreadable(AnnotationTally sum, List<String> lines) {
    if (sum.unreadable() > 0) {
      lines.add(
          "  %s names, types or tags are null, because they are no UTF-8, the first: %s"
              .formatted(sum.unreadable(), place(sum.firstUnreadable())));
    }
  }

  private static String place(Reject line) {
    return "%s, line %s: %s".formatted(line.file(), line.line(), line.detail());
  }

  /** The commonest first. */
  private static String reasons(Map<Reject.Reason, Long> unused) {
    return unused.entrySet().stream()
        .sorted(
            Map.Entry.<Reject.Reason, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .map(reason -> reason.getValue() + " " + reason.getKey())
        .collect(Collectors.joining(", "));
  }
}
