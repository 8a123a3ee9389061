package org.splicebeam.transforms.parts;

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
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.pipeline.dataset.BuiltDataset;
import org.splicebeam.schemas.columns.ColumnSettings;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.schemas.parts.PartInput;
import org.splicebeam.schemas.parts.PartName;
import org.splicebeam.schemas.parts.PlannedGene;
import org.splicebeam.schemas.parts.PlannedPart;
import org.splicebeam.schemas.parts.SelectedGene;
import org.splicebeam.schemas.rows.AnnotatedBlock;
import org.splicebeam.schemas.rows.HandMadeJoin;
import org.splicebeam.schemas.rows.TranscriptJoin;
import org.splicebeam.schemas.sampling.GeneTally;
import org.splicebeam.schemas.sampling.HandMadeSelection;
import org.splicebeam.schemas.sampling.HandMadeTally;
import org.splicebeam.transforms.GivenViews;
import org.splicebeam.transforms.features.Enrichers;
import org.splicebeam.transforms.parquet.PartCompression;
import org.splicebeam.transforms.publish.Claimed;
import org.splicebeam.transforms.publish.VerdictFile;
import org.splicebeam.transforms.rows.HandMadeBlocks;
import org.splicebeam.transforms.sampling.HandMadeRule;
import org.splicebeam.transforms.sampling.SamplingRule;
import org.splicebeam.transforms.statistics.RowSummary;
import org.splicebeam.transforms.tables.HandMadeFormat;
import org.splicebeam.transforms.tables.TableSource;
import org.splicebeam.transforms.verdict.Verdict;
import org.splicebeam.transforms.verdict.VerdictException;

class WritePartsTest {
  private static final PartSettings SETTINGS =
      new PartSettings(
          new ColumnSettings(List.of(2), false, HandMadeBlocks.COLUMNS.extra()),
          false,
          2,
          PartCompression.SNAPPY);

  private static final SamplingRule RULE =
      HandMadeRule.rule(SamplingRule.Scope.NONE).hardFrom(0.9).window(5).build();

  private static final MapElements<PartResult, String> NAMES_AND_ROWS =
      MapElements.into(TypeDescriptors.strings())
          .via(result -> result.receipt().name() + " " + result.receipt().rows());

  @TempDir Path folder;

  private String schemaFingerprint = Enrichers.of(SETTINGS.columns()).columns().fingerprint();

  private VerdictFile verdictFile() {
    return new VerdictFile(Claimed.folder(folder, "run"));
  }

  private PCollection<PartResult> write(TestPipeline p, long... planned) {
    long largest = Arrays.stream(planned).max().orElseThrow();
    List<KV<Long, PartInput>> sources =
        List.of(
            KV.of(
                0L,
                new PartInput.Start(
                    new PlannedPart(new PartName(null, 0), planned[0], largest, "f1"))),
            KV.of(0L, gene("H")),
            KV.of(0L, gene("G")),
            KV.of(0L, new PartInput.Block(block("H", 2))),
            KV.of(0L, new PartInput.Block(block("G", 7, 3, 5))),
            KV.of(0L, new PartInput.Block(block("G", 3, 1))),
            KV.of(
                PartKeys.salted(1, 9),
                new PartInput.Start(
                    new PlannedPart(new PartName(null, 1), planned[1], largest, "f1"))));
    return p.apply(
            Create.of(sources).withCoder(KvCoder.of(VarLongCoder.of(), new PartInput.Coder())))
        .apply(GroupByKey.create())
        .apply(
            WriteParts.of(
                new TableSource(
                    List.of(),
                    HandMadeFormat.format().columns(HandMadeBlocks.COLUMNS).build(),
                    verdictFile()),
                RULE,
                TranscriptJoin.REPRESENTATIVE,
                Claimed.folder(folder, "run"),
                SETTINGS,
                schemaFingerprint));
  }

  private static PartInput gene(String gene) {
    GeneTally tally = HandMadeTally.tally(gene).kept(5).chunk(5).build();
    return new PartInput.Gene(
        new SelectedGene(
            List.of(new PlannedGene(tally, new long[] {0})),
            HandMadeSelection.of(gene).build(),
            null));
  }

  private static AnnotatedBlock block(String gene, long... positions) {
    return HandMadeJoin.unannotated(HandMadeBlocks.block(gene, "1", Strand.FORWARD, positions));
  }

