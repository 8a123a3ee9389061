package org.splicebeam.pipeline.simulate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.splicebeam.schemas.genome.Chromosomes;
import org.splicebeam.schemas.genome.Span;

/**
 * Places made-up genes on chromosomes. Genes share bases only where neither of them can have a
 * splice site: an overlap is shorter than the exons at the ends of the genes, and a nested gene
 * keeps away from the ends of the intron around it. So each intron can have its own GT and AG.
 */
final class GenomeLayout {
  private static final int FIRST_BASE = 1_001;
  private static final int SHORTEST_EXON = 80;
  private static final int LONGEST_EXON = 280;
  private static final int OVERLAP = SHORTEST_EXON / 2;
  private static final int MARGIN_OF_NESTED = 200;

  /** By which an alternative transcript starts or ends an exon elsewhere. */
  private static final int SHIFT = 12;

  private final SplittableRandom random;
  private final Map<String, MadeUpGene> lastOfChromosome = new HashMap<>();
  private int transcripts;

  private GenomeLayout(SplittableRandom random) {
    this.random = random;
  }

  /**
   * The genes by chromosome (karyotype order), by start and end. Where each case occurs twice there
   * is one more, {@link GeneCase#ON_SCAFFOLD}.
   */
  static SortedMap<String, List<MadeUpGene>> place(int genes, SplittableRandom random) {
    GenomeLayout layout = new GenomeLayout(random);
    SortedMap<String, List<MadeUpGene>> byChromosome = new TreeMap<>(Chromosomes.KARYOTYPE);
    int cases = GeneCase.ALL.size();
    for (int i = 0; i < (genes < 2 * cases ? genes : genes + 1); i++) {
      GeneCase next = i < genes ? GeneCase.ALL.get(i % cases) : GeneCase.ON_SCAFFOLD;
      MadeUpGene gene = layout.next(i + 1, next);
      byChromosome.computeIfAbsent(gene.chromosome(), c -> new ArrayList<>()).add(gene);
    }
    Comparator<MadeUpGene> inGenomeOrder =
        Comparator.comparingLong((MadeUpGene gene) -> gene.span().start())
            .thenComparingLong(gene -> gene.span().end());
    byChromosome.values().forEach(list -> list.sort(inGenomeOrder));
    return byChromosome;
  }

  private MadeUpGene next(int number, GeneCase geneCase) {
    MadeUpGene last = lastOfChromosome.get(geneCase.chromosome());
    long start =
        last == null
            ? FIRST_BASE
            : switch (geneCase.placement()) {
              case APART -> last.span().end() + between(500, 3_000);
              case OVERLAPPING -> last.span().end() - OVERLAP + 1;
              case NESTED -> last.transcripts().get(0).introns().get(0).start() + MARGIN_OF_NESTED;
            };
    List<Span> exons = exons(start, geneCase);
    List<MadeUpTranscript> all = new ArrayList<>();
    for (int variant = 0; variant < geneCase.transcripts(); variant++) {
      all.add(
          new MadeUpTranscript(
              String.format(Locale.ROOT, "SIMT%011d", ++transcripts),
              variantOf(exons, variant),
              tags(geneCase, variant)));
    }
    MadeUpGene gene = new MadeUpGene(number, geneCase, List.copyOf(all));
    if (geneCase.placement() != GeneCase.Placement.NESTED) {
      lastOfChromosome.put(gene.chromosome(), gene);
    }
    return gene;
  }

  private List<Span> exons(long start, GeneCase geneCase) {
    boolean isNested = geneCase.placement() == GeneCase.Placement.NESTED;
    List<Span> exons = new ArrayList<>();
    long next = start;
    for (int i = 0; i < geneCase.exons(); i++) {
      Span exon = new Span(next, next + between(SHORTEST_EXON, LONGEST_EXON) - 1);
      exons.add(exon);
      int intron =
          isNested ? between(150, 400) : i == 0 ? between(2_000, 3_000) : between(200, 900);
      next = exon.end() + intron + 1;
    }
    return exons;
  }

  /** Odd variants start later and skip an exon; even ones end an exon elsewhere; 0 is whole. */
  private static List<Span> variantOf(List<Span> exons, int variant) {
    List<Span> own = new ArrayList<>(exons);
    if (variant % 2 == 1) {
      Span first = own.get(0);
      own.set(0, new Span(first.start() + SHIFT * variant, first.end()));
      if (own.size() > 2) {
        own.remove(1 + variant / 2 % (own.size() - 2));
      }
    } else if (variant > 0) {
      int shifted = variant % (own.size() - 1);
      Span exon = own.get(shifted);
      own.set(shifted, new Span(exon.start(), exon.end() + SHIFT * variant));
    }
    return List.copyOf(own);
  }

  private static List<String> tags(GeneCase geneCase, int variant) {
    return switch (geneCase.biotype()) {
      // Not the longest transcript: so it shows whether a reader goes by the tag.
      case "protein_coding" ->
          variant == Math.min(1, geneCase.transcripts() - 1)
              ? List.of("basic", "Ensembl_canonical", "MANE_Select")
              : List.of("basic");
      case "lncRNA" -> variant == 0 ? List.of("basic", "Ensembl_canonical") : List.of();
      default -> List.of();
    };
  }

  private int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }
}
