package org.splicebeam.transforms.checks;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
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
import org.splicebeam.schemas.genome.AnnotationTally;
import org.splicebeam.schemas.genome.Chromosomes;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.inputs.FileTally;
import org.splicebeam.schemas.inputs.PieceTally;
import org.splicebeam.schemas.inputs.SiteAgreement;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.transforms.annotation.NoGenes;
import org.splicebeam.transforms.annotation.NoSites;
import org.splicebeam.transforms.genes.GeneNames;
import org.splicebeam.transforms.publish.VerdictFile;
import org.splicebeam.transforms.reject.RejectFolder;
import org.splicebeam.transforms.verdict.Verdict;

/**
 * The verdict on the input after pass 1: some table could be read, annotation and analysis have
 * genes in common, given splice sites belong to the annotation, true sites of the rows lie at
 * splice sites, and not too many rows are rejected. Gives one {@code true}; otherwise the build
 * ends here, with the rejected rows already written.
 */
public final class CheckInput extends PTransform<PBegin, PCollection<Boolean>> {
  private static final long serialVersionUID = 1L;
  private static final int NAMES = 3;
  private static final Comparator<FileTally> BY_NAME =
      Comparator.comparing(FileTally::name, Chromosomes.BY_CODE_POINT);

  private final InputLimits limits;
  private final PCollectionView<Iterable<PieceTally>> pieceTallies;
  private final PCollectionView<Map<String, GeneModel>> genesById;
  private final PCollectionView<Iterable<FileReceipt>> rejectReceipts;
  private final RejectFolder rejectFolder;
  private final VerdictFile verdictFile;
  private final Annotation annotation;

  private static final String ALIASES = "; --chromAliases tells which names are of one chromosome";

  /**
   * An annotation and how it is read.
   *
   * @param spliceSites null for none
   * @param tallies what became of its lines
   */
  private record Annotation(
      String gtf,
      String spliceSites,
      boolean stripIdVersions,
      PCollectionView<Iterable<AnnotationTally>> tallies)
      implements Serializable {}

  public CheckInput(
      InputLimits limits,
      PCollectionView<Iterable<PieceTally>> pieceTallies,
      PCollectionView<Map<String, GeneModel>> genesById,
      PCollectionView<Iterable<FileReceipt>> rejectReceipts,
      RejectFolder rejectFolder,
      VerdictFile verdictFile) {
    this.limits = limits;
    this.pieceTallies = pieceTallies;
    this.genesById = genesById;
    this.rejectReceipts = rejectReceipts;
    this.rejectFolder = rejectFolder;
    this.verdictFile = verdictFile;
    this.annotation = null;
  }

  private CheckInput(CheckInput c, Annotation annotation) {
    limits = c.limits;
    pieceTallies = c.pieceTallies;
    genesById = c.genesById;
    rejectReceipts = c.rejectReceipts;
    rejectFolder = c.rejectFolder;
    verdictFile = c.verdictFile;
    this.annotation = annotation;
  }

  /**
   * Also judges whether the annotation has genes and given splice sites belong to it.
   *
   * @param gtf the annotation, opened once more where it has no gene
   * @param spliceSites their table, read once more where no gene has one; null for none
   * @param tallies what became of their lines
   */
  public CheckInput withAnnotation(
      String gtf,
      String spliceSites,
      boolean stripIdVersions,
      PCollectionView<Iterable<AnnotationTally>> tallies) {
    return new CheckInput(this, new Annotation(gtf, spliceSites, stripIdVersions, tallies));
  }

  @Override
  public PCollection<Boolean> expand(PBegin begin) {
    return begin
        .apply("StartCheck", Create.of(true))
        .apply(
            "JudgeInput",
            ParDo.of(new CheckFn())
                .withSideInputs(pieceTallies, genesById, rejectReceipts, annotation.tallies()));
  }

  /** The verdict on an input, or null where it will do. */
  static Verdict judge(
      Collection<FileTally> tallies,
      Map<String, GeneModel> genes,
      InputLimits limits,
      RejectFolder rejectFolder) {
    long rows = tallies.stream().mapToLong(FileTally::rows).sum();
    long rejected = tallies.stream().mapToLong(FileTally::rejectedRows).sum();
    long annotated = tallies.stream().mapToLong(FileTally::annotatedRows).sum();
    if (!tallies.isEmpty() && tallies.stream().allMatch(FileTally::isSkipped)) {
      return nothingReadable(tallies);
    }
    if (annotated == 0 && tallies.stream().anyMatch(t -> !t.someGenes().isEmpty())) {
      return nothingInCommon(tallies, genes);
    }
    SiteAgreement agreement = FileTally.agreementOf(tallies);
    if (agreement.isJudged() && agreement.least().share() < limits.siteAgreement()) {
      return noAgreement(agreement, limits.siteAgreement());
    }
    if (rejected > limits.maxRejectedFraction() * rows) {
      return tooManyRejected(tallies, rows, rejected, limits.maxRejectedFraction(), rejectFolder);
    }
    return null;
  }

