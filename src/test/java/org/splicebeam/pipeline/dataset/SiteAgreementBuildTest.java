package org.splicebeam.pipeline.dataset;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.pipeline.Ran;

/** Builds of 60 true donors, 10 bases apart, whose splice sites stand at them or elsewhere. */
class SiteAgreementBuildTest {
  private static final int DONORS = 60;

  @TempDir Path folder;
  private TinyInput input;
  private Path sites;

  @BeforeEach
  void writeSites() throws IOException {
    input = TinyInput.in(folder);
    sites = folder.resolve("splice_sites.tsv");
    StringBuilder table = new StringBuilder("gene_id\tposition\tsite_type\n");
    for (int i = 0; i < DONORS; i++) {
      table.append("G1\t%d\tdonor\n".formatted(1011 + 10 * i));
    }
    Files.writeString(sites, table);
  }

  /** The first rows stand beside their sites by so many bases, the others right at them. */
  private Ran build(int beside, int rows, String... more) throws IOException {
    StringBuilder table = new StringBuilder();
    for (int i = 0; i < DONORS; i++) {
      int position = 10 + 10 * i + (i < rows ? beside : 0);
      table.append(TinyInput.row("G1", position, "0.9", "TP", "donor", "+"));
    }
    input.writeTable(TinyInput.COLUMNS, table.toString());
    List<String> words = new ArrayList<>(input.build());
    words.add("--spliceSites=" + sites);
    words.addAll(List.of(more));
    return Ran.command(words);
  }

  private String agreement() throws IOException {
    JsonNode dataset = new ObjectMapper().readTree(input.output().resolve("dataset.json").toFile());
    JsonNode agreement = dataset.path("agreement");
    return "%s %s %s"
        .formatted(agreement.path("siteRows"), agreement.path("agreeing"), agreement.path("exact"));
  }

  @Test
  void rowsAtTheirSitesAreBuiltWithoutAWord() throws IOException {
    Ran run = build(0, 0);
    assertThat(run.err(), run.exitCode(), is(0));
    assertThat(run.out(), not(containsString("warning")));
    assertThat(agreement(), is("60 60 60"));
  }

  @Test
  void rowsOfAnotherGenomeEndTheBuild() throws IOException {
    Ran run = build(4, 31);
    assertThat(run.exitCode(), is(2));
    assertThat(
        run.err(),
        is(
            """
            splicebeam build: analysis tables and splice sites are not of one genome: of 60 TP and \
            FN rows 48.3 % lie within 2 bases of a splice site of their gene, of donors on + 48.3 % \
            (--siteAgreement asks for 50.0 %): is the annotation of another assembly or release, or \
            are positions shifted? Use the annotation that the predictions were made with, or \
            --siteAgreement=0 to build all the same
              does not agree: G1 TP donor at 1015, nearest site at 1011
              does not agree: G1 TP donor at 1025, nearest site at 1021
              does not agree: G1 TP donor at 1035, nearest site at 1031
            """));
    assertThat(Files.exists(input.output().resolve("dataset.json")), is(false));
    assertThat(Files.exists(input.output().resolve("master")), is(false));
  }

  @Test
  void theUserMayBuildAllTheSameAndIsWarned() throws IOException {
    Ran run = build(4, 60, "--siteAgreement=0");
    assertThat(run.err(), run.exitCode(), is(0));
    assertThat(
        run.out(),
        containsString(
            "  warning: of 60 TP and FN rows 0.0 % lie within 2 bases of a splice site of their"
                + " gene, of donors on + 0.0 %: is the annotation of another release?"));
    assertThat(agreement(), is("60 0 0"));
  }

  @Test
  void someRowsOfAnotherReleaseAreAWarning() throws IOException {
    Ran run = build(4, 7);
    assertThat(run.err(), run.exitCode(), is(0));
    assertThat(
        run.out(),
        containsString(
            "  warning: of 60 TP and FN rows 88.3 % lie within 2 bases of a splice site of their"
                + " gene, of donors on + 88.3 %: is the annotation of another release? The first"
                + " that do not: G1 TP donor at 1015, nearest site at 1011; "));
    assertThat(build(4, 6, "--overwrite").out(), not(containsString("warning")));
    assertThat(agreement(), is("60 54 54"));
  }

  @Test
  void positionsThatAreShiftedByOneAreAWarning() throws IOException {
    assertThat(
        build(1, 31).out(),
        containsString(
            "  warning: of 60 TP and FN rows 48.3 % stand right at a splice site of their gene,"
                + " though 100.0 % lie within 2 bases of one: are positions shifted by one or"
                + " two?"));
    assertThat(build(1, 30, "--overwrite").out(), not(containsString("warning")));
  }
}
