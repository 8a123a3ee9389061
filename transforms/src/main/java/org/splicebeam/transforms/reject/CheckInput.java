package org.splicebeam.transforms.reject;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.splicebeam.schemas.analysis.FileTally;
import org.splicebeam.schemas.genome.Chromosomes;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.IdVersions;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.transforms.publish.VerdictFile;
import org.splicebeam.transforms.verdict.Verdict;

/**
 * The verdict on the input after pass 1: annotation and analysis have genes in common, and not too
 * many rows are rejected. Gives one {@code true}; otherwise the build ends here, with the rejected
 * rows already written.
 */
public final class CheckInput extends PTransform<PBegin, PCollection<Boolean>> {
  private static final long serialVersionUID = 1L;
  private static final int NAMES = 3;

  private final double maxRejectedFraction;
  private final PCollectionView<Map<String, FileTally>> talliesByFile;
  private final PCollectionView<Map<String, GeneModel>> genesById;
  private final PCollectionView<Iterable<FileReceipt>> rejectReceipts;
  private final VerdictFile verdictFile;

  public CheckInput(
      double maxRejectedFraction,
      PCollectionView<Map<String, FileTally>> talliesByFile,
      PCollectionView<Map<String, GeneModel>> genesById,
      PCollectionView<Iterable<FileReceipt>> rejectReceipts,
      VerdictFile verdictFile) {
    this.maxRejectedFraction = maxRejectedFraction;
    this.talliesByFile = talliesByFile;
    this.genesById = genesById;
    this.rejectReceipts = rejectReceipts;
    this.verdictFile = verdictFile;
  }

  @Override
  public PCollection<Boolean> expand(PBegin begin) {
    return begin
        .apply("StartCheck", Create.of(maxRejectedFraction))
        .apply(
            "JudgeInput",
            ParDo.of(new CheckFn()).withSideInputs(talliesByFile, genesById, rejectReceipts));
  }

  /** The verdict on an input, or null where it will do. */
  static Verdict judge(
      Collection<FileTally> tallies, Map<String, GeneModel> genes, double maxRejectedFraction) {
    long rows = tallies.stream().mapToLong(FileTally::rows).sum();
    long rejected = tallies.stream().mapToLong(FileTally::rejectedRows).sum();
    long annotated = tallies.stream().mapToLong(FileTally::annotatedRows).sum();
    if (rows > rejected && annotated == 0) {
      return nothingInCommon(tallies, genes);
    }
    if (rejected > maxRejectedFraction * rows) {
      return tooManyRejected(tallies, rows, rejected, maxRejectedFraction);
    }
    return null;
  }

  private static Verdict nothingInCommon(
      Collection<FileTally> tallies, Map<String, GeneModel> genes) {
    Set<String> analysed = new TreeSet<>(Chromosomes.BY_CODE_POINT);
    tallies.forEach(t -> analysed.addAll(t.someGenes()));
    List<String> annotated =
        genes.keySet().stream().sorted(Chromosomes.BY_CODE_POINT).limit(NAMES).toList();
    boolean versions =
        genes.keySet().stream()
            .map(IdVersions::strip)
            .anyMatch(withoutVersions(analysed)::contains);
    String advice =
        versions
            ? "without their versions they match: use --stripIdVersions"
            : "use the annotation that the predictions were made with";
    return Verdict.badInput(
        "--input and --gtf have no gene in common: the analysis tables have "
            + names(analysed)
            + ", the annotation has "
            + names(annotated)
            + "; "
            + advice);
  }

  private static Set<String> withoutVersions(Set<String> ids) {
    Set<String> bare = new TreeSet<>();
    ids.forEach(id -> bare.add(IdVersions.strip(id)));
    return bare;
  }

  private static String names(Collection<String> names) {
    if (names.isEmpty()) {
      return "no genes";
    }
    List<String> shown = names.stream().limit(NAMES).map(RejectFile::visible).toList();
    return String.join(", ", shown) + (names.size() >= NAMES ? ", ..." : "");
  }

  private static Verdict tooManyRejected(
      Collection<FileTally> tallies, long rows, long rejected, double maxRejectedFraction) {
    Map<Reject.Reason, Long> byReason = new EnumMap<>(Reject.Reason.class);
    Map<Reject.Reason, Reject> example = new EnumMap<>(Reject.Reason.class);
    tallies.stream()
        .sorted(Comparator.comparing(FileTally::name))
        .forEach(
            t -> {
              t.rejected().forEach((reason, count) -> byReason.merge(reason, count, Long::sum));
              t.examples().forEach(e -> example.putIfAbsent(e.reason(), e));
            });
    List<String> examples = new ArrayList<>();
    byReason.entrySet().stream()
        .sorted(Map.Entry.<Reject.Reason, Long>comparingByValue().reversed())
        .limit(NAMES)
        .forEach(
            e -> {
              Reject first = example.get(e.getKey());
              examples.add(
                  "%s: %d rows, first in %s, line %d%s"
                      .formatted(
                          e.getKey(),
                          e.getValue(),
                          RejectFile.visible(first.file()),
                          first.line(),
                          first.detail().isEmpty()
                              ? ""
                              : ": " + RejectFile.visible(first.detail())));
            });
    return new Verdict(
        Verdict.TOO_MANY_REJECTS,
        String.format(
            Locale.ROOT,
            "%d of %d rows are rejected (%.2f %%, --maxRejectedFraction allows %.2f %%):"
                + " see rejected/ in the output folder, then mend the input or allow more",
            rejected,
            rows,
            100.0 * rejected / rows,
            100 * maxRejectedFraction),
        examples);
  }

  private final class CheckFn extends DoFn<Double, Boolean> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void check(ProcessContext context) throws IOException {
      // Reading the receipts makes the verdict wait until the rejected rows are written.
      context.sideInput(rejectReceipts);
      Verdict verdict =
          judge(
              context.sideInput(talliesByFile).values(),
              context.sideInput(genesById),
              context.element());
      if (verdict != null) {
        throw verdictFile.raise(verdict);
      }
      context.output(true);
    }
  }
}
