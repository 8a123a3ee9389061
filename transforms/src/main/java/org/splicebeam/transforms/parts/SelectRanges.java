package org.splicebeam.transforms.parts;

import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.splicebeam.schemas.genome.Chromosomes;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.schemas.parts.PartInput;
import org.splicebeam.schemas.parts.PlannedGene;
import org.splicebeam.schemas.rows.RowRange;
import org.splicebeam.transforms.rows.Chosen;
import org.splicebeam.transforms.rows.PlannedPlaces;

/** Gives each range to the parts that may take rows of it and do not stand already. */
public final class SelectRanges
    extends PTransform<PCollection<RowRange>, PCollection<KV<Integer, PartInput>>> {
  private static final long serialVersionUID = 1L;

  private final Chosen chosen;

  private SelectRanges(Chosen chosen) {
    this.chosen = chosen;
  }

  /** Those of the chosen rows. */
  public static SelectRanges of(Chosen chosen) {
    return new SelectRanges(chosen);
  }

  @Override
  public PCollection<KV<Integer, PartInput>> expand(PCollection<RowRange> ranges) {
    return ranges.apply(
        "AddressRanges",
        ParDo.of(new SelectFn()).withSideInputs(chosen.plan(), chosen.committedParts()));
  }

  private final class SelectFn extends DoFn<RowRange, KV<Integer, PartInput>> {
    private static final long serialVersionUID = 1L;

    private transient PlannedPlaces placesOfPlan;
    private transient Map<Integer, FileReceipt> committed;
    private transient Map<String, List<PlannedGene>> places;

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
        committed = context.sideInput(chosen.committedParts());
        places = placesOfPlan.of(context.sideInput(chosen.plan()).iterator().next());
      }
      RowRange range = context.element();
      for (PlannedGene place : places.getOrDefault(range.geneId(), List.of())) {
        if (Chromosomes.KARYOTYPE.compare(place.tally().chrom(), range.chrom()) == 0) {
          place
              .partsOf(range.firstPosition(), range.lastPosition())
              .filter(part -> !committed.containsKey(part))
              .forEach(part -> context.output(KV.of(part, new PartInput.Range(range))));
        }
      }
    }
  }
}
