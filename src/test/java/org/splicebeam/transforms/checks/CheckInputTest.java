package org.splicebeam.transforms.checks;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.values.PCollection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.schemas.genome.AnnotationTally;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.HandMadeGene;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.inputs.FileTally;
import org.splicebeam.schemas.inputs.HandMadeFileTally;
import org.splicebeam.schemas.inputs.PieceTally;
import org.splicebeam.schemas.inputs.SiteAgreement;
import org.splicebeam.schemas.inputs.SiteAgreement.Count;
import org.splicebeam.schemas.inputs.SiteAgreement.StrayRow;
import org.splicebeam.schemas.inputs.TableFile;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.schemas.reject.HandMadeReject;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.transforms.GivenViews;
import org.splicebeam.transforms.publish.Claimed;
import org.splicebeam.transforms.publish.VerdictFile;
import org.splicebeam.transforms.reject.RejectFolder;
import org.splicebeam.transforms.verdict.Verdict;
import org.splicebeam.transforms.verdict.VerdictException;

class CheckInputTest {
  private static GeneModel gene(String id) {
    return HandMadeGene.gene(id).at("1", Strand.FORWARD, 1, 9).build();
  }

  private static Map<String, GeneModel> genes(String... ids) {
    Map<String, GeneModel> genes = new HashMap<>();
    for (String id : ids) {
      genes.put(id, gene(id));
    }
    return genes;
  }

  private static FileTally tally(
      String name, long rows, long annotated, Map<Reject.Reason, Long> rejected, String... genes) {
    List<Reject> examples = new ArrayList<>();
    new EnumMap<>(rejected.isEmpty() ? new EnumMap<>(Reject.Reason.class) : rejected)
        .forEach(
            (reason, count) ->
                examples.add(
                    HandMadeReject.of(Reject.Input.ANALYSIS, name)
                        .at(7, reason.ordinal() + 2)
                        .because(reason, reason == Reject.Reason.COLUMN_COUNT ? "" : "what\twas")
                        .build()));
    return HandMadeFileTally.table(name)
        .rows(rows, 0, annotated)
        .rejected(rejected, examples)
        .genes(List.of(genes))
        .build();
  }

  private static FileTally skipped(String name, String why) {
    return FileTally.skipped(new TableFile("/in/" + name, name, 9), why);
  }

  @Test
  void aTableThatCanBeReadIsNeeded() {
    List<FileTally> skipped =
        List.of(skipped("b\u001b", "cut off"), skipped("a\u001b", "no\ttable"));
    assertThat(
        judge(skipped, genes("X"), 1),
        is(
            Verdict.badInput(
                "--input has no table that can be read, all 2 are bad; the first is a\u001b"
                    + " (no\ttable)")));
    List<FileTally> one = List.of(skipped.get(0), tally("c", 5, 5, Map.of(), "X"), skipped.get(1));
    assertThat(judge(one, genes("X"), 0), is(nullValue()));
  }

  @Test
  void anInputThatWillDoHasNoVerdict() {
    List<FileTally> tallies =
        List.of(
            tally("a", 99, 1, Map.of(Reject.Reason.BAD_VALUE, 1L), "X"),
            tally("b", 1, 0, Map.of(), "Y"));
    assertThat(judge(tallies, genes("X"), 0.01), is(nullValue()));
    assertThat(judge(List.of(), genes("X"), 0.01), is(nullValue()));
    assertThat(judge(List.of(), Map.of(), 0), is(nullValue()));
    List<FileTally> allRejected = List.of(tally("a", 5, 0, Map.of(Reject.Reason.COLUMN_COUNT, 5L)));
    assertThat(judge(allRejected, genes("X"), 1), is(nullValue()));
  }

