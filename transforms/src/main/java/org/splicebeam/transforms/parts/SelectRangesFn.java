package org.splicebeam.transforms.parts;

import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionView;
import org.splicebeam.schemas.genome.Chromosomes;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.schemas.parts.PartInput;
import org.splicebeam.schemas.parts.PartPlan;
import org.splicebeam.schemas.parts.PlannedGene;
import org.splicebeam.schemas.rows.RowRange;
import org.splicebeam.transforms.rows.PlannedPlaces;

/** Gives each range to the parts that may take rows of it. */
public final class SelectRangesFn extends DoFn<RowRange, KV<Integer, PartInput>> {
  private static final long serialVersionUID = 1L;

  private final PCollectionView<Iterable<PartPlan>> planView;
  private final PCollectionView<Map<Integer, FileReceipt>> committedParts;
  private transient PlannedPlaces placesOfPlan;
  private transient Map<Integer, FileReceipt> committed;
  private transient Map<String, List<PlannedGene>> places;

  public SelectRangesFn(
      PCollectionView<Iterable<PartPlan>> planView,
      PCollectionView<Map<Integer, FileReceipt>> committedParts) {
    this.planView = planView;
    this.committedParts = committedParts;
  }

  @Setup
  public void setUp() {
    placesOfPlan = new PlannedPlaces();
  }

  @StartBundle
  public void startBundle() {
    places = null;
  }

  @ProcessElement
  public void select(ProcessContext context) {
    if (places == null) {
      committed = context.sideInput(committedParts);
      places = placesOfPlan.of(context.sideInput(planView).iterator().next());
    }
    RowRange range = context.element();
    for (PlannedGene place : places.getOrDefault(range.geneId(), List.of())) {
      if (Chromosomes.KARYOTYPE.compare(place.tally().chrom(), range.chrom()) == 0) {
        place
            .partsOf(range.firstPosition(), range.lastPosition())
            .filter(part -> !committed.containsKey(part))
            .forEach(part -> context.output(KV.of(part, PartInput.range(range))));
      }
    }
  }
}
