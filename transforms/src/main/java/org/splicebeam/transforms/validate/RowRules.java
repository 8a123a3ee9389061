package org.splicebeam.transforms.validate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.LongPredicate;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.rows.KeptAs;
import org.splicebeam.schemas.rows.PredType;
import org.splicebeam.schemas.rows.SpliceType;

/** What holds for every row of a data set by itself (contract 1.1, 2 and 4). */
final class RowRules {
  private static final double LARGEST_ENTROPY = Math.log(5) / Math.log(2) + 1e-9;
  private static final int LONGEST_WINDOW = 65_535;
  private static final Set<String> STRANDS =
      Set.of(Strand.FORWARD.symbol(), Strand.REVERSE.symbol());
  private static final Set<String> PRED_TYPES =
      Arrays.stream(PredType.values()).map(Enum::name).collect(Collectors.toSet());
  private static final Set<String> SPLICE_TYPES =
      Arrays.stream(SpliceType.values()).map(SpliceType::text).collect(Collectors.toSet());
  private static final Set<String> KEPT_AS =
      Arrays.stream(KeptAs.values()).map(KeptAs::text).collect(Collectors.toSet());

  /** The kinds of biotypes in the order of their codes; what fits none has the next one. */
  private static final List<Pattern> GENE_TYPES =
      Stream.of(
              "protein_coding",
              "(l(inc|nc|nc_)|(macro|bidirectional_promoter)_lnc|3prime_overlapping_nc)RNA"
                  + "|antisense(_RNA)?|sense_(intronic|overlapping)|processed_transcript"
                  + "|non_coding|retained_intron",
              ".*pseudogene.*",
              "(mi|sn|sno|sca|sc|r|t|Mt_r|Mt_t|s|vault_|vault|misc_|Y_|pi|nc)RNA|ribozyme",
              "(IG|TR)_.*_gene|.*_(segment|region)")
          .map(pattern -> Pattern.compile(pattern, Pattern.DOTALL))
          .toList();

  private final Map<String, Integer> codesOfGeneTypes = new HashMap<>();
  private final Sampling sampling;

  /** How true negatives were sampled. */
  enum Sampling {
    NONE(
        "kept_as is all, because nothing was sampled",
        Set.of("all"),
        "sampling_probability is 1, because nothing was sampled",
        Set.of()),
    EASY(
        "kept_as is nonTN where pred_type is not TN, else hard, near or easy",
        Set.of("hard", "near", "easy"),
        "sampling_probability is 1 but for easy negatives",
        Set.of("easy")),
    NEAR_AND_EASY(
        "kept_as is nonTN where pred_type is not TN, else hard, near or easy",
        Set.of("hard", "near", "easy"),
        "sampling_probability is 1 but for near and easy negatives",
        Set.of("near", "easy")),
    STRATA(
        "kept_as is nonTN where pred_type is not TN, else stratum",
        Set.of("stratum"),
        "sampling_probability is 1 but for negatives of a stratum",
        Set.of("stratum"));

    private final String ruleOfTexts;
    private final Set<String> ofNegatives;
    private final String ruleOfChances;
    private final Set<String> drawn;

    /**
     * @param ofNegatives kept_as of true negatives
     * @param drawn kept_as of those of which a share stays
     */
    Sampling(String ruleOfTexts, Set<String> ofNegatives, String ruleOfChances, Set<String> drawn) {
      this.ruleOfTexts = ruleOfTexts;
      this.ofNegatives = ofNegatives;
      this.ruleOfChances = ruleOfChances;
      this.drawn = drawn;
    }

    /** That of a data set's options. */
    static Sampling of(JsonNode options) {
      if (options.path("downsample").asText().equals("none")) {
        return NONE;
      }
      if (options.path("negatives").asText().equals("strata")) {
        return STRATA;
      }
      return options.path("nearRatio").isNumber() ? NEAR_AND_EASY : EASY;
    }

    private boolean allows(String label, String keptAs) {
      return this == NONE || label.equals(PredType.TN.name())
          ? ofNegatives.contains(keptAs)
          : keptAs.equals(KeptAs.NON_TN.text());
    }
  }

  /** The rules of a data set. */
  RowRules(Sampling sampling) {
    this.sampling = sampling;
  }

  /** Counts the rows that break a rule. */
  void check(GroupRows rows, RuleTally tally) {
    new Check(rows, tally).all();
  }

