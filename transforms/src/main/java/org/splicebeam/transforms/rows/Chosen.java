package org.splicebeam.transforms.rows;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.values.PCollectionView;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.schemas.parts.PartPlan;
import org.splicebeam.schemas.sampling.GeneSelection;
import org.splicebeam.transforms.sampling.SamplingRule;

/**
 * What pass 2 knows of the rows that it reads: which were chosen, and to which parts they go.
 *
 * @param rule by which rows stay
 * @param genesById the annotation's genes
 * @param selectionsById the selected genes' rules
 * @param plan of the parts, one element
 * @param committedParts receipts of the parts that stand already
 */
public record Chosen(
    SamplingRule rule,
    PCollectionView<Map<String, GeneModel>> genesById,
    PCollectionView<Map<String, GeneSelection>> selectionsById,
    PCollectionView<Iterable<PartPlan>> plan,
    PCollectionView<Map<Integer, FileReceipt>> committedParts)
    implements Serializable {

  /** The views, as side inputs. */
  public List<PCollectionView<?>> views() {
    return List.of(genesById, selectionsById, plan, committedParts);
  }
}
