package org.splicebeam.runners.direct;

import java.io.Closeable;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import org.splicebeam.pipeline.run.MemoryBudget;
import org.splicebeam.pipeline.run.RunnerDefaults;

/** The direct runner: as many workers as the budget allows. */
public final class DirectDefaults implements RunnerDefaults {
  @Override
  public String runner() {
    return "DirectRunner";
  }

  @Override
  public Closeable prepare(PipelineOptions options, MemoryBudget budget) {
    budget.requireFit();
    DirectOptions direct = options.as(DirectOptions.class);
    direct.setTargetParallelism(budget.parallelism());
    return () -> {};
  }
}
