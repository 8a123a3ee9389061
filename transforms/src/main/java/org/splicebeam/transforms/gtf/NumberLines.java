package org.splicebeam.transforms.gtf;

import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableBiFunction;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.splicebeam.schemas.genome.AnnotationTally;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.transforms.lines.LineNumbers;

/**
 * Gives lines of a file that was read in ranges their numbers in the file, in place of those in
 * their ranges. Memory: the ranges.
 *
 * @param <T> what speaks of lines
 */
public final class NumberLines<T> extends PTransform<PCollection<T>, PCollection<T>> {
  private static final long serialVersionUID = 1L;

  private final transient PCollectionView<Iterable<RangeTally>> ranges;
  private final SerializableBiFunction<T, LineNumbers, T> number;

  private NumberLines(
      PCollectionView<Iterable<RangeTally>> ranges,
      SerializableBiFunction<T, LineNumbers, T> number) {
    this.ranges = ranges;
    this.number = number;
  }

  /** Of rejects, within all ranges that a reader gives. */
  public static NumberLines<Reject> ofRejects(PCollectionView<Iterable<RangeTally>> ranges) {
    return new NumberLines<>(ranges, NumberLines::numbered);
  }

  /** Of the lines that tallies name, within all ranges that a reader gives. */
  public static NumberLines<AnnotationTally> ofTallies(
      PCollectionView<Iterable<RangeTally>> ranges) {
    return new NumberLines<>(
        ranges, (tally, numbers) -> tally.numbered(line -> numbered(line, numbers)));
  }

  private static Reject numbered(Reject line, LineNumbers numbers) {
    return line.withLine(numbers.of(line.byteOffset(), line.line()));
  }

  @Override
  public PCollection<T> expand(PCollection<T> lines) {
    return lines
        .apply("Number", ParDo.of(new NumberFn<>(ranges, number)).withSideInputs(ranges))
        .setCoder(lines.getCoder());
  }

  private static final class NumberFn<T> extends DoFn<T, T> {
    private static final long serialVersionUID = 1L;

    private final PCollectionView<Iterable<RangeTally>> ranges;
    private final SerializableBiFunction<T, LineNumbers, T> number;

    /** Null before a bundle's first element. */
    private transient LineNumbers numbers;

    NumberFn(
        PCollectionView<Iterable<RangeTally>> ranges,
        SerializableBiFunction<T, LineNumbers, T> number) {
      this.ranges = ranges;
      this.number = number;
    }

    @StartBundle
    public void startBundle() {
      numbers = null;
    }

    @ProcessElement
    public void processElement(ProcessContext context) {
      if (numbers == null) {
        Map<Long, Long> linesByStart = new HashMap<>();
        for (RangeTally range : context.sideInput(ranges)) {
          linesByStart.put(range.range().from(), range.lines());
        }
        numbers = new LineNumbers(linesByStart);
      }
      context.output(number.apply(context.element(), numbers));
    }
  }
}
