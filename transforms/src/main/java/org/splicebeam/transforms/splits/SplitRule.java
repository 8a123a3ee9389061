package org.splicebeam.transforms.splits;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.splicebeam.schemas.genome.ChromosomeAliases;
import org.splicebeam.schemas.genome.Chromosomes;
import org.splicebeam.schemas.parts.Split;

/** By what a group of genes goes to its split (contract 9). */
public sealed interface SplitRule extends Serializable {
  /**
   * The split of a group.
   *
   * @param chrom any name of its chromosome
   * @param u from 0 to below 1, of the hash of the group's name
   * @param aliases which names mean one chromosome
   */
  Split of(String chrom, double u, ChromosomeAliases aliases);

  /**
   * The chromosomes that the rule names and that are not there, sorted, by option; without options
   * that name none such.
   *
   * @param there all chromosomes of the annotation and of the rows, by any name
   */
  default Map<String, List<String>> unmatched(Set<String> there, ChromosomeAliases aliases) {
    return Map.of();
  }

  /**
   * By share of the groups: u from 0 on is train, then validation, then test.
   *
   * @param train share, 0 to 1
   * @param validation share, 0 to 1
   * @param test share, 0 to 1; all three sum up to 1
   */
  record ByGene(double train, double validation, double test) implements SplitRule {
    private static final double ROUNDING = 1e-9;

    public ByGene {
      if (!isSharing(train, validation, test)) {
        throw new IllegalArgumentException("no shares that sum up to 1");
      }
    }

    /** Whether three numbers are shares of a whole. */
    public static boolean isSharing(double train, double validation, double test) {
      return train >= 0
          && validation >= 0
          && test >= 0
          && Math.abs(train + validation + test - 1) <= ROUNDING;
    }

    /** A split of share 0 gets nothing, however the sum of the others is rounded. */
    @Override
    public Split of(String chrom, double u, ChromosomeAliases aliases) {
      if (u < train) {
        return Split.TRAIN;
      }
      if (u < train + validation) {
        return Split.VALIDATION;
      }
      return test > 0 ? Split.TEST : validation > 0 ? Split.VALIDATION : Split.TRAIN;
    }
  }

  /**
   * By chromosome; one that is named nowhere is train.
   *
   * @param test names as they are typed
   * @param validation names as they are typed
   */
  record ByChromosome(Set<String> test, Set<String> validation) implements SplitRule {
    /** The option that names the first. */
    public static final String TEST_OPTION = "--testChromosomes";

    /** The option that names the second. */
    public static final String VALIDATION_OPTION = "--validationChromosomes";

    public ByChromosome {
      test = Set.copyOf(test);
      validation = Set.copyOf(validation);
    }

    @Override
    public Split of(String chrom, double u, ChromosomeAliases aliases) {
      if (aliases.isAmong(chrom, test)) {
        return Split.TEST;
      }
      return aliases.isAmong(chrom, validation) ? Split.VALIDATION : Split.TRAIN;
    }

    /** The names of the test split whose chromosome is in the validation split, too; sorted. */
    public List<String> inBoth(ChromosomeAliases aliases) {
      return test.stream()
          .filter(name -> aliases.isAmong(name, validation))
          .sorted(Chromosomes.BY_CODE_POINT)
          .toList();
    }

    @Override
    public Map<String, List<String>> unmatched(Set<String> there, ChromosomeAliases aliases) {
      Map<String, List<String>> byOption = new TreeMap<>();
      putMissing(TEST_OPTION, test, there, aliases, byOption);
      putMissing(VALIDATION_OPTION, validation, there, aliases, byOption);
      return byOption;
    }

    private static void putMissing(
        String option,
        Set<String> asked,
        Set<String> there,
        ChromosomeAliases aliases,
        Map<String, List<String>> byOption) {
      List<String> missing = aliases.missing(asked, there);
      if (!missing.isEmpty()) {
        byOption.put(option, missing);
      }
    }
  }

  /**
   * The preset of SpliceAI's authors: chromosomes 1, 3, 5, 7 and 9 are test, and of the other
   * groups a tenth is validation.
   */
  record SpliceAi() implements SplitRule {
    private static final Set<String> TEST = Set.of("1", "3", "5", "7", "9");
    private static final double VALIDATION = 0.1;

    @Override
    public Split of(String chrom, double u, ChromosomeAliases aliases) {
      if (aliases.isAmong(chrom, TEST)) {
        return Split.TEST;
      }
      return u < VALIDATION ? Split.VALIDATION : Split.TRAIN;
    }
  }
}
