package org.splicebeam.transforms.gtf;

import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.splicebeam.schemas.genome.AnnotationTally;
import org.splicebeam.schemas.inputs.InputFile;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.transforms.lines.LineFile;

/**
 * From the ranges of a file that was read to the file named. Outputs: {@link #TALLIES}, {@link
 * #FILES}, one element each. Memory: the ranges, 64 for a gigabyte.
 */
public final class SumRanges extends PTransform<PCollection<String>, PCollectionTuple> {
  /** What became of the file's lines. */
  public static final TupleTag<AnnotationTally> TALLIES = new TupleTag<>() {};

  /** The file itself. */
  public static final TupleTag<InputFile> FILES = new TupleTag<>() {};

  private static final long serialVersionUID = 1L;

  private final transient PCollectionView<Iterable<RangeTally>> ranges;

  private SumRanges(PCollectionView<Iterable<RangeTally>> ranges) {
    this.ranges = ranges;
  }

  public static SumRanges of(PCollectionView<Iterable<RangeTally>> ranges) {
    return new SumRanges(ranges);
  }

  @Override
  public PCollectionTuple expand(PCollection<String> path) {
    return path.apply(
        "Sum",
        ParDo.of(new SumFn(ranges))
            .withSideInputs(ranges)
            .withOutputTags(TALLIES, TupleTagList.of(FILES)));
  }

  private static final class SumFn extends DoFn<String, AnnotationTally> {
    private static final long serialVersionUID = 1L;

    private final PCollectionView<Iterable<RangeTally>> ranges;

    SumFn(PCollectionView<Iterable<RangeTally>> ranges) {
      this.ranges = ranges;
    }

    @ProcessElement
    public void processElement(ProcessContext context) {
      AnnotationTally lines = AnnotationTally.none(Reject.Input.ANNOTATION);
      long bytes = 0;
      long contentHash = 0;
      for (RangeTally range : context.sideInput(ranges)) {
        lines = lines.plus(range.tally());
        bytes = range.range().bytes();
        contentHash += range.contentHash();
      }
      context.output(lines);
      context.output(
          FILES,
          new InputFile(
              Reject.Input.ANNOTATION, LineFile.nameOf(context.element()), bytes, contentHash));
    }
  }
}
