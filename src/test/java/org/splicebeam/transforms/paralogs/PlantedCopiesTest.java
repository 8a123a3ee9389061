package org.splicebeam.transforms.paralogs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.splicebeam.schemas.genome.HandMadeSites;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.SpliceSites;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.paralogs.GeneSketch;
import org.splicebeam.schemas.rows.SpliceType;

/**
 * How many planted copies of genes are found. A gene has exons of 150 bases and introns of 500; a
 * copy has other introns, and of each exon's bases a share that is another base.
 */
class PlantedCopiesTest {
  private static final int EXON = 150;
  private static final int INTRON = 500;
  private static final int FLANK = 250;
  private static final int COPIES = 200;
  private static final byte[] LETTERS = {'A', 'C', 'G', 'T'};

  private final SplittableRandom random = new SplittableRandom(16);

  private byte[] bases(int length) {
    byte[] bases = new byte[length];
    for (int i = 0; i < length; i++) {
      bases[i] = LETTERS[random.nextInt(4)];
    }
    return bases;
  }

  private byte[] copy(byte[] bases, double alike) {
    byte[] copy = bases.clone();
    for (int i = 0; i < copy.length; i++) {
      while (i < copy.length && random.nextDouble() < alike) {
        i++;
      }
      if (i < copy.length) {
        byte other = copy[i];
        while (other == copy[i]) {
          other = LETTERS[random.nextInt(4)];
        }
        copy[i] = other;
      }
    }
    return copy;
  }

  /** A gene of some exons with introns of its own between them. */
  private byte[] gene(List<byte[]> exons) {
    byte[] gene = bases(exons.size() * (EXON + INTRON) - INTRON);
    for (int i = 0; i < exons.size(); i++) {
      System.arraycopy(exons.get(i), 0, gene, i * (EXON + INTRON), EXON);
    }
    return gene;
  }

  private static SpliceSites sites(int exons) {
    return HandMadeSites.sites(
        LongStream.range(1, exons).map(i -> i * (EXON + INTRON) - INTRON + 1).toArray(),
        LongStream.range(1, exons).map(i -> i * (EXON + INTRON)).toArray());
  }

  /** As of windows of {@link #FLANK} bases at the sites, cut at the sites of a table. */
  private static GeneSketch sketch(byte[] gene, SpliceSites sites, SpliceSites cutAt) {
    SketchBuilder words = new SketchBuilder("G");
    Span span = new Span(1, gene.length);
    for (SpliceType type : List.of(SpliceType.DONOR, SpliceType.ACCEPTOR)) {
      for (long site : type == SpliceType.DONOR ? sites.donors() : sites.acceptors()) {
        int position = (int) site - 1;
        Exon exon = Exon.at(span, Strand.FORWARD, cutAt, type, position);
        int start = Math.max(position - FLANK, 0);
        int length = Math.min(position + FLANK, gene.length) - start;
        words.add(gene, start + exon.firstIn(start, length), start + exon.endIn(start, length));
      }
    }
    return words.build();
  }

  private List<byte[]> exons(int count) {
    return IntStream.range(0, count).mapToObj(i -> bases(EXON)).toList();
  }

  private List<byte[]> copies(List<byte[]> exons, double alike) {
    return exons.stream().map(exon -> copy(exon, alike)).toList();
  }

  /**
   * Of 200 genes and a copy of each, so many copies are found, and no other pair. By the odds a
   * copy of 90 % shares 0.9^15 = 21 % of its words, one of 80 % shares 3.5 %, one of 70 % shares
   * 0.5 %.
   */
  @ParameterizedTest
  @CsvSource({
    "8, 0.99, 195",
    "8, 0.9, 8",
    "16, 0.99, 200",
    "16, 0.9, 92",
    "32, 0.99, 200",
    "32, 0.9, 189",
    "32, 0.8, 1",
    "32, 0.7, 0",
    "64, 0.99, 200",
    "64, 0.9, 200",
    "64, 0.8, 0",
    "64, 0.7, 0"
  })
  void copiesAreFound(int exons, double alike, int found) {
    SpliceSites sites = sites(exons);
    List<GeneSketch> sketches = new ArrayList<>();
    for (int i = 0; i < COPIES; i++) {
      List<byte[]> of = exons(exons);
      sketches.add(sketch(gene(of), sites, sites));
      sketches.add(sketch(gene(copies(of, alike)), sites, sites));
    }
    List<PairFinder.Pair> pairs =
        PairFinder.find(
            sketches, IntStream.range(0, sketches.size()).toArray(), ParalogRule.CONTAINMENT);
    assertThat(pairs.size(), is(found));
    for (PairFinder.Pair pair : pairs) {
      assertThat(pair.gene() % 2, is(0));
      assertThat(pair.other(), is(pair.gene() + 1));
    }
  }

  /** Copies of 90 % share 20 % of the exons' words; with introns among them it would be 8 %. */
  @Test
  void intronsWouldHideCopies() {
    int exons = 32;
    SpliceSites sites = sites(exons);
    double ofExons = 0;
    double ofWindows = 0;
    for (int i = 0; i < COPIES; i++) {
      List<byte[]> of = exons(exons);
      byte[] gene = gene(of);
      byte[] copy = gene(copies(of, 0.9));
      ofExons += containment(sketch(gene, sites, sites), sketch(copy, sites, sites));
      ofWindows +=
          containment(sketch(gene, sites, SpliceSites.NONE), sketch(copy, sites, SpliceSites.NONE));
    }
    assertThat(ofExons / COPIES, closeTo(0.2, 0.02));
    assertThat(ofWindows / COPIES, closeTo(0.08, 0.01));
  }

  private static double containment(GeneSketch a, GeneSketch b) {
    long shared =
        IntStream.of(a.words()).filter(word -> Arrays.binarySearch(b.words(), word) >= 0).count();
    return (double) shared / Math.min(a.words().length, b.words().length);
  }
}