  @Test
  void partsAreSettledSortedAndReceipted() throws IOException {
    TestPipeline p = GivenViews.pipeline();
    PAssert.that(write(p, 5, 0).apply(NAMES_AND_ROWS))
        .containsInAnyOrder("master/part-00000.parquet 5", "master/part-00001.parquet 0");
    p.run().waitUntilFinish();
    List<String> rows = new ArrayList<>();
    for (Map<String, Object> row : new BuiltDataset(folder).rows()) {
      rows.add(row.get("gene_id") + " " + row.get("position") + " " + row.get("2mer_CG"));
    }
    assertThat(rows, is(List.of("G 1 1", "G 3 1", "G 5 1", "G 7 1", "H 2 1")));
  }

  @Test
  void aReceiptIsOfTheFileThatStandsThere() throws IOException {
    TestPipeline p = GivenViews.pipeline();
    String at = folder.toString();
    PAssert.that(write(p, 5, 0))
        .satisfies(
            receipts -> {
              for (PartResult result : receipts) {
                FileReceipt receipt = result.receipt();
                assertThat(receipt, is(receiptOf(Path.of(at), receipt)));
              }
              return null;
            });
    p.run().waitUntilFinish();
  }

  /** The receipt on the disk says the same as that of the graph: a resumed build reads it. */
  @Test
  void aReceiptHasTheSummaryOfItsRows() throws IOException {
    TestPipeline p = GivenViews.pipeline();
    String at = folder.toString();
    PAssert.that(write(p, 5, 0))
        .satisfies(
            results -> {
              results.forEach(result -> assertThat(result, is(onDisk(Path.of(at), result))));
              return null;
            });
    p.run().waitUntilFinish();
    List<Map<String, Object>> rows = new BuiltDataset(folder).rows();
    List<String> names = List.copyOf(rows.get(0).keySet());
    List<Integer> nullEverywhere =
        IntStream.range(0, names.size())
            .filter(i -> rows.stream().allMatch(row -> row.get(names.get(i)) == null))
            .boxed()
            .toList();
    assertThat(nullEverywhere.isEmpty(), is(false));
    PartReceipts receipts = new PartReceipts(Claimed.folder(folder, "run"), "f1");
    RowSummary some = summary(receipts.find(new PartName(null, 0), 5));
    RowSummary none = summary(receipts.find(new PartName(null, 1), 0));
    assertThat(some.nullColumns(), is(nullEverywhere));
    assertThat(some.rows(), is(5L));
    assertThat(none.nullColumns(), is(List.of()));
    assertThat(none.rows(), is(0L));
    assertThat(some.plus(none).parts(), is(List.of(0, 1)));
  }

  private static RowSummary summary(Optional<PartResult> part) {
    return RowSummary.ofText(part.orElseThrow().summary()).orElseThrow();
  }

  private static PartResult onDisk(Path folder, PartResult result) {
    try {
      return new PartReceipts(Claimed.folder(folder, "run"), "f1")
          .find(PartName.ofPath(result.receipt().name()).orElseThrow(), result.receipt().rows())
          .orElseThrow();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** As after the loss of a worker, whose parts are handed to another one. */
  @Test
  void aPartThatAnEarlierAttemptCommittedIsNotBuiltAgain() throws IOException {
    TestPipeline first = GivenViews.pipeline();
    write(first, 5, 0);
    first.run().waitUntilFinish();
    Path committed = folder.resolve("master/part-00000.parquet");
    Object file = Files.readAttributes(committed, BasicFileAttributes.class).fileKey();
    Files.delete(folder.resolve("master/part-00001.parquet"));

    TestPipeline second = GivenViews.pipeline();
    PAssert.that(write(second, 5, 0).apply(NAMES_AND_ROWS))
        .containsInAnyOrder("master/part-00000.parquet 5", "master/part-00001.parquet 0");
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
    write(p, 6, 0);
    Pipeline.PipelineExecutionException e =
        assertThrows(Pipeline.PipelineExecutionException.class, p::run);
    assertThat(e.getCause(), instanceOf(VerdictException.class));
    assertThat(
        verdictFile().read().orElseThrow(),
        is(
            Verdict.buildFailed(
                "master/part-00000.parquet has 5 rows where the first pass counted 6; build again"
                    + " when nothing writes to the input")));
    assertThat(Files.exists(folder.resolve("master/part-00000.parquet")), is(false));
  }

  @Test
  void aWorkerThatMakesOtherColumnsWritesNoPart() throws IOException {
    schemaFingerprint = "of more columns";
    TestPipeline p = GivenViews.pipeline();
    write(p, 5, 0);
    assertThrows(Pipeline.PipelineExecutionException.class, p::run);
    assertThat(
        verdictFile().read().orElseThrow(),
        is(
            Verdict.buildFailed(
                "a worker makes other columns than the launcher: give both the same jars, those of"
                    + " enrichers among them")));
    assertThat(Files.exists(folder.resolve("master/part-00000.parquet")), is(false));
  }
}
