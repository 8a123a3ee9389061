package org.splicebeam.transforms.checks;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.inputs.PieceTally;
import org.splicebeam.schemas.sampling.GeneTally;
import org.splicebeam.transforms.genes.GenePolicy;
import org.splicebeam.transforms.publish.VerdictFile;
import org.splicebeam.transforms.verdict.Verdict;

/**
 * The verdict on a selection that selects nothing, after that on the input, which it takes and
 * gives on: one {@code true}; otherwise the build ends here.
 *
 * <p>Memory: the tallies of all genes on one worker.
 */
public final class CheckSelection extends PTransform<PCollection<Boolean>, PCollection<Boolean>> {
  private static final long serialVersionUID = 1L;

  private final GenePolicy genes;
  private final Set<String> chromosomes;
  private final PCollectionView<Iterable<PieceTally>> pieceTallies;
  private final PCollectionView<Iterable<GeneTally>> geneTallies;
  private final PCollectionView<Map<String, GeneModel>> genesById;
  private final VerdictFile verdictFile;

  public CheckSelection(
      GenePolicy genes,
      Set<String> chromosomes,
      PCollectionView<Iterable<PieceTally>> pieceTallies,
      PCollectionView<Iterable<GeneTally>> geneTallies,
      PCollectionView<Map<String, GeneModel>> genesById,
      VerdictFile verdictFile) {
    this.genes = genes;
    this.chromosomes = chromosomes;
    this.pieceTallies = pieceTallies;
    this.geneTallies = geneTallies;
    this.genesById = genesById;
    this.verdictFile = verdictFile;
  }

  @Override
  public PCollection<Boolean> expand(PCollection<Boolean> inputAccepted) {
    return inputAccepted.apply(
        "JudgeSelection",
        ParDo.of(new CheckFn()).withSideInputs(pieceTallies, geneTallies, genesById));
  }

  private final class CheckFn extends DoFn<Boolean, Boolean> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void check(ProcessContext context) throws IOException {
      Selectors selection =
          new Selectors(
              genes,
              chromosomes,
              PieceTally.sumByTable(context.sideInput(pieceTallies)),
              context.sideInput(geneTallies),
              context.sideInput(genesById));
      if (selection.fault() != null) {
        throw verdictFile.raise(Verdict.badInput(selection.fault()));
      }
      context.output(context.element());
    }
  }
}