  /** The code of a biotype. */
  long codeOfGeneType(String type) {
    return codesOfGeneTypes.computeIfAbsent(
        type,
        name -> {
          if (name.equals(GeneModel.UNKNOWN_TYPE)) {
            return -1;
          }
          int code = 0;
          while (code < GENE_TYPES.size() && !GENE_TYPES.get(code).matcher(name).matches()) {
            code++;
          }
          return code;
        });
  }

  private final class Check {
    private final GroupRows rows;
    private final RuleTally tally;

    Check(GroupRows rows, RuleTally tally) {
      this.rows = rows;
      this.tally = tally;
    }

    void all() {
      oneOf("strand", STRANDS);
      oneOf("splice_type", SPLICE_TYPES);
      oneOf("pred_type", PRED_TYPES);
      oneOf("kept_as", KEPT_AS);
      for (String share : List.of("donor_score", "acceptor_score", "neither_score", "gc_content")) {
        real(share, share + " is 0 to 1", value -> value >= 0 && value <= 1);
      }
      real(
          "sequence_complexity",
          "sequence_complexity is 0 to log2 5",
          value -> value >= 0 && value <= LARGEST_ENTROPY);
      real("avg_exon_length", "avg_exon_length is 0 or more", value -> value >= 0);
      real("median_exon_length", "median_exon_length is 0 or more", value -> value >= 0);
      for (String figure : List.of("position", "num_exons", "total_exon_length", "num_overlaps")) {
        whole(figure, figure + " is 0 or more", value -> value >= 0);
      }
      whole(
          "sequence_length",
          "sequence_length is 1 to " + LONGEST_WINDOW,
          value -> value >= 1 && value <= LONGEST_WINDOW);
      for (String flag : List.of("has_gene_info", "has_tx_info")) {
        whole(flag, flag + " is 0 or 1", value -> value == 0 || value == 1);
      }
      sampling();
      gene();
      transcript();
      codes();
      windows();
    }

    private void sampling() {
      String[] label = rows.texts("pred_type");
      String[] keptAs = rows.texts("kept_as");
      double[] chance = rows.reals("sampling_probability");
      holds(
          sampling.ruleOfTexts,
          i -> sampling.allows(label[i], keptAs[i]),
          i -> label[i] + ", " + keptAs[i]);
      holds(
          "sampling_probability is over 0 and at most 1",
          i -> chance[i] > 0 && chance[i] <= 1,
          i -> chance[i]);
      holds(
          sampling.ruleOfChances,
          i -> chance[i] == 1 || sampling.drawn.contains(keptAs[i]),
          i -> keptAs[i] + ", " + chance[i]);
    }

    private void gene() {
      long[] known = rows.numbers("has_gene_info");
      long[] start = rows.numbers("gene_start");
      long[] end = rows.numbers("gene_end");
      long[] length = rows.numbers("gene_length");
      long[] at = rows.numbers("absolute_position");
      long[] toStart = rows.numbers("distance_to_start");
      long[] toEnd = rows.numbers("distance_to_end");
      long[] position = rows.numbers("position");
      long[] sites = rows.numbers("n_splice_sites");
      String[] type = rows.texts("gene_type");
      String[] strand = rows.texts("strand");
      holds(
          "an annotated gene has gene_start <= gene_end, gene_length = gene_end - gene_start + 1",
          i ->
              known[i] != 1
                  || (start[i] >= 0 && start[i] <= end[i] && length[i] == end[i] - start[i] + 1),
          i -> "%s, %s, %s".formatted(start[i], end[i], length[i]));
      holds(
          "absolute_position follows from position, strand and gene",
          i ->
              known[i] != 1
                  || start[i] < 0
                  || start[i] > end[i]
                  || at[i]
                      == new Span(start[i], end[i])
                          .absolutePosition(position[i], Strand.ofGtf(strand[i])),
          i -> at[i]);
      holds(
          "distance_to_start = absolute_position - gene_start >= 0",
          i -> known[i] != 1 || (toStart[i] >= 0 && toStart[i] == at[i] - start[i]),
          i -> toStart[i]);
      holds(
          "distance_to_end = gene_end - absolute_position >= 0",
          i -> known[i] != 1 || (toEnd[i] >= 0 && toEnd[i] == end[i] - at[i]),
          i -> toEnd[i]);
      holds(
          "distance_to_start + distance_to_end = gene_length - 1",
          i -> known[i] != 1 || toStart[i] + toEnd[i] == length[i] - 1,
          i -> "%s + %s, %s".formatted(toStart[i], toEnd[i], length[i]));
      holds(
          "n_splice_sites is 0 or more for an annotated gene",
          i -> known[i] != 1 || sites[i] >= 0,
          i -> sites[i]);
      holds(
          "without annotation gene_* numbers, absolute_position, distances and n_splice_sites are"
              + " -1, gene_type is "
              + GeneModel.UNKNOWN_TYPE,
          i ->
              known[i] != 0
                  || (start[i] == -1
                      && end[i] == -1
                      && length[i] == -1
                      && at[i] == -1
                      && toStart[i] == -1
                      && toEnd[i] == -1
                      && sites[i] == -1
                      && type[i].equals(GeneModel.UNKNOWN_TYPE)),
          i ->
              "%s, %s, %s, %s, %s, %s, %s, %s"
                  .formatted(
                      start[i], end[i], length[i], at[i], toStart[i], toEnd[i], sites[i], type[i]));
    }

