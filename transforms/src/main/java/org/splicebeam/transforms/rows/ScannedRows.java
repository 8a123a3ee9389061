package org.splicebeam.transforms.rows;

import java.io.Serializable;
import java.util.List;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.splicebeam.schemas.Packed;
import org.splicebeam.schemas.StepOutput;
import org.splicebeam.schemas.inputs.GenomeFile;
import org.splicebeam.schemas.inputs.PieceTally;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.schemas.rows.RowRange;
import org.splicebeam.schemas.sampling.GeneSelection;
import org.splicebeam.schemas.sampling.GeneTally;
import org.splicebeam.schemas.scores.Alignment;
import org.splicebeam.schemas.scores.ScoreTally;

/**
 * What pass 1 found in a source.
 *
 * @param chooser how rows are chosen
 * @param rejects lines that are no valid row, with their numbers in their pieces
 * @param tallies one count a piece of an analysis table; none where rows come from scores
 * @param ranges where the rows of each gene stand
 * @param own what the source keeps for its own second pass: that of which there are no ranges
 * @param scores what was found in a base model's scores; null where rows come from tables
 */
public record ScannedRows(
    Chooser chooser,
    PCollection<Reject> rejects,
    PCollectionView<Iterable<PieceTally>> tallies,
    PCollection<RowRange> ranges,
    PCollectionTuple own,
    ScoreViews scores)
    implements StepOutput {

  /** Who chooses among the rows. */
  public sealed interface Chooser extends StepOutput {}

  /**
   * The graph does, by thin rows.
   *
   * @param thin thin rows ({@link org.splicebeam.schemas.rows.ThinBlock}) by gene
   */
  public record ByGraph(PCollection<KV<String, Packed>> thin) implements Chooser {}

  /**
   * The source has done so: its ranges have chosen rows alone.
   *
   * @param selections one a gene that has rows
   * @param tallies what becomes of the rows of every gene
   */
  public record BySource(
      PCollection<KV<String, GeneSelection>> selections, PCollection<GeneTally> tallies) implements Chooser {}

  /**
   * What pass 1 found in a base model's scores and in the genome.
   *
   * @param tallies what became of the genes, some at a time
   * @param alignment how scores stand to splice sites; one element
   * @param genome the FASTA; one element
   */
  public record ScoreViews(
      PCollectionView<Iterable<ScoreTally>> tallies,
      PCollectionView<Iterable<Alignment>> alignment,
      PCollectionView<Iterable<GenomeFile>> genome)
      implements StepOutput, Serializable {

    /** All of some, as side inputs; none where there are none. */
    public static List<PCollectionView<?>> all(ScoreViews views) {
      return views == null
          ? List.of()
          : List.of(views.tallies, views.alignment, views.genome);
    }
  }
}
