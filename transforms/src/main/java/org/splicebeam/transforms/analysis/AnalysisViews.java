package org.splicebeam.transforms.analysis;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.values.PCollectionView;
import org.splicebeam.schemas.analysis.FileTally;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.sampling.GeneSelection;

/**
 * What pass 2 knows from pass 1.
 *
 * @param genesById the annotation's genes
 * @param selectionsById the selected genes' rules
 * @param talliesByFile what each table held
 */
public record AnalysisViews(
    PCollectionView<Map<String, GeneModel>> genesById,
    PCollectionView<Map<String, GeneSelection>> selectionsById,
    PCollectionView<Map<String, FileTally>> talliesByFile)
    implements Serializable {

  List<PCollectionView<?>> all() {
    return List.of(genesById, selectionsById, talliesByFile);
  }
}
