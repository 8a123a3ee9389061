package org.splicebeam.transforms.checks;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.schemas.columns.ColumnSettings;
import org.splicebeam.schemas.parts.PartPlan;
import org.splicebeam.transforms.GivenViews;
import org.splicebeam.transforms.parquet.PartCompression;
import org.splicebeam.transforms.parts.PartSettings;
import org.splicebeam.transforms.publish.Claimed;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.publish.VerdictFile;
import org.splicebeam.transforms.verdict.Verdict;
import org.splicebeam.transforms.verdict.VerdictException;

class CheckSpaceTest {
  /** The whole genome at every base, hundreds of times: more than any disk of a test machine. */
  private static final long TOO_MANY = 1_000_000_000_000L;

  private static final PartSettings SETTINGS =
      new PartSettings(
          new ColumnSettings(List.of(), false, List.of()),
          false,
          2_000_000_000,
          PartCompression.ZSTD);

  @TempDir Path temporary;

  private Optional<Verdict> refusal(long[] rowsOfPart, Set<Integer> committed) throws IOException {
    return CheckSpace.refusal(
        OutputFolder.at(temporary.toString()),
        SETTINGS,
        new PartPlan(List.of(), rowsOfPart),
        committed);
  }

  @Test
  void whatSurelyDoesNotFitIsRefusedWithFigures() throws IOException {
    Verdict verdict = refusal(new long[] {TOO_MANY, 10}, Set.of()).orElseThrow();
    long free = Files.getFileStore(temporary).getUsableSpace();
    assertThat(
        verdict.sentence().replaceAll(": [\\d.]+ [MG]B are", ": N are"),
        is(
            "--output "
                + temporary
                + ": N are free, and the 2 parts to be built take at least 100000.0 GB, usually about"
                + " 330000.0 GB: free space there or name another folder"));
    assertThat(free < TOO_MANY, is(true));
    assertThat(verdict.exitCode(), is(Verdict.BAD_INPUT));
  }

  @Test
  void aBuildThatCannotFitEndsWithoutAPlan() throws IOException {
    OutputFolder output = Claimed.folder(temporary, "run");
    VerdictFile verdictFile = new VerdictFile(output);
    PartPlan plan = new PartPlan(List.of(), new long[] {TOO_MANY});
    TestPipeline p = GivenViews.pipeline();
    p.apply(Create.of(plan).withCoder(new PartPlan.Coder()))
        .apply(new CheckSpace(output, SETTINGS, GivenViews.noParts(p)));
    PipelineExecutionException e = assertThrows(PipelineExecutionException.class, p::run);
    assertThat(e.getCause(), instanceOf(VerdictException.class));
    assertThat(verdictFile.read().orElseThrow().exitCode(), is(Verdict.BAD_INPUT));
  }

  @Test
  void aFolderThatTellsNoFreeSpaceIsNoObstacle() throws IOException {
    OutputFolder untold = OutputFolder.at(temporary.resolve("none").toString());
    assertThat(untold.store().free(), is(Optional.empty()));
    assertThat(
        CheckSpace.refusal(
            untold, SETTINGS, new PartPlan(List.of(), new long[] {TOO_MANY}), Set.of()),
        is(Optional.empty()));
  }

  @Test
  void partsThatStandTakeNoMore() throws IOException {
    assertThat(refusal(new long[] {TOO_MANY, 10}, Set.of(0)), is(Optional.empty()));
  }

  @Test
  void foldersThatDoNotTellTheirFreeSpaceAreBelieved() throws IOException {
    assertThat(
        CheckSpace.refusal(
            OutputFolder.at("gs://bucket/set"),
            SETTINGS,
            new PartPlan(List.of(), new long[] {TOO_MANY}),
            Set.of()),
        is(Optional.empty()));
  }
}
