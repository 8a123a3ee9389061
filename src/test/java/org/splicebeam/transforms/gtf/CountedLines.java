package org.splicebeam.transforms.gtf;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import org.apache.beam.sdk.coders.Coder;
import org.splicebeam.schemas.genome.AnnotationLines;
import org.splicebeam.schemas.genome.GeneLines;
import org.splicebeam.schemas.reject.Reject;

/** Counts the lines that it is given, and sends them through their coder as a runner does. */
public final class CountedLines implements GtfReader.Sink {
  private final Map<Reject.Reason, Integer> reasons = new EnumMap<>(Reject.Reason.class);
  private long used;
  private long rejected;

  @Override
  public void geneLines(String geneId, GeneLines block) {
    assertThat(geneId.isEmpty(), is(false));
    assertThat(geneId.length(), lessThanOrEqualTo(1_000));
    used += count(block.geneLines()) + count(block.otherLines());
    assertThat(through(new GeneLines.Coder(), block), is(block));
  }

  private static long count(AnnotationLines lines) {
    return lines == null ? 0 : lines.count();
  }

  @Override
  public void reject(Reject reject) {
    rejected++;
    reasons.merge(reject.reason(), 1, Integer::sum);
    assertThat(through(new Reject.Coder(), reject), is(reject));
    assertThat(reject.start().length(), lessThanOrEqualTo(Reject.START_LENGTH));
    assertThat(reject.detail().length(), lessThanOrEqualTo(200));
  }

  /** Lines in blocks. */
  public long used() {
    return used;
  }

  /** Lines that are not used. */
  public long rejected() {
    return rejected;
  }

  /** Why they are not. */
  public Map<Reject.Reason, Integer> reasons() {
    return reasons;
  }

  private static <T> T through(Coder<T> coder, T element) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      coder.encode(element, bytes);
      return coder.decode(new ByteArrayInputStream(bytes.toByteArray()));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