  @Test
  void nothingInCommonNamesBothSides() {
    List<FileTally> tallies =
        List.of(
            tally("a", 3, 0, Map.of(), "YAL002W", "YAL001C"),
            tally("b", 2, 0, Map.of(Reject.Reason.BAD_VALUE, 1L), "YAL\u001b003"));
    assertThat(
        judge(tallies, genes("ENSG9", "ENSG1", "ENSG5", "ENSG7"), 1),
        is(
            Verdict.badInput(
                "--input and --gtf have no gene in common: the analysis tables have YAL\u001b003,"
                    + " YAL001C, YAL002W, ..., the annotation has ENSG1, ENSG5, ENSG7, ...; use the"
                    + " annotation that the predictions were made with")));
  }

  /** As where the tables have no strand, and so the genes that are not annotated none either. */
  @Test
  void nothingInCommonComesBeforeTooManyRejected() {
    FileTally foreign = tally("a", 3, 0, Map.of(Reject.Reason.BAD_VALUE, 3L), "YAL001C");
    assertThat(
        judge(List.of(foreign), genes("ENSG1"), 0.01),
        is(
            Verdict.badInput(
                "--input and --gtf have no gene in common: the analysis tables have YAL001C, the"
                    + " annotation has ENSG1; use the annotation that the predictions were made"
                    + " with")));
  }

  @Test
  void versionsAloneAreHintedAt() {
    for (List<String> pair : List.of(List.of("ENSG1", "ENSG1.4"), List.of("ENSG1.2_1", "ENSG1"))) {
      Verdict verdict =
          judge(List.of(tally("a", 3, 0, Map.of(), pair.get(0))), genes(pair.get(1)), 1);
      assertThat(
          verdict,
          is(
              Verdict.badInput(
                  "--input and --gtf have no gene in common: the analysis tables have "
                      + pair.get(0)
                      + ", the annotation has "
                      + pair.get(1)
                      + "; without their versions they match: use --stripIdVersions")));
    }
  }

  @Test
  void tooManyRejectedTellsTheThreeCommonestReasons() {
    List<FileTally> tallies =
        List.of(
            tally(
                "b",
                500,
                9,
                Map.of(Reject.Reason.BAD_VALUE, 4L, Reject.Reason.STRAND_MISMATCH, 7L)),
            tally(
                "a",
                500,
                9,
                Map.of(
                    Reject.Reason.BAD_VALUE, 4L,
                    Reject.Reason.COLUMN_COUNT, 2L,
                    Reject.Reason.LINE_TOO_LONG, 1L)));
    assertThat(
        judge(tallies, genes("X"), 0.0175),
        is(
            new Verdict(
                3,
                "18 of 1000 rows are rejected (1.80 %, --maxRejectedFraction allows 1.75 %): see"
                    + " rejected/ in the output folder, then mend the input or allow more",
                List.of(
                    "BAD_VALUE: 8 rows, first in a, line 4: what\twas",
                    "STRAND_MISMATCH: 7 rows, first in b, line 6: what\twas",
                    "COLUMN_COUNT: 2 rows, first in a, line 2"))));
    assertThat(judge(tallies, genes("X"), 0.018), is(nullValue()));
  }

  private static Verdict judge(
      List<FileTally> tallies, Map<String, GeneModel> genes, double maxRejectedFraction) {
    return CheckInput.judge(
        tallies, genes, new InputLimits(maxRejectedFraction, 0.5), RejectFolder.PLAIN);
  }

  /** Of so many donors on + of which so many agree, and as many rejected rows as there are. */
  private static FileTally sites(long donors, long agreeing) {
    List<Count> counts = new ArrayList<>(SiteAgreement.NONE.counts());
    counts.set(0, new Count(counts.get(0).of(), donors, agreeing, agreeing));
    return HandMadeFileTally.table("a")
        .rows(100, 0, 100)
        .rejected(
            Map.of(Reject.Reason.POSITION_OUTSIDE_GENE, 100L),
            List.of(
                HandMadeReject.of(Reject.Input.ANALYSIS, "a")
                    .because(Reject.Reason.POSITION_OUTSIDE_GENE, "")
                    .build()))
        .agreement(
            new SiteAgreement(
                counts, List.of(new StrayRow("X", 7, "TP donor", 8, 90L), stray("Y", 1))))
        .build();
  }

