package org.splicebeam.transforms.rows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.splicebeam.schemas.genome.Chromosomes;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.parts.PlannedGene;
import org.splicebeam.schemas.parts.SelectedGene;
import org.splicebeam.schemas.sampling.GeneSelection;
import org.splicebeam.transforms.sampling.RowJudge;
import org.splicebeam.transforms.sampling.SamplingRule;

/**
 * What pass 2 asks of a row's gene.
 *
 * @param rule of the run
 * @param modelsById the annotation's genes
 * @param selectionsById the selected genes' rules
 * @param placesById the parts of each selected gene's rows, once a chromosome
 */
public record SelectedGenes(
    SamplingRule rule,
    Map<String, GeneModel> modelsById,
    Map<String, GeneSelection> selectionsById,
    Map<String, List<PlannedGene>> placesById) {

  /** Those of one part. */
  public static SelectedGenes of(SamplingRule rule, List<SelectedGene> genes) {
    Map<String, GeneModel> models = new HashMap<>();
    Map<String, GeneSelection> selections = new HashMap<>();
    Map<String, List<PlannedGene>> places = new HashMap<>();
    for (SelectedGene gene : genes) {
      String geneId = gene.selection().geneId();
      selections.put(geneId, gene.selection());
      places.put(geneId, gene.places());
      if (gene.model() != null) {
        models.put(geneId, gene.model());
      }
    }
    return new SelectedGenes(rule, models, selections, places);
  }

  /** Null for a gene that is not annotated. */
  public GeneModel model(String geneId) {
    return modelsById.get(geneId);
  }

  /** Null for a gene that is not selected. */
  RowJudge judge(String geneId) {
    GeneSelection selection = selectionsById.get(geneId);
    return selection == null ? null : new RowJudge(rule, selection);
  }

  /** Where a gene's rows on a chromosome go; null where none was kept. */
  public PlannedGene place(String geneId, String chrom) {
    for (PlannedGene place : placesById.getOrDefault(geneId, List.of())) {
      if (Chromosomes.KARYOTYPE.compare(place.tally().chrom(), chrom) == 0) {
        return place;
      }
    }
    return null;
  }
}