  private static Verdict nothingReadable(Collection<FileTally> tallies) {
    FileTally first = Collections.min(tallies, BY_NAME);
    return Verdict.badInput(
        "--input has no table that can be read, all %s are bad; the first is %s (%s)"
            .formatted(tallies.size(), first.name(), first.skipped()));
  }

  private static Verdict nothingInCommon(
      Collection<FileTally> tallies, Map<String, GeneModel> genes) {
    Set<String> analysed = new TreeSet<>(Chromosomes.BY_CODE_POINT);
    tallies.forEach(t -> analysed.addAll(t.someGenes()));
    return Verdict.badInput(
        "--input and --gtf have no gene in common: the analysis tables have "
            + GeneNames.some(analysed)
            + ", the annotation has "
            + GeneNames.first(genes.keySet())
            + "; "
            + GeneNames.advice(
                analysed,
                genes.keySet(),
                "use the annotation that the predictions were made with"));
  }

  private static Verdict noAgreement(SiteAgreement agreement, double siteAgreement) {
    SiteAgreement.Count least = agreement.least();
    return new Verdict(
        Verdict.BAD_INPUT,
        String.format(
            Locale.ROOT,
            "analysis tables and splice sites are not of one genome: of %s TP and FN rows %s lie"
                + " within 2 bases of a splice site of their gene%s (--siteAgreement asks for %s): is the annotation of another assembly or release, or are positions"
                + " shifted? Use the annotation that the predictions were made with, or"
                + " --siteAgreement=0 to build all the same",
            agreement.all().rows(),
            agreement.all().percent(),
            least.equals(agreement.all())
                ? ""
                : ", of %s %s".formatted(least.of(), least.percent()),
            SiteAgreement.percent(siteAgreement)),
        agreement.strays().stream().map(stray -> "does not agree: " + stray).toList());
  }

  private static Verdict tooManyRejected(
      Collection<FileTally> tallies,
      long rows,
      long rejected,
      double maxRejectedFraction,
      RejectFolder rejectFolder) {
    Map<Reject.Reason, Long> byReason = new EnumMap<>(Reject.Reason.class);
    Map<Reject.Reason, Reject> example = new EnumMap<>(Reject.Reason.class);
    tallies.stream()
        .sorted(BY_NAME)
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
                  "%s: %s rows, first in %s, line %s%s%s"
                      .formatted(
                          e.getKey(),
                          e.getValue(),
                          first.file(),
                          first.line(),
                          first.detail().isEmpty() ? "" : ": " + first.detail(),
                          e.getKey() == Reject.Reason.CHROM_MISMATCH ? ALIASES : ""));
            });
    return new Verdict(
        Verdict.TOO_MANY_REJECTS,
        String.format(
            Locale.ROOT,
            "%d of %d rows are rejected (%.2f %%, --maxRejectedFraction allows %.2f %%):"
                + " see %s in the output folder, then mend the input or allow more",
            rejected,
            rows,
            100.0 * rejected / rows,
            100 * maxRejectedFraction,
            rejectFolder.written("rejected/")),
        examples);
  }

  private final class CheckFn extends DoFn<Boolean, Boolean> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void check(ProcessContext context) throws IOException {
      // Reading the receipts makes the verdict wait until the rejected rows are written.
      context.sideInput(rejectReceipts);
      Map<String, GeneModel> genes = context.sideInput(genesById);
      Verdict verdict =
          judge(
              PieceTally.sumByTable(context.sideInput(pieceTallies)), genes, limits, rejectFolder);
      if (genes.isEmpty()) {
        verdict = noGenes(context.sideInput(annotation.tallies()));
      } else if (verdict == null && annotation.spliceSites() != null && haveNoSites(genes)) {
        verdict = noSites(genes, context.sideInput(annotation.tallies()));
      }
      if (verdict != null) {
        throw verdictFile.raise(verdict);
      }
      context.output(true);
    }

    private static boolean haveNoSites(Map<String, GeneModel> genes) {
      return genes.values().stream().allMatch(g -> g.spliceSites() == 0);
    }

    private Verdict noGenes(Iterable<AnnotationTally> tallies) throws IOException {
      try {
        return NoGenes.verdict(annotation.gtf(), tallies);
      } catch (IOException e) {
        throw VerdictFile.raiseUnreadable(verdictFile, "--gtf", e);
      }
    }

    private Verdict noSites(Map<String, GeneModel> genes, Iterable<AnnotationTally> tallies)
        throws IOException {
      try {
        return NoSites.verdict(
            annotation.spliceSites(), annotation.stripIdVersions(), genes.keySet(), tallies);
      } catch (IOException e) {
        throw VerdictFile.raiseUnreadable(verdictFile, "--spliceSites", e);
      }
    }
  }
}
