package org.splicebeam.pipeline.report;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.pipeline.Ran;
import org.splicebeam.transforms.validate.SmallDataset;

class ReportCommandTest {
  @TempDir Path temporary;

  private Path folder;

  @BeforeEach
  void write() throws IOException {
    folder = Files.createDirectory(temporary.resolve("data"));
    new SmallDataset().writeTo(folder);
    Files.deleteIfExists(page());
  }

  private Path page() {
    return folder.resolve("report.html");
  }

  private Ran report() {
    return Ran.command("report", folder.toString());
  }

  private Ran refusal(String sentence) {
    return new Ran(
        2, "", "splicebeam report: " + sentence.replace("DIR", folder.toString()) + "\n");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> names = Files.list(folder)) {
      return names.map(name -> name.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void makesThePageAgainAndNothingElse() throws IOException {
    List<String> before = names();
    assertThat(report(), is(new Ran(0, "wrote " + page() + "\n", "")));
    String first = Files.readString(page());
    assertThat(
        first, startsWith("<!DOCTYPE html>\n<!-- splicebeam report -->\n<html lang=\"en\">"));
    assertThat(report(), is(new Ran(0, "wrote " + page() + "\n", "")));
    assertThat(Files.readString(page()), is(first));
    assertThat(
        names(), is(Stream.concat(before.stream(), Stream.of("report.html")).sorted().toList()));
  }

  @Test
  void refusesWhatIsNoDataSet() throws IOException {
    Files.delete(folder.resolve("dataset.json"));
    assertThat(report(), is(refusal("DIR holds no finished data set: there is no dataset.json")));
  }

  @Test
  void refusesAFileThatIsMissing() throws IOException {
    Files.delete(folder.resolve("gene_manifest.csv"));
    assertThat(
        report(),
        is(
            refusal(
                "of DIR no report can be made: gene_manifest.csv: it is missing (splicebeam validate tells more)")));
  }

  @Test
  void refusesADescriptionThatIsNoJson() throws IOException {
    Files.writeString(folder.resolve("dataset.json"), "{");
    assertThat(
        report().err(),
        startsWith(
            "splicebeam report: of %s no report can be made: dataset.json: it is no strict JSON ("
                .formatted(folder)));
  }

  @Test
  void refusesADescriptionThatWasChanged() throws IOException {
    Path file = folder.resolve("dataset.json");
    Files.writeString(file, Files.readString(file).replace("\"genes\" : ", "\"genes\" : 1"));
    assertThat(
        report(),
        is(
            refusal(
                "of DIR no report can be made: dataset.json: sha256OfLinesAbove is not that of the lines above it: it was changed after it was written (splicebeam validate tells more)")));
  }

  @Test
  void writesOverNoPageOfSomebodyElse() throws IOException {
    Files.writeString(page(), "<!DOCTYPE html><title>mine</title>");
    assertThat(
        report(), is(refusal("DIR holds a report.html that splicebeam did not make: move it")));
    assertThat(Files.readString(page()), is("<!DOCTYPE html><title>mine</title>"));
  }

  @Test
  void followsNoLink() throws IOException {
    Path elsewhere = Files.writeString(temporary.resolve("elsewhere"), "kept");
    Files.createSymbolicLink(page(), elsewhere);
    assertThat(
        report(),
        is(
            refusal(
                "report.html of DIR cannot be written: it is a link, and what it leads to is not of the data set")));
    assertThat(Files.readString(elsewhere), is("kept"));
  }
}
