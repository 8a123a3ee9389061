package org.splicebeam.transforms.genes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.TranscriptLines;
import org.splicebeam.schemas.genome.TranscriptModel;
import org.splicebeam.schemas.genome.TranscriptModel.Tag;

/**
 * The figures of one transcript from its lines, whatever their order and however they are cut into
 * blocks: the exons are a set, hulls and tags are extremes. Memory: the transcript's exons, a few
 * hundred at most in real annotations.
 */
final class TranscriptDraft {
  private static final Comparator<Span> IN_GENOME_ORDER =
      Comparator.comparingLong(Span::start).thenComparingLong(Span::end);

  private final String transcriptId;
  private final List<Span> exonLines = new ArrayList<>();
  private Span span;
  private Tag tag = Tag.NONE;

  TranscriptDraft(String transcriptId) {
    this.transcriptId = transcriptId;
  }

  void add(TranscriptLines some) {
    exonLines.addAll(some.exons());
    span = hull(span, some.span());
    tag = some.tag().compareTo(tag) < 0 ? some.tag() : tag;
  }

  Summary summary() {
    exonLines.sort(IN_GENOME_ORDER);
    List<Span> exons = new ArrayList<>(exonLines.size());
    Span exonHull = null;
    long total = 0;
    for (Span exon : exonLines) {
      if (exons.isEmpty() || !exon.equals(exons.get(exons.size() - 1))) {
        exons.add(exon);
        exonHull = hull(exonHull, exon);
        total += exon.length();
      }
    }
    Span wholeSpan = span == null ? exonHull : span;
    return new Summary(
        new TranscriptModel(
            transcriptId,
            wholeSpan,
            tag,
            exons.size(),
            total,
            medianLength(exons),
            uncovered(wholeSpan, exons)),
        hull(span, exonHull),
        exons);
  }

  /** Exact: the middle length, or the mean of the middle two. */
  private static double medianLength(List<Span> exons) {
    long[] lengths = exons.stream().mapToLong(Span::length).sorted().toArray();
    int n = lengths.length;
    return n == 0 ? 0 : (lengths[(n - 1) / 2] + lengths[n / 2]) / 2.0;
  }

  /** Bases of the span that no exon covers; 0 without exons. */
  private static long uncovered(Span span, List<Span> exons) {
    if (exons.isEmpty()) {
      return 0;
    }
    long uncovered = 0;
    long next = span.start();
    for (Span exon : exons) {
      uncovered += Math.max(0, Math.min(exon.start(), span.end() + 1) - next);
      next = Math.max(next, exon.end() + 1);
    }
    return uncovered + Math.max(0, span.end() + 1 - next);
  }

  private static Span hull(Span a, Span b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.hull(b);
  }

  /**
   * What all lines of a transcript add up to.
   *
   * @param model as a row meets it; its span is the hull of the transcript lines, else of the exons
   * @param hull of all lines
   * @param exons distinct, in genome order
   */
  record Summary(TranscriptModel model, Span hull, List<Span> exons) {

    /** The gaps between exons, in order; those that touch or overlap leave none between them. */
    void forEachIntron(Consumer<Span> introns) {
      long covered = exons.isEmpty() ? 0 : exons.get(0).end();
      for (Span exon : exons) {
        if (exon.start() > covered + 1) {
          introns.accept(new Span(covered + 1, exon.start() - 1));
        }
        covered = Math.max(covered, exon.end());
      }
    }
  }
}
