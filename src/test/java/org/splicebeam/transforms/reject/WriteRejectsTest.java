package org.splicebeam.transforms.reject;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.splicebeam.schemas.inputs.FileTally;
import org.splicebeam.schemas.inputs.HandMadeFileTally;
import org.splicebeam.schemas.inputs.PieceTally;
import org.splicebeam.schemas.reject.HandMadeReject;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.transforms.GivenViews;
import org.splicebeam.transforms.publish.Claim;
import org.splicebeam.transforms.publish.Claimed;
import org.splicebeam.transforms.publish.FaultyStore;
import org.splicebeam.transforms.publish.OutputFolder;

class WriteRejectsTest {
  @TempDir Path folder;

  private static Reject reject(Reject.Input input, String file, long line) {
    return HandMadeReject.of(input, file)
        .at(10 * line, line)
        .because(Reject.Reason.COLUMN_COUNT, "x")
        .saying("start")
        .build();
  }

  private PCollection<String> write(TestPipeline p, List<Reject> rejects, String... tables) {
    List<PieceTally> pieces = new ArrayList<>();
    for (String table : tables) {
      pieces.add(piece(table, 0, 100));
    }
    return write(p, rejects, pieces);
  }

  private static PieceTally piece(String table, long from, long lines) {
    FileTally found = HandMadeFileTally.table(table).rows(3, 0, 0).build();
    return new PieceTally(from, lines, found);
  }

  private PCollection<String> write(TestPipeline p, List<Reject> rejects, List<PieceTally> pieces) {
    return write(p, rejects, pieces, Claimed.folder(folder, "run"), RejectFolder.PLAIN);
  }

  private PCollection<String> write(
      TestPipeline p,
      List<Reject> rejects,
      List<PieceTally> pieces,
      OutputFolder output,
      RejectFolder place) {
    return p.apply(Create.of(rejects).withCoder(new Reject.Coder()))
        .apply(
            WriteRejects.to(
                output, place, GivenViews.list(p, "tallies", pieces, new PieceTally.Coder())))
        .apply(
            MapElements.into(TypeDescriptors.strings())
                .via(receipt -> receipt.name() + " " + receipt.rows()));
  }

  @Test
  void eachInputFileWithRejectsHasOne() throws IOException {
    List<Reject> rejects =
        List.of(
            reject(Reject.Input.ANALYSIS, "z/../b.tsv", 9),
            reject(Reject.Input.ANNOTATION, "b.tsv", 1),
            reject(Reject.Input.SPLICE_SITES, "b.tsv", 2),
            reject(Reject.Input.ANALYSIS, "\uD83E\uDDEC.tsv", 4),
            reject(Reject.Input.ANALYSIS, "z/../b.tsv", 3));
    TestPipeline p = GivenViews.pipeline();
    PAssert.that(write(p, rejects, "a.tsv", "\uD83E\uDDEC.tsv", "\uFFFD.tsv", "z/../b.tsv"))
        .containsInAnyOrder(
            "rejected/annotation.tsv 1",
            "rejected/splice_sites.tsv 1",
            "rejected/analysis-00001.tsv 2",
            "rejected/analysis-00003.tsv 1");
    p.run().waitUntilFinish();

    String header = "file\tbyte_offset\tline\treason\tdetail\trow_start\n";
    String end = "\tCOLUMN_COUNT\tx\tstart\n";
    assertThat(
        filesBelow("rejected"),
        is(
            Map.of(
                "annotation.tsv",
                header + "b.tsv\t10\t1" + end,
                "splice_sites.tsv",
                header + "b.tsv\t20\t2" + end,
                "analysis-00001.tsv",
                header + "z/../b.tsv\t30\t3" + end + "z/../b.tsv\t90\t9" + end,
                "analysis-00003.tsv",
                header + "\uD83E\uDDEC.tsv\t40\t4" + end)));
  }

