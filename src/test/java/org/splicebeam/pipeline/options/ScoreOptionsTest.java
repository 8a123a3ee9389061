package org.splicebeam.pipeline.options;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.splicebeam.pipeline.Main;
import org.splicebeam.pipeline.dataset.BuildCommand;
import org.splicebeam.pipeline.graph.BuildSettings;
import org.splicebeam.transforms.arrays.HandMadeNpy;
import org.splicebeam.transforms.parts.PartPacking;
import org.splicebeam.transforms.rows.ScoreColumns;
import org.splicebeam.transforms.sampling.HandMadeRule;
import org.splicebeam.transforms.sampling.SamplingRule;
import org.splicebeam.transforms.scoring.ScoreRules;
import org.splicebeam.transforms.scoring.ScoreSource;
import org.splicebeam.transforms.tables.TableSource;

/** What the options of rows from scores come to mean, and what is refused. */
class ScoreOptionsTest {
  private static final String FASTA = "--fasta=/g/a.fa";

  @TempDir private Path folder;
  private String scores;

  @BeforeEach
  void writeScores() throws IOException {
    Files.write(folder.resolve("G.npy"), HandMadeNpy.of("<f4", "1, 3", 0, 0, 0));
    scores = "--scores=" + folder;
  }

  private static BuildOptions options(String... some) {
    List<String> all = new ArrayList<>(List.of("build", "--gtf=/g/a.gtf", "--output=/o"));
    all.addAll(List.of(some));
    return ((BuildCommand) Main.parsed(all.toArray(String[]::new))).options();
  }

  private BuildSettings settings(String... more) {
    return options(Stream.concat(Stream.of(scores, FASTA), Stream.of(more)).toArray(String[]::new))
        .settings("run", "{}");
  }

  private static String refused(String... some) {
    BuildOptions options = options(some);
    return assertThrows(BadOptionException.class, () -> options.settings("run", "{}")).getMessage();
  }

  @Test
  void theDefaultsAreTheContracts() {
    BuildSettings settings = settings();
    assertThat(settings.options().scores(), is(new ScoreRules(0.5, 2, 250, null, null, true)));
    assertThat(
        settings.options().sampling(),
        is(HandMadeRule.rule(SamplingRule.Scope.GENE).negativeRatio(8).build()));
    assertThat(settings.options().parts().columns().extraColumns(), is(ScoreColumns.COLUMNS));
    ScoreSource source = (ScoreSource) settings.source();
    assertThat(source.rules(), is(settings.options().scores()));
    assertThat(source.files().fasta(), is("/g/a.fa"));
    assertThat(source.choice().chromosomes(), is(Set.of()));
    assertThat(source.choice().rule(), is(settings.options().sampling()));
    assertThat(source.choice().chunkRows(), is(PartPacking.chunkRows(0)));
  }

  @Test
  void everyOptionReachesTheSettings() {
    BuildSettings settings =
        settings(
            "--callThreshold=1e-3",
            "--siteTolerance=10",
            "--sequenceFlank=32767",
            "--donorOffset=-5",
            "--acceptorOffset=+5",
            "--offsetCheck=off",
            "--negatives=rules",
            "--chromosomes=chrX",
            "--geneTypes=lncRNA",
            "--partRows=7",
            "--seed=3");
    assertThat(settings.options().scores(), is(new ScoreRules(1e-3, 10, 32_767, -5, 5, false)));
    assertThat(
        "half of a near negative stays for each row that is no TN",
        settings.options().sampling(),
        is(HandMadeRule.rule(SamplingRule.Scope.GENE).nearRatio(0.5).seed(3).build()));
    ScoreSource source = (ScoreSource) settings.source();
    assertThat(source.choice().chromosomes(), is(Set.of("chrX")));
    assertThat(source.choice().genes().types(), is(Set.of("lncRNA")));
    assertThat(source.choice().chunkRows(), is(7L));
  }

