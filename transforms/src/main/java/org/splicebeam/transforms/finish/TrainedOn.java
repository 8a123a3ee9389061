package org.splicebeam.transforms.finish;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.splicebeam.schemas.genome.ChromosomeAliases;
import org.splicebeam.schemas.parts.PartPlan;
import org.splicebeam.schemas.parts.PlannedGene;
import org.splicebeam.schemas.parts.Split;

/**
 * How many rows and genes of a data set the base model was trained on: those of genes on the
 * chromosomes that the option names. A gene counts where gene_manifest.csv has it, with all its
 * rows.
 */
public final class TrainedOn {
  /** The option that names the chromosomes. */
  public static final String OPTION = "--baseModelTrainedOn";

  /** Its key in dataset.json, which is there where the option is given. */
  public static final String KEY = "baseModelTrainedOn";

  /** The chromosomes, as they are typed. */
  public static final String CHROMOSOMES = "chromosomes";

  private TrainedOn() {}

  /** A gene's chromosome, split and rows. */
  private record Gene(String chrom, Split split, long rows) {
    Gene plus(Gene elsewhere) {
      return new Gene(chrom, split, rows + elsewhere.rows);
    }
  }

  /**
   * What dataset.json tells: for all rows, and for each split where there are splits.
   *
   * @param chromosomes as they are typed; not empty
   * @param aliases which names mean one chromosome
   */
  static ObjectNode json(Set<String> chromosomes, ChromosomeAliases aliases, PartPlan plan) {
    Map<String, Gene> genes = new LinkedHashMap<>();
    for (PlannedGene planned : plan.genes()) {
      Gene gene = new Gene(planned.tally().chrom(), planned.split(), planned.tally().kept());
      genes.merge(planned.tally().geneId(), gene, Gene::plus);
    }
    List<Gene> trainedOn =
        genes.values().stream().filter(gene -> aliases.isAmong(gene.chrom, chromosomes)).toList();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    new TreeSet<>(chromosomes).forEach(json.putArray(CHROMOSOMES)::add);
    put(json, trainedOn, gene -> true);
    if (plan.layout().hasSplits()) {
      ObjectNode splits = json.putObject(DatasetOptions.SPLITS);
      for (Split split : Split.values()) {
        put(splits.putObject(split.text()), trainedOn, gene -> gene.split == split);
      }
    }
    return json;
  }

  private static void put(ObjectNode json, List<Gene> genes, Predicate<Gene> which) {
    List<Gene> some = genes.stream().filter(which).toList();
    json.put("genes", some.size());
    json.put("rows", some.stream().mapToLong(Gene::rows).sum());
  }
}
