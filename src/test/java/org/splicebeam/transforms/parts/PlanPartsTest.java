package org.splicebeam.transforms.parts;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollection;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.parts.PartPlan;
import org.splicebeam.schemas.parts.PlannedGene;
import org.splicebeam.schemas.sampling.GeneTally;
import org.splicebeam.schemas.sampling.HandMadeTally;
import org.splicebeam.transforms.GivenViews;

class PlanPartsTest {
  private static GeneTally gene(String geneId, long start, long kept) {
    return HandMadeTally.tally(geneId)
        .on("1", Strand.REVERSE)
        .from(start)
        .kept(kept)
        .chunk(kept)
        .build();
  }

  private static PCollection<PartPlan> plan(
      TestPipeline pipeline,
      String label,
      boolean accepted,
      long partRows,
      List<GeneTally> tallies) {
    return pipeline
        .apply(label + "Verdict", Create.of(accepted))
        .apply(
            label,
            PlanParts.ofRows(
                partRows,
                GivenViews.list(pipeline, label + "Tallies", tallies, new GeneTally.Coder())));
  }

  private static long[] longs(long... values) {
    return values;
  }

  @Test
  void onePlanOfTheSelectedGenesAlsoWithoutAny() {
    TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    PartPlan nothing = new PartPlan(List.of(), longs(0));
    PAssert.that(plan(pipeline, "NoTally", true, 0, List.of())).containsInAnyOrder(nothing);
    PAssert.that(plan(pipeline, "Unselected", true, 5, List.of(GeneTally.unselected("U", 1_000))))
        .containsInAnyOrder(nothing);
    GeneTally first = gene("Z", 10, 3);
    GeneTally second = gene("A", 20, 2);
    GeneTally third = gene("B", 20, 4);
    PAssert.that(
            plan(
                pipeline,
                "Some",
                true,
                5,
                List.of(third, GeneTally.unselected("U", 1_000), first, second)))
        .containsInAnyOrder(
            new PartPlan(
                List.of(
                    new PlannedGene(first, longs(0)),
                    new PlannedGene(second, longs(0)),
                    new PlannedGene(third, longs(1))),
                longs(5, 4)));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void aRefusedInputIsNotPlanned() {
    TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    plan(pipeline, "Refused", false, 5, List.of(gene("G", 1, 2)));
    PipelineExecutionException failure =
        assertThrows(PipelineExecutionException.class, () -> pipeline.run().waitUntilFinish());
    assertThat(failure.getCause(), instanceOf(IllegalStateException.class));
  }
}
