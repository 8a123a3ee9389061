package org.splicebeam.transforms.rows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.splicebeam.schemas.parts.PartPlan;
import org.splicebeam.schemas.parts.PlannedGene;

/** A plan's genes by id; made once as long as the plan is the same object. */
public final class PlannedPlaces {
  private PartPlan plan;
  private Map<String, List<PlannedGene>> byId;

  /** The places of each gene, one a chromosome. */
  public Map<String, List<PlannedGene>> of(PartPlan current) {
    if (plan != current) {
      byId = new HashMap<>();
      for (PlannedGene gene : current.genes()) {
        byId.computeIfAbsent(gene.tally().geneId(), id -> new ArrayList<>(1)).add(gene);
      }
      plan = current;
    }
    return byId;
  }
}
