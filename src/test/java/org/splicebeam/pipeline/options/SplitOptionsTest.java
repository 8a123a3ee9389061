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
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.pipeline.Main;
import org.splicebeam.pipeline.dataset.BuildCommand;
import org.splicebeam.transforms.finish.DatasetOptions;
import org.splicebeam.transforms.splits.SplitRule;

/** What the options of splits come to mean, and what is refused. */
class SplitOptionsTest {
  @TempDir private Path folder;

  private static BuildOptions options(String... some) {
    List<String> all =
        new ArrayList<>(List.of("build", "--input=/t", "--gtf=/g/a.gtf", "--output=/o"));
    all.addAll(List.of(some));
    return ((BuildCommand) Main.parsed(all.toArray(String[]::new))).options();
  }

  private static DatasetOptions shaping(String... some) {
    return options(some).settings("run", "{}").options();
  }

  private static String refused(String... some) {
    BuildOptions options = options(some);
    return assertThrows(BadOptionException.class, () -> options.settings("run", "{}")).getMessage();
  }

  @Test
  void withoutTheOptionThereAreNone() {
    assertThat(shaping().splits(), is(nullValue()));
    assertThat(shaping("--splits=none").splits(), is(nullValue()));
    assertThat(shaping().parts().columns().hasSplits(), is(false));
    assertThat(options().columnCount().all() + 1, is(options("--splits=gene").columnCount().all()));
  }

  @Test
  void sharesAreTheContracts() {
    assertThat(shaping("--splits=gene").splits(), is(new SplitRule.ByGene(0.8, 0.1, 0.1)));
    assertThat(
        shaping("--splits=gene", "--fractions=.5, 0.5,0").splits(),
        is(new SplitRule.ByGene(0.5, 0.5, 0)));
    assertThat(shaping("--splits=gene").parts().columns().hasSplits(), is(true));
  }

  @Test
  void chromosomesWithoutListsAreThePreset() {
    SplitRule preset = new SplitRule.SpliceAi();
    assertThat(shaping("--splits=chromosome").splits(), is(preset));
    assertThat(shaping("--splits=spliceai").splits(), is(preset));
    assertThat(shaping("--splits=spliceai", "--testChromosomes=spliceai").splits(), is(preset));
    assertThat(shaping("--splits=chromosome", "--testChromosomes=spliceai").splits(), is(preset));
    assertThat(
        shaping("--splits=chromosome", "--testChromosomes=1,chrX").splits(),
        is(new SplitRule.ByChromosome(Set.of("1", "chrX"), Set.of())));
    assertThat(
        shaping("--splits=chromosome", "--validationChromosomes=2").splits(),
        is(new SplitRule.ByChromosome(Set.of(), Set.of("2"))));
  }

  @Test
  void whatBelongsToOtherSplitsIsRefused() {
    assertThat(
        refused("--fractions=0.8,0.1,0.1"),
        is(
            "--fractions is an option of --splits=gene, but --splits is none: leave it out, or say --splits=gene"));
    assertThat(
        refused("--testChromosomes=1"),
        is(
            "--testChromosomes is an option of --splits=chromosome, but --splits is none: leave it out, or say --splits=chromosome"));
    assertThat(
        refused("--splits=gene", "--validationChromosomes=1"),
        is(
            "--validationChromosomes is an option of --splits=chromosome, but --splits is gene: leave it out, or say --splits=chromosome"));
    assertThat(
        refused("--splits=chromosome", "--fractions=0.8,0.1,0.1"),
        is(
            "--fractions is an option of --splits=gene, but --splits is chromosome: leave it out, or say --splits=gene"));
    assertThat(
        refused("--splits=spliceai", "--testChromosomes=1"),
        is(
            "--testChromosomes is given beside --splits=spliceai, which says itself what test and validation are: leave out one of the two"));
    assertThat(
        refused("--splits=chromosome", "--testChromosomes=spliceai", "--validationChromosomes=2"),
        is(
            "--validationChromosomes is given beside --testChromosomes=spliceai, which says itself what test and validation are: leave out one of the two"));
  }

  @Test
  void whatIsNoSplitIsRefused() {
    assertThat(
        refused("--splits=row"),
        is("--splits is 'row'; it can be gene, chromosome, spliceai or none"));
    for (String fractions : List.of("0.8,0.2", "0.8,0.1,0.2", "0.25,0.25,0.25,0.25")) {
      assertThat(
          refused("--splits=gene", "--fractions=" + fractions),
          is(
              "--fractions is '%s'; it is three shares, of train, validation and test, that sum up to 1"
                  .formatted(fractions)));
    }
    assertThat(
        refused("--splits=gene", "--fractions=1.1,-0.1,0"),
        is("--fractions is '1.1'; it is a number from 0 to 1"));
    assertThat(
        refused("--splits=gene", "--fractions=0.8,,0.2"),
        is("--fractions is '0.8,,0.2'; it is a list with commas and without empty items"));
  }

  @Test
  void aChromosomeIsInOneSplit() throws IOException {
    assertThat(
        refused("--splits=chromosome", "--testChromosomes=chr2,3", "--validationChromosomes=2,4"),
        is(
            "--testChromosomes and --validationChromosomes both name chr2: a chromosome is in one split"));
    Path aliases = Files.writeString(folder.resolve("aliases.tsv"), "1\tNC_000001.11\n");
    assertThat(
        refused(
            "--splits=chromosome",
            "--testChromosomes=NC_000001.11",
            "--validationChromosomes=chr1",
            "--chromAliases=" + aliases),
        is(
            "--testChromosomes and --validationChromosomes both name NC_000001.11: a chromosome is in one split"));
  }
}
