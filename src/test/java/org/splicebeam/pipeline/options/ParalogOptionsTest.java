package org.splicebeam.pipeline.options;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.pipeline.Main;
import org.splicebeam.pipeline.dataset.BuildCommand;
import org.splicebeam.pipeline.graph.BuildSettings;
import org.splicebeam.transforms.finish.DatasetOptions;
import org.splicebeam.transforms.paralogs.ParalogMode;
import org.splicebeam.transforms.paralogs.ParalogRule;
import org.splicebeam.transforms.scoring.ScoreSource;
import org.splicebeam.transforms.tables.TableSource;

/** What the options that guard splits come to mean, and what is refused. */
class ParalogOptionsTest {
  private static BuildSettings settings(String... some) {
    List<String> all = new ArrayList<>(List.of("build", "--gtf=/g/a.gtf", "--output=/o"));
    all.addAll(List.of(some));
    BuildCommand command = (BuildCommand) Main.parsed(all.toArray(String[]::new));
    return command.options().settings("run", "{}");
  }

  private static ParalogRule rule(String... some) {
    List<String> all = new ArrayList<>(List.of("--input=/t"));
    all.addAll(List.of(some));
    DatasetOptions options = settings(all.toArray(String[]::new)).options();
    assertThat(DatasetOptions.ofJson(options.toJson()), is(Optional.of(options)));
    return options.paralogs();
  }

  private static String refused(String... some) {
    return assertThrows(BadOptionException.class, () -> rule(some)).getMessage();
  }

  @Test
  void splitsAreGuardedAndNothingElseIs() {
    assertThat(rule(), is(nullValue()));
    assertThat(rule("--splits=none"), is(nullValue()));
    assertThat(rule("--splits=gene"), is(new ParalogRule(ParalogMode.REPORT, 0.1)));
    assertThat(
        rule("--splits=chromosome", "--paralogs=move", "--paralogContainment=0.25"),
        is(new ParalogRule(ParalogMode.MOVE, 0.25)));
    assertThat(
        rule("--splits=gene", "--paralogs=drop", "--paralogContainment=1"),
        is(new ParalogRule(ParalogMode.DROP, 1)));
  }

  @Test
  void genesAreSketchedWhereSplitsAre(@TempDir Path folder) throws IOException {
    for (String track : List.of("donor_plus", "donor_minus", "acceptor_plus", "acceptor_minus")) {
      Files.writeString(folder.resolve(track + ".bedGraph"), "1\t9\t10\t0.5\n");
    }
    String scores = "--scores=" + folder;
    assertThat(((TableSource) settings("--input=/t").source()).sketched(), is(false));
    assertThat(
        ((TableSource) settings("--input=/t", "--splits=gene").source()).sketched(), is(true));
    assertThat(((ScoreSource) settings(scores, "--fasta=/f.fa").source()).sketched(), is(false));
    assertThat(
        ((ScoreSource) settings(scores, "--fasta=/f.fa", "--splits=gene").source()).sketched(),
        is(true));
  }

  @Test
  void withoutSplitsThereIsNothingToGuard() {
    assertThat(
        refused("--paralogs=report"),
        is("--paralogs is given, but --splits is none: say how genes are split, or leave it out"));
    assertThat(
        refused("--splits=none", "--paralogContainment=0.1"),
        is(
            "--paralogContainment is given, but --splits is none: say how genes are split, or leave it out"));
  }

  @Test
  void otherValuesAreRefused() {
    assertThat(
        refused("--splits=gene", "--paralogs=keep"),
        is("--paralogs is 'keep'; it can be report, move, drop"));
    assertThat(
        refused("--splits=gene", "--paralogContainment=0"),
        is("--paralogContainment is '0'; it is a number above 0 up to 1"));
    for (String share : List.of("1.1", "-0.1", "x", "NaN")) {
      assertThat(
          refused("--splits=gene", "--paralogContainment=" + share),
          is("--paralogContainment is '%s'; it is a number from 0 to 1".formatted(share)));
    }
  }
}