  @Test
  void autoIsTheDefaultOfOffsetsAndOnThatOfTheCheck() {
    assertThat(
        settings("--donorOffset=auto", "--acceptorOffset=auto", "--offsetCheck=on").options(),
        is(settings().options()));
    assertThat(settings("--donorOffset=2").options().scores().donorOffset(), is(2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--callThreshold=0 | --callThreshold is '0'; it is a number above 0",
        "--callThreshold=-0.5 | --callThreshold is '-0.5'; it is a number that is finite and not negative",
        "--callThreshold=half | --callThreshold is 'half'; it is a number that is finite and not negative",
        "--siteTolerance=11 | --siteTolerance is '11'; it is a whole number from 0 to 10",
        "--siteTolerance=-1 | --siteTolerance is '-1'; it is a whole number from 0 to 10",
        "--sequenceFlank=0 | --sequenceFlank is '0'; it is a whole number from 1 to 32767",
        "--sequenceFlank=32768 | --sequenceFlank is '32768'; it is a whole number from 1 to 32767",
        "--donorOffset=6 | --donorOffset is '6'; it is a whole number from -5 to 5, or auto",
        "--acceptorOffset=none | --acceptorOffset is 'none'; it is a whole number from -5 to 5, or auto",
        "--offsetCheck=no | --offsetCheck is 'no'; it can be on, off",
        "--input=/i | --input and --scores are both given: rows come from analysis tables or from scores; leave one out",
        "--extraColumns=a:int | --extraColumns is an option of --input, and rows come from --scores: leave it out",
        "--positionIdMode=transcript | --positionIdMode is 'transcript', but this version has genomic only",
        "--nearRatio=1 | --nearRatio is an option of --negatives=rules, but the negatives are those of strata: leave it out, or say --negatives=rules",
        "--hardThreshold=0.1 | --hardThreshold is an option of --negatives=rules, but the negatives are those of strata: leave it out, or say --negatives=rules",
      })
  void aValueThatWillNotDoIsToldInOneSentence(String option, String sentence) {
    assertThat(refused(scores, FASTA, option), is(sentence));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--donorOffset=1", "--acceptorOffset=-1", "--donorOffset=auto"})
  void withoutTheCheckBothOffsetsAreToBeTold(String offset) {
    String[] more = offset.isEmpty() ? new String[0] : new String[] {offset};
    String[] all =
        Stream.concat(Stream.of(scores, FASTA, "--offsetCheck=off"), Stream.of(more))
            .toArray(String[]::new);
    assertThat(
        refused(all),
        is(
            "--offsetCheck=off needs --donorOffset and --acceptorOffset: without the check none"
                + " is chosen"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--callThreshold=0.5",
        "--siteTolerance=2",
        "--sequenceFlank=250",
        "--donorOffset=auto",
        "--acceptorOffset=auto",
        "--offsetCheck=on"
      })
  void besideTablesAnOptionOfScoresIsRefusedAlsoWithItsDefault(String option) {
    assertThat(
        refused("--input=/i", option),
        is(
            option.substring(0, option.indexOf('='))
                + " is an option of --scores, and rows come from --input: leave it out"));
  }

  @Test
  void scoresNeedAGenome() {
    assertThat(refused(scores), containsString("--fasta is missing: it names the genome"));
    assertThat(refused(scores, "--fasta="), containsString("--fasta is missing"));
  }

  @Test
  void filesMayBeToldAsUrls() throws IOException {
    List<String> told = new ArrayList<>();
    for (String type : List.of("donor+", "donor-", "acceptor+", "acceptor-")) {
      Path track = Files.writeString(folder.resolve(type + ".bg"), "1 0 1 0.5\n");
      told.add(type + ":file://" + track);
    }
    BuildOptions options = options("--scores=" + String.join(",", told), "--fasta=file:///g/a.fa");
    ScoreSource source = (ScoreSource) options.settings("run", "{}").source();
    assertThat(source.files().fasta(), is("/g/a.fa"));
    assertThat(
        options.paths().stream().map(PathOption::path).limit(2).toList(),
        is(List.of(folder + "/acceptor+.bg", folder + "/acceptor-.bg")));
    assertThat(
        refused("--scores=file://else/where", FASTA),
        is(
            "--scores file://else/where: it names another machine: write file:///path or the path"
                + " alone"));
  }

  /** There may be no file system for it yet. */
  @Test
  void theSizeOfWhatLiesElsewhereIsUnknown() {
    for (String elsewhere : List.of("gs://b/scores", "donor+:/d.bw,donor-:gs://b/d.bw")) {
      assertThat(options("--scores=" + elsewhere, FASTA).tables(), is(TextSize.UNKNOWN));
    }
  }

  @Test
  void scoresThatCannotBeReadAreRefusedBeforeTheBuild() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThat(
        refused("--scores=" + empty, FASTA),
        containsString(empty + " has no scores in a form that is read"));
  }

  @Test
  void besideTablesAGenomeIsHeldAgainstThem() {
    TableSource source =
        (TableSource) options("--input=/i", FASTA, "--seed=9").settings("run", "{}").source();
    assertThat(source.fasta(), is("/g/a.fa"));
    assertThat(options("--input=/i").areTables(), is(true));
    assertThat(options(scores, FASTA).areTables(), is(false));
  }

  @Test
  void whatWorkersReadIsNamedByItsOption() {
    List<String> names =
        options(scores, FASTA).paths().stream().map(PathOption::option).distinct().toList();
    assertThat(names.containsAll(List.of("--scores", "--fasta", "--gtf", "--output")), is(true));
    assertThat(names.contains("--input"), is(false));
  }
}
