package org.splicebeam.pipeline.options;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.splicebeam.schemas.genome.ChromosomeAliases;
import org.splicebeam.schemas.parts.Split;
import org.splicebeam.transforms.splits.SplitRule;
import picocli.CommandLine.Option;

/** The options that share genes out to train, validation and test. */
public final class SplitOptions {
  private static final String SPLITS = "--splits";
  private static final String PRESET = "spliceai";

  @Option(
      names = SPLITS,
      paramLabel = "BY",
      defaultValue = "none",
      description =
          "Share genes out to train, validation and test: by gene, by chromosome, spliceai (by chromosome, as its authors did), or none (${DEFAULT-VALUE}).")
  private String splits;

  // Those of one kind of splits are null where they are not given: beside another kind each is
  // refused, whatever its value.

  @Option(
      names = "--fractions",
      paramLabel = "TRAIN,VALIDATION,TEST",
      description = "gene: shares of the groups of overlapping genes, together 1 (0.8,0.1,0.1).")
  private String fractions;

  @Option(
      names = SplitRule.ByChromosome.TEST_OPTION,
      paramLabel = "NAME,...",
      description =
          "chromosome: those of test, with or without chr; spliceai is 1,3,5,7,9, and a tenth of the other genes is validation then (spliceai where no validation is named).")
  private String testChromosomes;

  @Option(
      names = SplitRule.ByChromosome.VALIDATION_OPTION,
      paramLabel = "NAME,...",
      description = "chromosome: those of validation; what is named nowhere is train (none).")
  private String validationChromosomes;

  /** Whether rows get a split; does not look at the other options. */
  boolean given() {
    return !splits.equals("none");
  }

  /**
   * The checked rule; null for no splits.
   *
   * @param aliases which names mean one chromosome
   */
  SplitRule rule(ChromosomeAliases aliases) {
    return switch (splits) {
      case "none" -> {
        refuse("--fractions", fractions, "gene");
        refuse(SplitRule.ByChromosome.TEST_OPTION, testChromosomes, "chromosome");
        refuse(SplitRule.ByChromosome.VALIDATION_OPTION, validationChromosomes, "chromosome");
        yield null;
      }
      case "gene" -> {
        refuse(SplitRule.ByChromosome.TEST_OPTION, testChromosomes, "chromosome");
        refuse(SplitRule.ByChromosome.VALIDATION_OPTION, validationChromosomes, "chromosome");
        yield byGene();
      }
      case "chromosome" -> {
        refuse("--fractions", fractions, "gene");
        yield testChromosomes == null && validationChromosomes == null
            ? new SplitRule.SpliceAi()
            : byChromosome(aliases);
      }
      case PRESET -> {
        refuse("--fractions", fractions, "gene");
        if (testChromosomes != null && !testChromosomes.equals(PRESET)) {
          throw ofPreset(SplitRule.ByChromosome.TEST_OPTION, SPLITS);
        }
        yield preset(SPLITS);
      }
      default ->
          throw new BadOptionException(
              "%s is '%s'; it can be gene, chromosome, spliceai or none".formatted(SPLITS, splits));
    };
  }

  private SplitRule byGene() {
    String text = OptionText.given(fractions, "0.8,0.1,0.1");
    List<Double> shares =
        OptionText.list("--fractions", text).stream()
            .map(share -> OptionText.decimal("--fractions", share, 1))
            .toList();
    if (shares.size() != Split.values().length
        || !SplitRule.ByGene.isSharing(shares.get(0), shares.get(1), shares.get(2))) {
      throw new BadOptionException(
          "--fractions is '%s'; it is three shares, of train, validation and test, that sum up to 1"
              .formatted(text));
    }
    return new SplitRule.ByGene(shares.get(0), shares.get(1), shares.get(2));
  }

  private SplitRule byChromosome(ChromosomeAliases aliases) {
    if (PRESET.equals(testChromosomes)) {
      return preset(SplitRule.ByChromosome.TEST_OPTION);
    }
    SplitRule.ByChromosome rule =
        new SplitRule.ByChromosome(
            names(SplitRule.ByChromosome.TEST_OPTION, testChromosomes),
            names(SplitRule.ByChromosome.VALIDATION_OPTION, validationChromosomes));
    List<String> inBoth = rule.inBoth(aliases);
    if (!inBoth.isEmpty()) {
      throw new BadOptionException(
          "--testChromosomes and --validationChromosomes both name %s: a chromosome is in one split"
              .formatted(BadOptionException.some(inBoth)));
    }
    return rule;
  }

  private static Set<String> names(String option, String text) {
    return new HashSet<>(OptionText.list(option, text));
  }

  private SplitRule preset(String option) {
    if (validationChromosomes != null) {
      throw ofPreset(SplitRule.ByChromosome.VALIDATION_OPTION, option);
    }
    return new SplitRule.SpliceAi();
  }

  private static BadOptionException ofPreset(String name, String option) {
    return new BadOptionException(
        "%s is given beside %s=spliceai, which says itself what test and validation are: leave out one of the two"
            .formatted(name, option));
  }

  private void refuse(String name, String value, String of) {
    if (value != null) {
      throw new BadOptionException(
          "%s is an option of --splits=%s, but --splits is %s: leave it out, or say --splits=%s"
              .formatted(name, of, splits, of));
    }
  }
}