  private static StrayRow stray(String gene, long position) {
    return new StrayRow(gene, position, "FN acceptor", position + 1, null);
  }

  @Test
  void rowsThatDoNotAgreeWithTheSitesComeBeforeTooManyRejected() {
    assertThat(
        judge(List.of(sites(40, 19), sites(60, 30)), genes("X"), 0.01),
        is(
            new Verdict(
                2,
                "analysis tables and splice sites are not of one genome: of 100 TP and FN rows"
                    + " 49.0 % lie within 2 bases of a splice site of their gene, of donors on +"
                    + " 49.0 % (--siteAgreement asks for 50.0 %): is the annotation of another"
                    + " assembly or release, or are positions shifted? Use the annotation that the"
                    + " predictions were made with, or --siteAgreement=0 to build all the same",
                List.of(
                    "does not agree: X TP donor at 8, nearest site at 90",
                    "does not agree: X TP donor at 8, nearest site at 90",
                    "does not agree: Y FN acceptor at 2, its gene has no site of this type"))));
  }

  @Test
  void aShareEqualToTheLimitAndFewRowsPass() {
    assertThat(judge(List.of(sites(50, 25)), genes("X"), 1), is(nullValue()));
    assertThat(judge(List.of(sites(49, 0)), genes("X"), 1), is(nullValue()));
    assertThat(judge(List.of(sites(50, 24)), genes("X"), 1).exitCode(), is(2));
    assertThat(
        CheckInput.judge(
            List.of(sites(50, 0)), genes("X"), new InputLimits(1, 0), RejectFolder.PLAIN),
        is(nullValue()));
  }

  private static PCollection<Boolean> check(
      TestPipeline p, double most, FileTally tally, VerdictFile verdictFile, GeneModel... genes) {
    return p.apply(
        new CheckInput(
                new InputLimits(most, 0.5),
                GivenViews.list(
                    p, "tallies", List.of(new PieceTally(0, 3, tally)), new PieceTally.Coder()),
                GivenViews.genes(p, genes),
                GivenViews.list(p, "receipts", List.of(), new FileReceipt.Coder()),
                RejectFolder.PLAIN,
                verdictFile)
            .withAnnotation(
                "a.gtf",
                null,
                false,
                GivenViews.list(
                    p,
                    "annotation tallies",
                    List.of(AnnotationTally.none(Reject.Input.ANNOTATION)),
                    new AnnotationTally.Coder())));
  }

  @Test
  void theStepGivesTrueOrEndsTheBuild(@TempDir Path folder) throws IOException {
    VerdictFile verdictFile = new VerdictFile(Claimed.folder(folder, "run"));
    FileTally tally = tally("a", 2, 1, Map.of(Reject.Reason.COLUMN_COUNT, 1L), "X");
    TestPipeline good = GivenViews.pipeline();
    PAssert.that(check(good, 0.5, tally, verdictFile, gene("X"))).containsInAnyOrder(true);
    good.run().waitUntilFinish();

    TestPipeline bad = GivenViews.pipeline();
    check(bad, 0.25, tally, verdictFile, gene("X"));
    Pipeline.PipelineExecutionException e =
        assertThrows(Pipeline.PipelineExecutionException.class, bad::run);
    assertThat(e.getCause(), instanceOf(VerdictException.class));
    assertThat(verdictFile.read().orElseThrow().exitCode(), is(3));

    TestPipeline withoutGenes = GivenViews.pipeline();
    check(withoutGenes, 0.5, tally, verdictFile);
    assertThrows(Pipeline.PipelineExecutionException.class, withoutGenes::run);
    assertThat(
        verdictFile.read().orElseThrow(),
        is(
            Verdict.badInput(
                "--gtf has no gene that can be used: a.gtf has no line but comments and empty"
                    + " ones")));
  }
}
