package org.splicebeam.transforms.rows;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.splicebeam.schemas.Packed;
import org.splicebeam.schemas.StepOutput;
import org.splicebeam.schemas.genome.ChromosomeAliases;
import org.splicebeam.schemas.inputs.FileTally;
import org.splicebeam.schemas.inputs.GenomeFile;
import org.splicebeam.schemas.inputs.PieceTally;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.schemas.rows.RowRange;
import org.splicebeam.schemas.sampling.GeneSelection;
import org.splicebeam.schemas.sampling.GeneTally;
import org.splicebeam.schemas.scores.Alignment;
import org.splicebeam.schemas.scores.ScoreFigures;
import org.splicebeam.schemas.scores.ScoreSet;
import org.splicebeam.schemas.scores.ScoreTally;

/**
 * What pass 1 found in a source.
 *
 * @param chooser how rows are chosen
 * @param rejects lines that are no valid row, with their numbers in their pieces
 * @param figures what was counted
 * @param ranges where the rows of each gene stand
 * @param sketches by gene, parts of its sketch ({@link
 *     org.splicebeam.schemas.paralogs.GeneSketch}); null where none are asked for
 * @param own what the source keeps for its own second pass: that of which there are no ranges
 */
public record ScannedRows(
    Chooser chooser,
    PCollection<Reject> rejects,
    Figures figures,
    PCollection<RowRange> ranges,
    PCollection<KV<String, Packed>> sketches,
    PCollectionTuple own)
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
      PCollection<KV<String, GeneSelection>> selections, PCollection<GeneTally> tallies)
      implements Chooser {}

  /**
   * What was counted, as side inputs of the steps that judge and describe it.
   *
   * @param tallies one count a piece of an analysis table; none where rows come from scores
   * @param scores null where rows come from tables
   * @param workFiles names below the output folder of what the source keeps there while the data
   *     set is built
   */
  public record Figures(
      PCollectionView<Iterable<PieceTally>> tallies, ScoreViews scores, List<String> workFiles)
      implements StepOutput, Serializable {

    /** Those of analysis tables. */
    public static Figures ofTables(
        PCollectionView<Iterable<PieceTally>> tallies, List<String> workFiles) {
      return new Figures(tallies, null, workFiles);
    }

    /** All of them. */
    public List<PCollectionView<?>> views() {
      return scores == null
          ? List.of(tallies)
          : List.of(tallies, scores.genes, scores.alignment, scores.genome, scores.unpacked);
    }

    /** What was found in each table. */
    public List<FileTally> tables(SideInputs inputs) {
      return PieceTally.sumByTable(inputs.get(tallies));
    }

    /** What was found in scores; empty where rows come from tables. */
    public Optional<ScoreFigures> scores(SideInputs inputs) {
      if (scores == null) {
        return Optional.empty();
      }
      long unpacked = 0;
      for (long bytes : inputs.get(scores.unpacked)) {
        unpacked += bytes;
      }
      return Optional.of(
          new ScoreFigures(
              scores.set,
              unpacked,
              inputs.get(scores.genome).iterator().next(),
              inputs.get(scores.alignment).iterator().next(),
              ScoreTally.sum(inputs.get(scores.genes))));
    }
  }

  /**
   * What pass 1 found in a base model's scores and in the genome.
   *
   * @param set the files of scores
   * @param aliases by which names of chromosomes match
   * @param genes what became of the annotation's genes
   * @param alignment how scores stand to splice sites; one element
   * @param genome the FASTA; one element
   * @param unpacked bytes of copies in the work folder
   */
  public record ScoreViews(
      ScoreSet set,
      ChromosomeAliases aliases,
      PCollectionView<Iterable<ScoreTally>> genes,
      PCollectionView<Iterable<Alignment>> alignment,
      PCollectionView<Iterable<GenomeFile>> genome,
      PCollectionView<Iterable<Long>> unpacked)
      implements StepOutput, Serializable {}

  /** The side inputs of a step. */
  @FunctionalInterface
  public interface SideInputs {
    /** The value of a view. */
    <T> T get(PCollectionView<T> view);
  }
}
