package org.splicebeam.transforms.annotation;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.splicebeam.schemas.ElementCoder;
import org.splicebeam.schemas.genome.AnnotationLines;
import org.splicebeam.schemas.genome.ExonSummary;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.SpanCoder;
import org.splicebeam.schemas.genome.TranscriptLines;
import org.splicebeam.schemas.genome.TranscriptModel.Tag;

/**
 * The lines of one transcript seen so far, in whatever order they come. Memory: its distinct exons,
 * a few hundred at most in real annotations.
 */
final class TranscriptDraft {
  private static final Comparator<Span> IN_GENOME_ORDER =
      Comparator.comparingLong(Span::start).thenComparingLong(Span::end);

  private final SortedSet<Span> exons = new TreeSet<>(IN_GENOME_ORDER);
  private Span span;
  private Tag tag = Tag.NONE;

  /** Null before the first line. */
  private AnnotationLines lines;

  void add(TranscriptLines block) {
    add(block.span(), block.exons(), block.tag(), block.lines());
  }

  void add(TranscriptDraft other) {
    if (other.lines != null) {
      add(other.span, other.exons, other.tag, other.lines);
    }
  }

  private void add(
      Span moreSpan, Iterable<Span> moreExons, Tag otherTag, AnnotationLines moreLines) {
    moreExons.forEach(exons::add);
    span = hull(span, moreSpan);
    tag = otherTag.compareTo(tag) < 0 ? otherTag : tag;
    lines = lines == null ? moreLines : lines.merge(moreLines);
  }

  ExonSummary summary() {
    Span exonHull = exons.stream().reduce(Span::hull).orElse(null);
    return new ExonSummary(
        span == null ? exonHull : span,
        hull(span, exonHull),
        tag,
        exons.size(),
        exons.stream().mapToLong(Span::length).sum(),
        medianLength(),
        introns(),
        lines);
  }

  /** Exact: the middle length, or the mean of the middle two. */
  private double medianLength() {
    long[] lengths = exons.stream().mapToLong(Span::length).sorted().toArray();
    int n = lengths.length;
    return n == 0 ? 0 : (lengths[(n - 1) / 2] + lengths[n / 2]) / 2.0;
  }

  /** The gaps between exons; those that touch or overlap leave none between them. */
  private List<Span> introns() {
    List<Span> introns = new ArrayList<>();
    Span covered = null;
    for (Span exon : exons) {
      if (covered != null && exon.start() > covered.end() + 1) {
        introns.add(new Span(covered.end() + 1, exon.start() - 1));
      }
      covered = hull(covered, exon);
    }
    return introns;
  }

  private static Span hull(Span a, Span b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.hull(b);
  }

  /** Deterministic coder. */
  static final class Coder extends ElementCoder<TranscriptDraft> {
    private static final long serialVersionUID = 1L;
    private static final SpanCoder SPANS = new SpanCoder();
    private static final AnnotationLines.Coder LINES = new AnnotationLines.Coder();

    @Override
    protected void write(TranscriptDraft d, DataOutputStream out) throws IOException {
      out.writeBoolean(d.lines != null);
      if (d.lines != null) {
        SPANS.write(d.span, out);
        SPANS.writeAll(d.exons, out);
        out.writeByte(d.tag.ordinal());
        LINES.write(d.lines, out);
      }
    }

    @Override
    protected TranscriptDraft read(DataInputStream in) throws IOException {
      TranscriptDraft draft = new TranscriptDraft();
      if (in.readBoolean()) {
        draft.add(SPANS.read(in), SPANS.readAll(in), Tag.values()[in.readByte()], LINES.read(in));
      }
      return draft;
    }
  }
}
