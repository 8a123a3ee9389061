package org.splicebeam.transforms.finish;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionView;
import org.splicebeam.schemas.genome.AnnotationTally;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.inputs.InputFile;
import org.splicebeam.schemas.paralogs.Paralogs;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.schemas.sampling.GeneTally;
import org.splicebeam.transforms.rows.ScannedRows;
import org.splicebeam.transforms.statistics.RowSummary;

/**
 * The figures of all steps, which the last one waits for.
 *
 * @param annotation what is known of genes and of the lines that tell of them
 * @param figures what pass 1 found
 * @param geneTallies what became of the genes' rows
 * @param paralogs genes that are alike, one element; null where the data set has no splits
 * @param parts the parts written
 * @param rejects the files of rejected lines
 */
public record FinishViews(
    Annotation annotation,
    ScannedRows.Figures figures,
    PCollectionView<Iterable<GeneTally>> geneTallies,
    PCollectionView<Iterable<Paralogs>> paralogs,
    Parts parts,
    PCollectionView<Iterable<FileReceipt>> rejects)
    implements Serializable {

  /**
   * The annotation.
   *
   * @param genesById its genes
   * @param tallies what became of its lines
   * @param files itself and the splice sites as files
   */
  public record Annotation(
      PCollectionView<Map<String, GeneModel>> genesById,
      PCollectionView<Iterable<AnnotationTally>> tallies,
      PCollectionView<Iterable<InputFile>> files)
      implements Serializable {}

  /**
   * The parts.
   *
   * @param receipts of each
   * @param summaries what their rows say, by the key of their split
   */
  public record Parts(
      PCollectionView<Iterable<FileReceipt>> receipts,
      PCollectionView<Iterable<KV<Integer, RowSummary>>> summaries)
      implements Serializable {}

  List<PCollectionView<?>> all() {
    List<PCollectionView<?>> all =
        new ArrayList<>(
            List.of(
                annotation.genesById,
                annotation.tallies,
                annotation.files,
                geneTallies,
                parts.receipts,
                parts.summaries,
                rejects));
    if (paralogs != null) {
      all.add(paralogs);
    }
    all.addAll(figures.views());
    return all;
  }
}