  private Map<String, String> filesBelow(String name) throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder.resolve(name))) {
      for (Path file : files.toList()) {
        found.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return found;
  }

  /** Lines of a table's pieces are listed, and shared out to files, by their numbers in it. */
  @Test
  void piecesOfATableAreOneFileOfRejects() throws IOException {
    List<PieceTally> pieces =
        List.of(piece("a.tsv", 300_000, 9), piece("b.tsv", 0, 4), piece("a.tsv", 0, 30_000));
    List<Reject> rejects = new ArrayList<>();
    StringBuilder first = new StringBuilder("file\tbyte_offset\tline\treason\tdetail\trow_start\n");
    for (long line = 1; line <= 20_479; line++) {
      rejects.add(reject(Reject.Input.ANALYSIS, "a.tsv", line));
      first.append("a.tsv\t%d\t%d\tCOLUMN_COUNT\tx\tstart\n".formatted(10 * line, line));
    }
    rejects.add(
        HandMadeReject.of(Reject.Input.ANALYSIS, "a.tsv")
            .at(300_007, 2)
            .because(Reject.Reason.BAD_VALUE, "y")
            .saying("the second of its piece")
            .build());
    rejects.add(reject(Reject.Input.ANALYSIS, "b.tsv", 2));
    rejects.add(reject(Reject.Input.SPLICE_SITES, "a.tsv", 70_000));
    TestPipeline p = GivenViews.pipeline();
    write(p, rejects, pieces);
    p.run().waitUntilFinish();
    String header = first.substring(0, first.indexOf("\n") + 1);
    assertThat(
        filesBelow("rejected"),
        is(
            Map.of(
                "analysis-00000-00000.tsv",
                first.toString(),
                "analysis-00000-00001.tsv",
                header + "a.tsv\t300007\t30002\tBAD_VALUE\ty\tthe second of its piece\n",
                "analysis-00001.tsv",
                header + "b.tsv\t20\t2\tCOLUMN_COUNT\tx\tstart\n",
                "splice_sites.tsv",
                header + "a.tsv\t700000\t70000\tCOLUMN_COUNT\tx\tstart\n")));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyFileIsClaimed(boolean aside) throws IOException {
    OutputFolder output = Claimed.folder(folder, "run");
    List<Reject> rejects =
        List.of(
            reject(Reject.Input.ANALYSIS, "b.tsv", 9), reject(Reject.Input.ANNOTATION, "g.gtf", 1));
    TestPipeline p = GivenViews.pipeline();
    List<PieceTally> pieces = List.of(piece("a.tsv", 0, 100), piece("b.tsv", 0, 100));
    write(p, rejects, pieces, output, new RejectFolder(aside, List.of()));
    p.run().waitUntilFinish();
    List<String> names = new ArrayList<>();
    for (String place : aside ? List.of(".splicebeam/", "") : List.of("")) {
      names.add(place + "rejected/analysis-00001.tsv");
      names.add(place + "rejected/annotation.tsv");
    }
    assertThat(List.copyOf(Claim.read(output).orElseThrow().names()), is(names));
  }

  @Test
  void withoutAClaimNoFileIsWritten() {
    OutputFolder faulty =
        FaultyStore.folder(Claimed.folder(folder, "run"), FaultyStore.Fault.BEFORE, 1);
    TestPipeline p = GivenViews.pipeline();
    List<Reject> rejects = List.of(reject(Reject.Input.ANALYSIS, "a.tsv", 9));
    write(p, rejects, List.of(piece("a.tsv", 0, 100)), faulty, RejectFolder.PLAIN);
    assertThat(
        assertThrows(RuntimeException.class, p::run).getMessage(),
        containsString(".splicebeam/claim.json cannot be read (Input/output error)"));
    assertThat(Files.exists(folder.resolve("rejected")), is(false));
  }

  @Test
  void withoutRejectsThereIsNoFolder() {
    TestPipeline p = GivenViews.pipeline();
    PAssert.that(write(p, List.of(), "a.tsv")).empty();
    p.run().waitUntilFinish();
    assertThat(Files.exists(folder.resolve("rejected")), is(false));
  }
}