    private void transcript() {
      long[] known = rows.numbers("has_tx_info");
      long[] missing = rows.numbers("missing_transcript_feats");
      long[] start = rows.numbers("tx_start");
      long[] end = rows.numbers("tx_end");
      long[] length = rows.numbers("transcript_length");
      long[] geneStart = rows.numbers("gene_start");
      long[] geneEnd = rows.numbers("gene_end");
      long[] geneLength = rows.numbers("gene_length");
      long[] exons = rows.numbers("num_exons");
      holds(
          "missing_transcript_feats = 1 - has_tx_info",
          i -> missing[i] == 1 - known[i],
          i -> "%s, %s".formatted(missing[i], known[i]));
      holds(
          "transcript_length = tx_end - tx_start + 1, those of the gene where there is none",
          i ->
              known[i] == 1
                  ? start[i] <= end[i] && length[i] == end[i] - start[i] + 1
                  : start[i] == geneStart[i] && end[i] == geneEnd[i] && length[i] == geneLength[i],
          i -> "%s, %s, %s".formatted(start[i], end[i], length[i]));
      holds(
          "num_exons is 0 without transcript", i -> known[i] == 1 || exons[i] == 0, i -> exons[i]);
    }

    private void codes() {
      code("splice_code", "splice_type", List.of("neither", "donor", "acceptor")::indexOf);
      code("pred_code", "pred_type", List.of("TP", "FP", "FN", "TN")::indexOf);
      code("strand_code", "strand", strand -> strand.equals("+") ? 1 : -1);
      code("gene_type_code", "gene_type", RowRules.this::codeOfGeneType);
    }

    private void code(String column, String source, ToLongFunction<String> codeOf) {
      long[] codes = rows.numbers(column);
      String[] texts = rows.texts(source);
      holds(
          column + " is that of " + source,
          i -> codes[i] == codeOf.applyAsLong(texts[i]),
          i -> texts[i] + ", " + codes[i]);
    }

    private void windows() {
      long[] length = rows.numbers("sequence_length");
      rows.kmerSums()
          .forEach(
              (k, sums) ->
                  holds(
                      "the %s-mer counts sum to sequence_length - %s at most".formatted(k, k - 1),
                      i -> sums[i] <= Math.max(0, length[i] - k + 1),
                      i -> "%s of %s letters".formatted(sums[i], length[i])));
      if (rows.columns().containsKey("sequence")) {
        String[] window = rows.texts("sequence");
        holds(
            "sequence has sequence_length letters of A, C, G, T and N",
            i ->
                window[i] == null
                    || (window[i].length() == length[i]
                        && window[i].chars().allMatch(c -> "ACGTN".indexOf(c) >= 0)),
            i -> window[i].length());
      }
    }

    private void oneOf(String column, Set<String> texts) {
      String[] values = rows.texts(column);
      holds(
          column + " is one of " + texts.stream().sorted().collect(Collectors.joining(", ")),
          i -> texts.contains(values[i]),
          i -> values[i]);
    }

    private void real(String column, String rule, DoublePredicate isTrue) {
      double[] values = rows.reals(column);
      holds(rule, i -> isTrue.test(values[i]), i -> values[i]);
    }

    private void whole(String column, String rule, LongPredicate isTrue) {
      long[] values = rows.numbers(column);
      holds(rule, i -> isTrue.test(values[i]), i -> values[i]);
    }

    private void holds(String rule, IntPredicate isTrue, IntFunction<Object> value) {
      tally.check(rule, rows, "", isTrue, value);
    }
  }
}
