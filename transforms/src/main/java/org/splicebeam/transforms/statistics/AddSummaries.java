package org.splicebeam.transforms.statistics;

import org.apache.beam.sdk.coders.CannotProvideCoderException;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.transforms.Combine.CombineFn;

/**
 * Adds up summaries of parts, which come as the texts of their receipts: so a summary is read once,
 * not at each step that its part passes.
 *
 * <p>Memory: one summary, which grows by what is kept of each part ({@link RowSummary}).
 */
public final class AddSummaries extends CombineFn<String, RowSummary, RowSummary> {
  private static final long serialVersionUID = 1L;

  @Override
  public RowSummary createAccumulator() {
    return RowSummary.none();
  }

  @Override
  public RowSummary addInput(RowSummary sum, String text) {
    return sum.plus(RowSummary.ofText(text).orElseThrow());
  }

  @Override
  public RowSummary mergeAccumulators(Iterable<RowSummary> sums) {
    RowSummary all = RowSummary.none();
    for (RowSummary sum : sums) {
      all = all.plus(sum);
    }
    return all;
  }

  @Override
  public RowSummary extractOutput(RowSummary sum) {
    return sum;
  }

  @Override
  public Coder<RowSummary> getAccumulatorCoder(CoderRegistry registry, Coder<String> texts)
      throws CannotProvideCoderException {
    return new RowSummary.Coder();
  }

  @Override
  public Coder<RowSummary> getDefaultOutputCoder(CoderRegistry registry, Coder<String> texts)
      throws CannotProvideCoderException {
    return new RowSummary.Coder();
  }
}
