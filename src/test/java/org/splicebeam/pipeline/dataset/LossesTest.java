package org.splicebeam.pipeline.dataset;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.pipeline.Ran;

/** What a build loses, or was never given, stands on the terminal and in dataset.json. */
class LossesTest {
  @TempDir Path folder;
  private TinyInput input;

  @BeforeEach
  void writeInput() throws IOException {
    input = TinyInput.in(folder);
  }

  private JsonNode dataset() throws IOException {
    return new ObjectMapper().readTree(input.output().resolve("dataset.json").toFile());
  }

  @Test
  void genesThatTheAnnotationLacksAreNamed() throws IOException {
    input.writeTable(
        TinyInput.COLUMNS,
        TinyInput.rows("G1", "+"),
        TinyInput.rows("G5", "+"),
        TinyInput.rows("G3", "-"),
        TinyInput.rows("G7", "-"),
        TinyInput.rows("G4", "-"));
    Ran run = Ran.command(input.build());
    assertThat(run.err(), run.exitCode(), is(0));
    assertThat(
        run.out(),
        containsString(
            "  not in the annotation: 4 genes of the tables (G3, G4, G5, ...); columns of gene and"
                + " transcript hold -1, 0 or unknown there\n"));
    assertThat(
        dataset().path("genesNotAnnotated").toString(),
        is("{\"genes\":4,\"first\":[\"G3\",\"G4\",\"G5\"]}"));
  }

  @Test
  void genesThatAreAllAnnotatedAreNoLine() throws IOException {
    assertThat(Ran.command(input.build()).out(), not(containsString("not in the annotation")));
    assertThat(dataset().path("genesNotAnnotated").toString(), is("{\"genes\":0,\"first\":[]}"));
  }

  /** Of the 1 000 bases of one gene. */
  @Test
  void tablesWhoseNegativesWereSampledAreTold() throws IOException {
    input.writeTable(TinyInput.COLUMNS, rowsOfOneGene(99));
    assertThat(
        Ran.command(input.build()).out(),
        containsString(
            "  the tables have 99 rows for 1000 bases of their genes: their negatives were sampled"
                + " before, so shares of labels and figures such as precision are those of the"
                + " tables, not of the genome\n"));
    input.writeTable(TinyInput.COLUMNS, rowsOfOneGene(100));
    assertThat(
        Ran.command(input.build(), "--overwrite").out(), not(containsString("sampled before")));
  }

  private static String rowsOfOneGene(int rows) {
    StringBuilder table = new StringBuilder();
    for (int position = 0; position < rows; position++) {
      table.append(TinyInput.row("G1", position, "0.01", "TN", "", "+"));
    }
    return table.toString();
  }
}
