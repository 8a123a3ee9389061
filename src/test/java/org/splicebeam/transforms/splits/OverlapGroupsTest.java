package org.splicebeam.transforms.splits;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.genome.ChromosomeAliases;
import org.splicebeam.schemas.genome.Span;

class OverlapGroupsTest {
  private static GeneSpan gene(String id, String chrom, long start, long end) {
    return new GeneSpan(id, chrom, new Span(start, end));
  }

  /** The genes of each group by its name and chromosome. */
  private static Map<String, List<String>> groups(List<GeneSpan> genes) {
    Map<String, List<String>> byName = new TreeMap<>();
    for (OverlapGroups.Group group : OverlapGroups.of(genes, ChromosomeAliases.NONE)) {
      byName.put(group.name() + " on " + group.chrom(), group.genes());
    }
    return byName;
  }

  @Test
  void genesThatShareABaseAreOneGroup() {
    assertThat(
        groups(List.of(gene("B", "1", 100, 200), gene("A", "1", 200, 300))),
        is(Map.of("A on 1", List.of("A", "B"))));
  }

  @Test
  void genesThatTouchShareNoBase() {
    assertThat(
        groups(List.of(gene("B", "1", 100, 200), gene("A", "1", 201, 300))),
        is(Map.of("A on 1", List.of("A"), "B on 1", List.of("B"))));
  }

  @Test
  void aChainIsOneGroupThoughItsEndsAreApart() {
    assertThat(
        groups(List.of(gene("C", "1", 190, 300), gene("A", "1", 1, 100), gene("B", "1", 90, 200))),
        is(Map.of("A on 1", List.of("A", "B", "C"))));
  }

  /** The gene after a nested one overlaps the outer gene alone. */
  @Test
  void aNestedGeneDoesNotEndTheGroup() {
    assertThat(
        groups(
            List.of(
                gene("OUTER", "1", 1, 1000),
                gene("NESTED", "1", 10, 20),
                gene("LATE", "1", 900, 1100),
                gene("NEXT", "1", 1101, 1200))),
        is(Map.of("LATE on 1", List.of("LATE", "NESTED", "OUTER"), "NEXT on 1", List.of("NEXT"))));
  }

  @Test
  void aGeneWithoutAnnotationIsItsOwn() {
    assertThat(
        groups(List.of(gene("A", "1", 1, 100), new GeneSpan("X", "chr1", null))),
        is(Map.of("A on 1", List.of("A"), "X on 1", List.of("X"))));
  }

  @Test
  void namesOfOneChromosomeAreOne() {
    assertThat(
        groups(
            List.of(
                gene("A", "chr1", 1, 100),
                gene("B", "1", 50, 150),
                gene("M", "chrM", 1, 100),
                gene("N", "MT", 50, 150))),
        is(Map.of("A on 1", List.of("A", "B"), "M on MT", List.of("M", "N"))));
    assertThat(
        OverlapGroups.of(
            List.of(gene("A", "NC_1", 1, 100), gene("B", "chr1", 50, 150)),
            new ChromosomeAliases(Map.of("NC_1", "1"))),
        is(List.of(new OverlapGroups.Group("A", "1", List.of("A", "B")))));
  }

  /** U+1F9EC is above U+FF21, though its first UTF-16 unit is below. */
  @Test
  void theSmallestIdIsByCodePoint() {
    assertThat(
        groups(List.of(gene("\uD83E\uDDEC", "1", 1, 10), gene("\uFF21", "1", 1, 10))),
        is(Map.of("\uFF21 on 1", List.of("\uFF21", "\uD83E\uDDEC"))));
  }

  /** Compared with joining each pair that shares a base, until nothing changes. */
  @Test
  void groupsAreThoseOfAllPairs() {
    Random random = new Random(1);
    for (int round = 0; round < 200; round++) {
      List<GeneSpan> genes = new ArrayList<>();
      Map<String, String> nameOfGene = new TreeMap<>();
      for (int i = 0; i < 12; i++) {
        long start = 1 + random.nextInt(100);
        GeneSpan gene =
            gene("G" + (10 + i), random.nextInt(3) + "", start, start + random.nextInt(20));
        genes.add(gene);
        nameOfGene.put(gene.geneId(), gene.geneId());
      }
      for (int again = 0; again < genes.size(); again++) {
        for (GeneSpan a : genes) {
          for (GeneSpan b : genes) {
            if (a.chrom().equals(b.chrom())
                && Math.max(a.span().start(), b.span().start())
                    <= Math.min(a.span().end(), b.span().end())
                && nameOfGene.get(a.geneId()).compareTo(nameOfGene.get(b.geneId())) < 0) {
              nameOfGene.put(b.geneId(), nameOfGene.get(a.geneId()));
            }
          }
        }
      }
      Collections.shuffle(genes, random);
      Map<String, String> found = new TreeMap<>();
      for (OverlapGroups.Group group : OverlapGroups.of(genes, ChromosomeAliases.NONE)) {
        group.genes().forEach(gene -> found.put(gene, group.name()));
      }
      assertThat(found, is(nameOfGene));
    }
  }
}
