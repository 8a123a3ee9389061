package org.splicebeam.transforms.checks;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.HandMadeGene;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.inputs.FileTally;
import org.splicebeam.schemas.inputs.HandMadeFileTally;
import org.splicebeam.schemas.sampling.GeneTally;
import org.splicebeam.transforms.genes.GenePolicy;

class SelectorsTest {
  private static final Map<String, GeneModel> GENES =
      Map.of("G1.2", gene("G1.2", "TP53", "lncRNA"), "G9", gene("G9", "NINE", "snRNA"));

  private static GeneModel gene(String id, String name, String type) {
    return HandMadeGene.gene(id).named(name).ofType(type).at("1", Strand.FORWARD, 1, 9).build();
  }

  /** Rows of G1.2 and of U1, which is not annotated, on chromosomes 1 and X; none is selected. */
  private static Selectors check(Set<String> named, Set<String> types, String... chromosomes) {
    return check(9, named, types, chromosomes);
  }

  private static Selectors check(
      long rows, Set<String> named, Set<String> types, String... chromosomes) {
    FileTally table =
        HandMadeFileTally.table("a")
            .rows(rows, 0, 9)
            .chromosomes(List.of("1"), List.of("X"))
            .build();
    return new Selectors(
        new GenePolicy(named, types),
        Set.of(chromosomes),
        OfferedGenes.ofTables(
            List.of(table),
            List.of(GeneTally.unselected("U1", 4), GeneTally.unselected("G1.2", 5)),
            GENES));
  }

  @Test
  void anOptionThatMatchesNothingIsNamed() {
    assertThat(
        check(null, Set.of(), "Q", "7").fault(),
        is(
            "--chromosomes selects nothing: no valid row is on 7, Q; there is 1, X: name what is"
                + " there, or leave the option out"));
    assertThat(
        check(Set.of("NINE", "G9", "a", "b", "c", "d\te"), Set.of()).fault(),
        is(
            "--genesFile selects nothing: no gene of the analysis tables is G9, NINE, a, b, c and 1"
                + " more; there is G1.2, U1: name what is there, or leave the option out"));
    assertThat(
        check(null, Set.of("snRNA")).fault(),
        is(
            "--geneTypes selects nothing: no gene of the analysis tables is of type snRNA; there is"
                + " lncRNA, unknown: name what is there, or leave the option out"));
  }

  @Test
  void versionsAloneAreHintedAt() {
    assertThat(
        check(Set.of("G1"), Set.of()).fault(),
        is(
            "--genesFile selects nothing: no gene of the analysis tables is G1; there is G1.2, U1:"
                + " without their versions they match: use --stripIdVersions"));
  }

  @Test
  void optionsThatExcludeEachOtherAreNamed() {
    assertThat(
        check(Set.of("TP53"), Set.of("unknown")).fault(),
        is(
            "--genesFile and --geneTypes select no gene together: no listed gene that the analysis"
                + " tables have is of type unknown: leave out one of the two"));
  }

  @Test
  void entriesThatMatchNothingAreListed() {
    assertThat(
        check(Set.of("TP53", "z", "NINE"), Set.of("lncRNA", "tRNA"), "X", "Y").unmatched(),
        is(
            Map.of(
                "--genesFile", List.of("NINE", "z"),
                "--geneTypes", List.of("tRNA"),
                "--chromosomes", List.of("Y"))));
    assertThat(check(Set.of("U1"), Set.of("unknown"), "1").unmatched(), is(Map.of()));
  }

  @Test
  void withoutRowsThereIsNothingToSelectFrom() {
    assertThat(check(0, Set.of("z"), Set.of("z"), "z").fault(), is(nullValue()));
  }
}
