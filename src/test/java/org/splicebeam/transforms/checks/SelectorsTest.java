package org.splicebeam.transforms.checks;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.genome.ChromosomeAliases;
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
            "--genesFile and --geneTypes select no gene together: no listed gene of the analysis"
                + " tables is of type unknown: leave out one of the two"));
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

  // ---- of an annotation, where rows come from scores

  private static final Map<String, GeneModel> ANNOTATION =
      Map.of(
          "G1.2", on("1", gene("G1.2", "TP53", "lncRNA")),
          "G9", on("chrX", gene("G9", "NINE", "snRNA")),
          "G0", on("NC_1", gene("G0", null, null)));

  private static GeneModel on(String chrom, GeneModel gene) {
    return HandMadeGene.like(gene).at(chrom, gene.strand(), gene.span()).build();
  }

  private static Selectors annotated(Set<String> named, Set<String> types, String... chromosomes) {
    GenePolicy policy = new GenePolicy(named, types);
    return new Selectors(
        policy,
        Set.of(chromosomes),
        OfferedGenes.ofAnnotation(
            policy, Set.of(chromosomes), new ChromosomeAliases(Map.of("NC_1", "1")), ANNOTATION));
  }

  @Test
  void genesOfTheAnnotationAreSelectedAmong() {
    for (Selectors all :
        List.of(
            annotated(null, Set.of()),
            annotated(Set.of("NINE", "G0"), Set.of("snRNA", "unknown"), "X", "1"),
            annotated(Set.of("G9"), Set.of(), "X"))) {
      assertThat(all.fault(), is(nullValue()));
      assertThat(all.unmatched(), is(Map.of()));
    }
  }

  @Test
  void aChromosomeIsChosenByAnyOfItsNames() {
    for (String name : List.of("1", "NC_1")) {
      Selectors selectors = annotated(Set.of("TP53", "G0", "G9"), Set.of(), name);
      assertThat(selectors.fault(), is(nullValue()));
      assertThat(selectors.unmatched(), is(Map.of("--genesFile", List.of("G9"))));
    }
  }

  @Test
  void whatTheAnnotationLacksIsNamed() {
    assertThat(
        annotated(null, Set.of(), "7").fault(),
        is(
            "--chromosomes selects nothing: no gene of the annotation is on 7; there is 1, NC_1, X:"
                + " name what is there, or leave the option out"));
    assertThat(
        annotated(Set.of("G1"), Set.of()).fault(),
        is(
            "--genesFile selects nothing: no gene of the annotation is G1; there is G0, G1.2, G9:"
                + " without their versions they match: use --stripIdVersions"));
    assertThat(
        annotated(null, Set.of("snRNA"), "1").fault(),
        is(
            "--geneTypes selects nothing: no gene of the annotation is of type snRNA; there is"
                + " lncRNA, unknown: name what is there, or leave the option out"));
    assertThat(
        annotated(Set.of("TP53"), Set.of("snRNA")).fault(),
        is(
            "--genesFile and --geneTypes select no gene together: no listed gene of the annotation"
                + " is of type snRNA: leave out one of the two"));
    assertThat(
        annotated(null, Set.of(), "7", "X").unmatched(), is(Map.of("--chromosomes", List.of("7"))));
  }

  @Test
  void anAnnotationWithoutGenesIsJudgedElsewhere() {
    GenePolicy policy = new GenePolicy(Set.of("z"), Set.of());
    assertThat(
        new Selectors(
                policy,
                Set.of(),
                OfferedGenes.ofAnnotation(policy, Set.of(), ChromosomeAliases.NONE, Map.of()))
            .fault(),
        is(nullValue()));
  }
}
