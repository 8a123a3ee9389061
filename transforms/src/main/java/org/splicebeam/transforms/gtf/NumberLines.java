package org.splicebeam.transforms.gtf;

import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.transforms.lines.LineNumbers;

/**
 * Gives rejects of a file that was read in ranges the numbers of their lines in the file, in place
 * of those in their ranges. Memory: the ranges.
 */
public final class NumberLines extends PTransform<PCollection<Reject>, PCollection<Reject>> {
  private static final long serialVersionUID = 1L;

  private final transient PCollectionView<Iterable<RangeTally>> ranges;

  private NumberLines(PCollectionView<Iterable<RangeTally>> ranges) {
    this.ranges = ranges;
  }

  /** Of all ranges that a reader gives. */
  public static NumberLines within(PCollectionView<Iterable<RangeTally>> ranges) {
    return new NumberLines(ranges);
  }

  @Override
  public PCollection<Reject> expand(PCollection<Reject> rejects) {
    return rejects.apply("Number", ParDo.of(new NumberFn(ranges)).withSideInputs(ranges));
  }

  private static final class NumberFn extends DoFn<Reject, Reject> {
    private static final long serialVersionUID = 1L;

    private final PCollectionView<Iterable<RangeTally>> ranges;

    /** Null before a bundle's first element. */
    private transient LineNumbers numbers;

    NumberFn(PCollectionView<Iterable<RangeTally>> ranges) {
      this.ranges = ranges;
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
          linesByStart.put(range.range().from(), range.tally().lines());
        }
        numbers = new LineNumbers(linesByStart);
      }
      Reject reject = context.element();
      context.output(reject.withLine(numbers.of(reject.byteOffset(), reject.line())));
    }
  }
}
