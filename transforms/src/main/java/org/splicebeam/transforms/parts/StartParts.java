package org.splicebeam.transforms.parts;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.schemas.parts.PartInput;
import org.splicebeam.schemas.parts.PartPlan;
import org.splicebeam.schemas.parts.PlannedGene;
import org.splicebeam.schemas.parts.PlannedPart;
import org.splicebeam.schemas.parts.SelectedGene;
import org.splicebeam.schemas.sampling.GeneSelection;
import org.splicebeam.transforms.rows.Chosen;
import org.splicebeam.transforms.rows.PlannedPlaces;

/**
 * Gives each part that does not stand already what it is to become, also one that no row comes to,
 * and what it needs of its genes.
 */
public final class StartParts
    extends PTransform<PCollection<PartPlan>, PCollection<KV<Integer, PartInput>>> {
  private static final long serialVersionUID = 1L;

  private final Chosen chosen;
  private final PCollectionView<Iterable<String>> fingerprint;

  private StartParts(Chosen chosen, PCollectionView<Iterable<String>> fingerprint) {
    this.chosen = chosen;
    this.fingerprint = fingerprint;
  }

  /**
   * The parts of a plan.
   *
   * @param fingerprint of the build, one element
   */
  public static StartParts with(Chosen chosen, PCollectionView<Iterable<String>> fingerprint) {
    return new StartParts(chosen, fingerprint);
  }

  @Override
  public PCollection<KV<Integer, PartInput>> expand(PCollection<PartPlan> plans) {
    return plans.apply(
        "NameParts",
        ParDo.of(new StartFn())
            .withSideInputs(
                chosen.genesById(), chosen.selectionsById(), chosen.committedParts(), fingerprint));
  }

  private final class StartFn extends DoFn<PartPlan, KV<Integer, PartInput>> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void start(ProcessContext context) {
      PartPlan plan = context.element();
      Map<Integer, FileReceipt> committed = context.sideInput(chosen.committedParts());
      String ofBuild = context.sideInput(fingerprint).iterator().next();
      long largest = Arrays.stream(plan.rowsOfPart()).max().orElse(0);
      for (int part = 0; part < plan.parts(); part++) {
        if (!committed.containsKey(part)) {
          PlannedPart planned =
              new PlannedPart(plan.layout().name(part), plan.rowsOfPart()[part], largest, ofBuild);
          context.output(KV.of(part, new PartInput.Start(planned)));
        }
      }
      Map<String, GeneModel> models = context.sideInput(chosen.genesById());
      Map<String, GeneSelection> selections = context.sideInput(chosen.selectionsById());
      new PlannedPlaces()
          .of(plan)
          .forEach(
              (geneId, places) ->
                  partsOf(places)
                      .filter(part -> !committed.containsKey(part))
                      .forEach(
                          part ->
                              context.output(
                                  KV.of(
                                      part,
                                      new PartInput.Gene(
                                          new SelectedGene(
                                              places,
                                              within(part, places, selections.get(geneId)),
                                              models.get(geneId)))))));
    }

    private static IntStream partsOf(List<PlannedGene> places) {
      return places.stream().flatMapToInt(PlannedGene::parts).distinct();
    }

    /** What a selection says of the rows of one part: a large gene's many parts share it out. */
    private GeneSelection within(int part, List<PlannedGene> places, GeneSelection selection) {
      long first = Long.MAX_VALUE;
      long last = 0;
      for (PlannedGene place : places) {
        if (place.parts().anyMatch(some -> some == part)) {
          first = Math.min(first, place.firstPositionIn(part));
          last = Math.max(last, place.lastPositionIn(part));
        }
      }
      return selection.within(first, last, chosen.rule().negatives().reach());
    }
  }
}
