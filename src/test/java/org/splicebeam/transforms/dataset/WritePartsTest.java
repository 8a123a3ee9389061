package org.splicebeam.transforms.dataset;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.pipeline.build.BuiltDataset;
import org.splicebeam.schemas.analysis.AnnotatedSites;
import org.splicebeam.schemas.analysis.PartSites;
import org.splicebeam.schemas.analysis.PlannedPart;
import org.splicebeam.schemas.columns.ColumnSettings;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.transforms.GivenViews;
import org.splicebeam.transforms.publish.Claimed;
import org.splicebeam.transforms.publish.VerdictFile;
import org.splicebeam.transforms.verdict.Verdict;
import org.splicebeam.transforms.verdict.VerdictException;

class WritePartsTest {
  private static final PartSettings SETTINGS =
      new PartSettings(
          new ColumnSettings(List.of(2), false, HandMadeSites.COLUMNS.extra()),
          false,
          2,
          PartCompression.SNAPPY);

  private static final MapElements<FileReceipt, String> NAMES_AND_ROWS =
      MapElements.into(TypeDescriptors.strings())
          .via(receipt -> receipt.name() + " " + receipt.rows());

  @TempDir Path folder;

  private VerdictFile verdictFile() {
    return new VerdictFile(Claimed.folder(folder, "run"));
  }

  private PCollection<FileReceipt> write(TestPipeline p, long... planned) {
    long largest = Arrays.stream(planned).max().orElseThrow();
    List<PartSites> parts =
        List.of(
            new PartSites(
                0,
                new PlannedPart(planned[0], largest, "f1"),
                List.of(block("G", 7, 3, 5), block("G", 3, 1))),
            new PartSites(1, new PlannedPart(planned[1], largest, "f1"), List.of()));
    return p.apply(Create.of(parts))
        .apply(WriteParts.to(Claimed.folder(folder, "run"), SETTINGS, verdictFile()));
  }

  private static AnnotatedSites block(String gene, long... positions) {
    int[] none = new int[positions.length];
    Arrays.fill(none, -1);
    return new AnnotatedSites(
        HandMadeSites.block(gene, "1", Strand.FORWARD, positions), null, none);
  }

  @Test
  void partsAreSettledSortedAndReceipted() throws IOException {
    TestPipeline p = GivenViews.pipeline();
    PAssert.that(write(p, 4, 0).apply(NAMES_AND_ROWS))
        .containsInAnyOrder("master/part-00000.parquet 4", "master/part-00001.parquet 0");
    p.run().waitUntilFinish();
    List<String> rows = new ArrayList<>();
    for (Map<String, Object> row : new BuiltDataset(folder).rows()) {
      rows.add(row.get("gene_id") + " " + row.get("position") + " " + row.get("2mer_CG"));
    }
    assertThat(rows, is(List.of("G 1 1", "G 3 1", "G 5 1", "G 7 1")));
  }

  @Test
  void aReceiptIsOfTheFileThatStandsThere() throws IOException {
    TestPipeline p = GivenViews.pipeline();
    String at = folder.toString();
    PAssert.that(write(p, 4, 0))
        .satisfies(
            receipts -> {
              for (FileReceipt receipt : receipts) {
                assertThat(receipt, is(receiptOf(Path.of(at), receipt)));
              }
              return null;
            });
    p.run().waitUntilFinish();
  }

  /** As after the loss of a worker, whose parts are handed to another one. */
  @Test
  void aPartThatAnEarlierAttemptCommittedIsNotBuiltAgain() throws IOException {
    TestPipeline first = GivenViews.pipeline();
    write(first, 4, 0);
    first.run().waitUntilFinish();
    Path committed = folder.resolve("master/part-00000.parquet");
    Object file = Files.readAttributes(committed, BasicFileAttributes.class).fileKey();
    Files.delete(folder.resolve("master/part-00001.parquet"));

    TestPipeline second = GivenViews.pipeline();
    PAssert.that(write(second, 4, 0).apply(NAMES_AND_ROWS))
        .containsInAnyOrder("master/part-00000.parquet 4", "master/part-00001.parquet 0");
    second.run().waitUntilFinish();

    assertThat(Files.exists(folder.resolve("master/part-00001.parquet")), is(true));

    assertThat(Files.readAttributes(committed, BasicFileAttributes.class).fileKey(), is(file));
  }

  private static FileReceipt receiptOf(Path folder, FileReceipt claimed) {
    try {
      byte[] bytes = Files.readAllBytes(folder.resolve(claimed.name()));
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return new FileReceipt(
          claimed.name(), claimed.rows(), bytes.length, HexFormat.of().formatHex(digest));
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aPartOfOtherRowsThanPlannedIsAVerdict() throws IOException {
    TestPipeline p = GivenViews.pipeline();
    write(p, 5, 0);
    Pipeline.PipelineExecutionException e =
        assertThrows(Pipeline.PipelineExecutionException.class, p::run);
    assertThat(e.getCause(), instanceOf(VerdictException.class));
    assertThat(
        verdictFile().read().orElseThrow(),
        is(
            Verdict.buildFailed(
                "master/part-00000.parquet has 4 rows where the first pass counted 5; build again"
                    + " when nothing writes to the input")));
    assertThat(Files.exists(folder.resolve("master/part-00000.parquet")), is(false));
  }
}
