package org.splicebeam.pipeline.simulate;

import static org.splicebeam.pipeline.simulate.GeneCase.Placement.APART;
import static org.splicebeam.pipeline.simulate.GeneCase.Placement.NESTED;
import static org.splicebeam.pipeline.simulate.GeneCase.Placement.OVERLAPPING;
import static org.splicebeam.schemas.genome.Strand.FORWARD;
import static org.splicebeam.schemas.genome.Strand.REVERSE;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.splicebeam.schemas.genome.Strand;

/**
 * What a made-up gene is there to show.
 *
 * @param placement where it lies relative to the gene before it on the chromosome
 * @param exons exons of its longest transcript
 * @param oddities what it is besides
 */
record GeneCase(
    String chromosome,
    Strand strand,
    String biotype,
    Placement placement,
    int exons,
    int transcripts,
    Set<Oddity> oddities) {

  /** What a gene may be besides. */
  enum Oddity {
    /** The annotation has no name for it. */
    UNNAMED,
    /** The annotation does not know it at all; the analysis tables do. */
    UNANNOTATED,
    /** The base model's score files lack it; the analysis tables do not. */
    UNSCORED,
    /** The annotation and the score files have it; the FASTA lacks its contig, tables its rows. */
    UNPLACED,
    /** Unknown bases (N) lie in its second exon. */
    GAP
  }

  enum Placement {
    APART,
    /** Its first bases are the last ones of the gene before it. */
    OVERLAPPING,
    /** Inside the first intron of the gene before it. */
    NESTED
  }

  /** Genes take these cases in turn; from as many genes on, each of them occurs. */
  static final List<GeneCase> ALL =
      List.of(
          gene("1", FORWARD, "protein_coding", APART, 6, 4),
          gene("1", REVERSE, "protein_coding", OVERLAPPING, 5, 3),
          gene("1", FORWARD, "lncRNA", NESTED, 2, 1),
          gene("1", REVERSE, "lncRNA", APART, 3, 2).withoutName().withoutScores(),
          gene("2", REVERSE, "protein_coding", APART, 7, 3),
          gene("2", FORWARD, "miRNA", NESTED, 1, 1),
          gene("2", FORWARD, "protein_coding", APART, 4, 2).withoutAnnotation(),
          gene("2", FORWARD, "transcribed_processed_pseudogene", APART, 2, 2),
          gene("X", REVERSE, "protein_coding", APART, 5, 2).withGap(),
          gene("X", FORWARD, "lncRNA", OVERLAPPING, 3, 2),
          gene("X", REVERSE, "protein_coding", APART, 4, 3).withoutAnnotation(),
          gene("MT", FORWARD, "protein_coding", APART, 1, 1));

  /** A case apart, of one gene behind the others. */
  static final GeneCase ON_SCAFFOLD =
      gene("KI270757.1", FORWARD, "lncRNA", APART, 2, 1).with(Oddity.UNPLACED);

  private static GeneCase gene(
      String chromosome,
      Strand strand,
      String biotype,
      Placement placement,
      int exons,
      int transcripts) {
    return new GeneCase(chromosome, strand, biotype, placement, exons, transcripts, Set.of());
  }

  private GeneCase withoutName() {
    return with(Oddity.UNNAMED);
  }

  private GeneCase withoutAnnotation() {
    return with(Oddity.UNANNOTATED);
  }

  private GeneCase withoutScores() {
    return with(Oddity.UNSCORED);
  }

  private GeneCase withGap() {
    return with(Oddity.GAP);
  }

  private GeneCase with(Oddity oddity) {
    Set<Oddity> all = EnumSet.of(oddity);
    all.addAll(oddities);
    return new GeneCase(chromosome, strand, biotype, placement, exons, transcripts, all);
  }

  boolean isNamed() {
    return !oddities.contains(Oddity.UNNAMED);
  }

  boolean isAnnotated() {
    return !oddities.contains(Oddity.UNANNOTATED);
  }

  boolean isScored() {
    return !oddities.contains(Oddity.UNSCORED);
  }

  boolean isPlaced() {
    return !oddities.contains(Oddity.UNPLACED);
  }

  boolean hasGap() {
    return oddities.contains(Oddity.GAP);
  }
}
