package org.splicebeam.transforms.rows;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.values.PCollectionView;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.sampling.GeneSelection;

/**
 * What pass 2 knows from pass 1.
 *
 * @param genesById the annotation's genes
 * @param selectionsById the selected genes' rules
 */
public record ChosenViews(
    PCollectionView<Map<String, GeneModel>> genesById,
    PCollectionView<Map<String, GeneSelection>> selectionsById)
    implements Serializable {

  public List<PCollectionView<?>> all() {
    return List.of(genesById, selectionsById);
  }
}
