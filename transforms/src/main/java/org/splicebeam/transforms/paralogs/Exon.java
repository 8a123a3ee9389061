package org.splicebeam.transforms.paralogs;

import java.util.Arrays;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.SpliceSites;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.rows.PackedSequences;
import org.splicebeam.schemas.rows.SpliceType;

/**
 * The exon that a splice site borders on, as far as sites tell: of a donor, which is an intron's
 * first base, the bases before it back to the acceptor before; of an acceptor, an intron's last
 * base, those behind it up to the next donor. Introns of gene copies differ long before their exons
 * do, so that they would hide how alike the copies are.
 *
 * @param from its first base, 0-based from the gene's 5' end
 * @param to behind its last one
 */
public record Exon(long from, long to) {
  private static final Exon NONE = new Exon(0, 0);

  /**
   * The exon at a site.
   *
   * @param gene of the site; null where it is not annotated, and nothing ends the exon
   * @param sites of the gene
   * @param type of the site; one that is neither has none
   * @param position of the site, 0-based from the gene's 5' end
   */
  public static Exon at(
      Span gene, Strand strand, SpliceSites sites, SpliceType type, long position) {
    return switch (type) {
      case DONOR ->
          new Exon(gene == null ? 0 : behindAcceptor(gene, strand, sites, position), position);
      case ACCEPTOR ->
          new Exon(
              position + 1,
              gene == null
                  ? position + PackedSequences.LONGEST
                  : nextDonor(gene, strand, sites, position));
      case NEITHER -> NONE;
    };
  }

  private static long behindAcceptor(Span gene, Strand strand, SpliceSites sites, long position) {
    long site = gene.absolutePosition(position, strand);
    if (strand == Strand.REVERSE) {
      int next = firstAtLeast(sites.acceptors(), site + 1);
      return next == sites.acceptors().length
          ? 0
          : Math.max(gene.end() - sites.acceptors()[next] + 1, 0);
    }
    int last = firstAtLeast(sites.acceptors(), site) - 1;
    return last < 0 ? 0 : Math.max(sites.acceptors()[last] - gene.start() + 1, 0);
  }

  private static long nextDonor(Span gene, Strand strand, SpliceSites sites, long position) {
    long site = gene.absolutePosition(position, strand);
    if (strand == Strand.REVERSE) {
      int last = firstAtLeast(sites.donors(), site) - 1;
      return last < 0 ? gene.length() : Math.min(gene.end() - sites.donors()[last], gene.length());
    }
    int next = firstAtLeast(sites.donors(), site + 1);
    return next == sites.donors().length
        ? gene.length()
        : Math.min(sites.donors()[next] - gene.start(), gene.length());
  }

  private static int firstAtLeast(long[] ascending, long position) {
    int found = Arrays.binarySearch(ascending, position);
    return found >= 0 ? found : -found - 1;
  }

  /**
   * The first base of a row's window, 0-based from the gene's 5' end, as far as can be told: the
   * window_start of the row where its position lies in that window. Else the position is taken for
   * the window's middle, and a window that ends with the gene for one that was cut there.
   *
   * @param told window_start of the row; null where it has none
   * @param position of the row
   * @param length of the window
   * @param gene of the row; null where it is not annotated
   */
  public static long windowStart(Long told, long position, int length, Span gene) {
    if (told != null && told <= position && told >= position - length) {
      return told;
    }
    int half = length / 2;
    if (position < half) {
      return 0;
    }
    boolean isCut = gene != null && gene.length() - position < length - half;
    return isCut ? Math.max(gene.length() - length, 0) : position - half;
  }

  /** Its first base in a window, as an offset in that. */
  public int firstIn(long windowStart, int length) {
    return (int) Math.min(Math.max(from - windowStart, 0), length);
  }

  /** Behind its last base in a window, as an offset in that; not before the first one. */
  public int endIn(long windowStart, int length) {
    return (int) Math.min(Math.max(to - windowStart, firstIn(windowStart, length)), length);
  }
}
