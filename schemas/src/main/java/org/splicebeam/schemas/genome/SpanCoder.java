package org.splicebeam.schemas.genome;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.splicebeam.schemas.ElementCoder;

/** Deterministic coder of intervals, of none ({@code null}), and of lists of them. */
public final class SpanCoder extends ElementCoder<Span> {
  private static final long serialVersionUID = 1L;
  private static final long NONE = -1;

  @Override
  public void write(Span span, DataOutputStream out) throws IOException {
    if (span == null) {
      writeNumber(NONE, out);
      return;
    }
    writeNumber(span.start(), out);
    writeNumber(span.end() - span.start(), out);
  }

  @Override
  public Span read(DataInputStream in) throws IOException {
    long start = readNumber(in);
    return start == NONE ? null : new Span(start, start + readNumber(in));
  }

  /** Writes the intervals in the collection's order; neighbours near one another take less room. */
  public void writeAll(Collection<Span> spans, DataOutputStream out) throws IOException {
    writeNumber(spans.size(), out);
    long previous = 0;
    for (Span span : spans) {
      writeNumber(span.start() - previous, out);
      writeNumber(span.end() - span.start(), out);
      previous = span.start();
    }
  }

  public List<Span> readAll(DataInputStream in) throws IOException {
    int size = readCount(in);
    List<Span> spans = new ArrayList<>(size);
    long start = 0;
    for (int i = 0; i < size; i++) {
      start += readNumber(in);
      spans.add(new Span(start, start + readNumber(in)));
    }
    return spans;
  }
}
