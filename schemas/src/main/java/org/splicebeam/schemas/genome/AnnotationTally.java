package org.splicebeam.schemas.genome;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.splicebeam.schemas.ElementCoder;
import org.splicebeam.schemas.reject.Reject;

/**
 * What became of an input's lines. An input has several tallies, to be summed; {@code lines} is the
 * sum of blank, other, used and unused ones, of each tally and of their sum.
 *
 * @param input ANNOTATION or SPLICE_SITES
 * @param lines read
 * @param blank comments, empty lines, a header
 * @param otherFeatures lines of an annotation of no use here, such as CDS
 * @param used valid gene, transcript and exon lines, or sites; negative in a correction
 * @param exons valid exon lines, also those of a gene's other place
 * @param unused lines that could not be used, also those of a gene's other place, by reason
 * @param unreadable names, types and tags that are null because they were no UTF-8
 * @param firstUnused the first unused line of the file; null where there is none
 * @param firstUnreadable the first line with an unreadable value, which is used nevertheless; null
 *     where there is none
 */
@DefaultCoder(AnnotationTally.Coder.class)
public record AnnotationTally(
    Reject.Input input,
    long lines,
    long blank,
    long otherFeatures,
    long used,
    long exons,
    Map<Reject.Reason, Long> unused,
    long unreadable,
    Reject firstUnused,
    Reject firstUnreadable) {

  private static final Comparator<Reject> IN_FILE_ORDER =
      Comparator.nullsLast(
          Comparator.comparingLong(Reject::byteOffset).thenComparing(Reject::detail));

  public AnnotationTally {
    Map<Reject.Reason, Long> inOrder = new EnumMap<>(Reject.Reason.class);
    inOrder.putAll(unused);
    unused = Collections.unmodifiableMap(inOrder);
    if (lines != blank + otherFeatures + used + sum(unused)) {
      throw new IllegalArgumentException(
          "%s lines are not %s blank + %s other + %s used + %s unused"
              .formatted(lines, blank, otherFeatures, used, unused));
    }
  }

  /** Of no line. */
  public static AnnotationTally none(Reject.Input input) {
    return new AnnotationTally(input, 0, 0, 0, 0, 0, Map.of(), 0, null, null);
  }

  /**
   * A correction: lines counted as used turn out to be unused.
   *
   * @param first of the lines, with the reason of all
   */
  public static AnnotationTally usedToUnused(Reject first, long lines) {
    Map<Reject.Reason, Long> unused = Map.of(first.reason(), lines);
    return new AnnotationTally(first.input(), 0, 0, 0, -lines, 0, unused, 0, first, null);
  }

  /** Lines that could not be used, for whatever reason. */
  public long rejected() {
    return sum(unused);
  }

  private static long sum(Map<Reject.Reason, Long> byReason) {
    return byReason.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The sums of some tallies, those of each input together. */
  public static Map<Reject.Input, AnnotationTally> sumByInput(Iterable<AnnotationTally> tallies) {
    Map<Reject.Input, AnnotationTally> sums = new EnumMap<>(Reject.Input.class);
    tallies.forEach(tally -> sums.merge(tally.input(), tally, AnnotationTally::plus));
    return sums;
  }

  /** The sum of an input's tallies; that of no line where it has none. */
  public static AnnotationTally sumOf(Reject.Input input, Iterable<AnnotationTally> tallies) {
    return sumByInput(tallies).getOrDefault(input, none(input));
  }

  /** Of two tallies of one input. */
  public AnnotationTally plus(AnnotationTally other) {
    if (input != other.input) {
      throw new IllegalArgumentException(input + " and " + other.input + " are two inputs");
    }
    Map<Reject.Reason, Long> both = new EnumMap<>(Reject.Reason.class);
    both.putAll(unused);
    other.unused.forEach((reason, n) -> both.merge(reason, n, Long::sum));
    return new AnnotationTally(
        input,
        lines + other.lines,
        blank + other.blank,
        otherFeatures + other.otherFeatures,
        used + other.used,
        exons + other.exons,
        both,
        unreadable + other.unreadable,
        first(firstUnused, other.firstUnused),
        first(firstUnreadable, other.firstUnreadable));
  }

  private static Reject first(Reject a, Reject b) {
    return IN_FILE_ORDER.compare(a, b) <= 0 ? a : b;
  }

  /** The same with its first lines under other numbers. */
  public AnnotationTally numbered(UnaryOperator<Reject> number) {
    return new AnnotationTally(
        input,
        lines,
        blank,
        otherFeatures,
        used,
        exons,
        unused,
        unreadable,
        firstUnused == null ? null : number.apply(firstUnused),
        firstUnreadable == null ? null : number.apply(firstUnreadable));
  }

  /** Deterministic coder. */
  public static final class Coder extends ElementCoder<AnnotationTally> {
    private static final long serialVersionUID = 1L;
    private static final Reject.Coder REJECTS = new Reject.Coder();

    public static CoderProvider getCoderProvider() {
      return CoderProviders.forCoder(TypeDescriptor.of(AnnotationTally.class), new Coder());
    }

    @Override
    public void write(AnnotationTally t, DataOutputStream out) throws IOException {
      out.writeByte(t.input.ordinal());
      writeNumber(t.lines, out);
      writeNumber(t.blank, out);
      writeNumber(t.otherFeatures, out);
      writeNumber(t.used, out);
      writeNumber(t.exons, out);
      writeNumber(t.unused.size(), out);
      for (Map.Entry<Reject.Reason, Long> reason : t.unused.entrySet()) {
        out.writeByte(reason.getKey().ordinal());
        writeNumber(reason.getValue(), out);
      }
      writeNumber(t.unreadable, out);
      writeFirst(t.firstUnused, out);
      writeFirst(t.firstUnreadable, out);
    }

    @Override
    public AnnotationTally read(DataInputStream in) throws IOException {
      return new AnnotationTally(
          Reject.Input.values()[in.readByte()],
          readNumber(in),
          readNumber(in),
          readNumber(in),
          readNumber(in),
          readNumber(in),
          readReasons(in),
          readNumber(in),
          readFirst(in),
          readFirst(in));
    }

    private static Map<Reject.Reason, Long> readReasons(DataInputStream in) throws IOException {
      Map<Reject.Reason, Long> reasons = new EnumMap<>(Reject.Reason.class);
      for (int left = readCount(in); left > 0; left--) {
        reasons.put(Reject.Reason.values()[in.readByte()], readNumber(in));
      }
      return reasons;
    }

    private static void writeFirst(Reject line, DataOutputStream out) throws IOException {
      out.writeBoolean(line != null);
      if (line != null) {
        REJECTS.write(line, out);
      }
    }

    private static Reject readFirst(DataInputStream in) throws IOException {
      return in.readBoolean() ? REJECTS.read(in) : null;
    }
  }
}
