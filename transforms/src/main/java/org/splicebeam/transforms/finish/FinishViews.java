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
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.schemas.sampling.GeneTally;
import org.splicebeam.transforms.rows.ScannedRows;
import org.splicebeam.transforms.statistics.RowSummary;

/**
 * The figures of all steps, which the last one waits for.
 *
 * @param genesById the annotation
 * @param figures what pass 1 found
 * @param geneTallies what became of the genes' rows
 * @param annotationTallies what became of the annotation's lines
 * @param annotationFiles the annotation and the splice sites as files
 * @param parts the parts written
 * @param rejects the files of rejected lines
 */
public record FinishViews(
    PCollectionView<Map<String, GeneModel>> genesById,
    ScannedRows.Figures figures,
    PCollectionView<Iterable<GeneTally>> geneTallies,
    PCollectionView<Iterable<AnnotationTally>> annotationTallies,
    PCollectionView<Iterable<InputFile>> annotationFiles,
    Parts parts,
    PCollectionView<Iterable<FileReceipt>> rejects)
    implements Serializable {

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
            List.of(genesById, geneTallies, annotationTallies, annotationFiles, rejects));
    all.add(parts.receipts());
    all.add(parts.summaries());
    all.addAll(figures.views());
    return all;
  }
}
