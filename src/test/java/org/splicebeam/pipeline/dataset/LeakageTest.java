package org.splicebeam.pipeline.dataset;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.pipeline.Ran;

/** A feature that gives the label away ends a build, unless it is allowed by name. */
class LeakageTest {
  private static final String GENOME = "../../examples/genome/";
  private static final String OF_TRANSCRIPT =
      "num_exons,avg_exon_length,median_exon_length,total_exon_length,total_intron_length,"
          + "has_tx_info,missing_transcript_feats";

  @TempDir Path folder;

  /** Of the example's genes two are not annotated, so that 0.95 would not be reached. */
  private Ran build(String... more) {
    return Ran.command(
        List.of(
            "build",
            "--runner=direct",
            "--input=" + GENOME + "analysis",
            "--gtf=" + GENOME + "annotation.gtf",
            "--spliceSites=" + GENOME + "splice_sites.tsv",
            "--kmerSizes=0",
            "--downsample=none",
            "--output=" + folder.resolve("out")),
        more);
  }

  private Object part() throws IOException {
    return Files.readAttributes(
            folder.resolve("out/master/part-00000.parquet"), BasicFileAttributes.class)
        .fileKey();
  }

  private List<String> featuresThat(String verdict) throws IOException {
    JsonNode leakage =
        new ObjectMapper().readTree(folder.resolve("out/statistics.json").toFile()).get("leakage");
    List<String> names = new ArrayList<>();
    for (JsonNode column : leakage.get("columns")) {
      if (column.get("site").get("verdict").asText().equals(verdict)) {
        names.add(column.get("name").asText());
      }
    }
    return names;
  }

  @Test
  void aFeatureThatGivesTheLabelAwayEndsTheBuildUnlessItIsAllowed() throws IOException {
    Ran refused = build("--leakageLimit=0.8", "--transcriptJoin=row");
    assertThat(
        refused,
        is(
            new Ran(
                1,
                "",
                "splicebeam build: 7 features give the label away (num_exons, avg_exon_length,"
                    + " median_exon_length, total_exon_length, total_intron_length and 2 more):"
                    + " num_exons alone tells TP and FN from FP and TN (AUC 0.901, with 99 %"
                    + " confidence 0.841 or more; --leakageLimit is 0.8); build with"
                    + " --transcriptJoin=representative, or let them through by --allowLeak and"
                    + " their names, which statistics.json has, with which this command goes on"
                    + " without building a part again\n")));
    assertThat(Files.exists(folder.resolve("out/dataset.json")), is(false));
    assertThat(featuresThat("leaks"), is(List.of(OF_TRANSCRIPT.split(","))));

    Object part = part();
    Ran allowed =
        build("--leakageLimit=0.8", "--transcriptJoin=row", "--allowLeak=" + OF_TRANSCRIPT);
    assertThat(allowed.err(), allowed.exitCode(), is(0));
    assertThat(part(), is(part));
    assertThat(featuresThat("leaks"), is(List.of()));
    assertThat(featuresThat("allowed"), is(List.of(OF_TRANSCRIPT.split(","))));
    assertThat(Ran.command("validate", folder.resolve("out").toString()).exitCode(), is(0));
  }

  @Test
  void theTranscriptOfTheGeneGivesNothingAway() throws IOException {
    Ran built = build("--leakageLimit=0.8");
    assertThat(built.err(), built.exitCode(), is(0));
    assertThat(featuresThat("leaks"), is(List.of()));
  }

  @Test
  void limitsAndNamesAreChecked() {
    assertThat(
        build("--leakageLimit=0.4"),
        is(Ran.refused("build", "--leakageLimit is '0.4'; it is a number from 0.5 to 1")));
    assertThat(
        build("--allowLeak=num_exons,nothing"),
        is(
            Ran.refused(
                "build",
                "--allowLeak names 'nothing', which is no column of the data set: 'splicebeam"
                    + " schema' lists them")));
  }
}
