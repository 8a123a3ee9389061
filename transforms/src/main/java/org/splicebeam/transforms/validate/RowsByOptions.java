package org.splicebeam.transforms.validate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import org.splicebeam.schemas.columns.ColumnVector;
import org.splicebeam.schemas.columns.RowsFrom;
import org.splicebeam.schemas.genome.Chromosomes;
import org.splicebeam.transforms.description.DatasetDescription;

/**
 * The rows against the options that dataset.json tells: thresholds, windows, what was selected, row
 * groups and compression. Where they differ, the options are told to be wrong: the parts are those
 * of their checksums.
 *
 * <p>Memory: the names that the options list.
 */
final class RowsByOptions {
  private final DatasetDescription dataset;
  private final boolean ofScores;
  private final Set<String> chromosomes;
  private final Set<String> genes;
  private final Set<String> types;
  private final RuleTally tally = new RuleTally("row");
  private final RuleTally groups = new RuleTally("row group");

  RowsByOptions(DatasetDescription dataset) {
    this.dataset = dataset;
    ofScores = dataset.rowsFrom() == RowsFrom.SCORES;
    chromosomes =
        dataset.at("options", "chromAliases").asText().isEmpty()
            ? Chromosomes.bare(names("chromosomes"))
            : Set.of();
    genes = names("genes");
    types = names("geneTypes");
  }

  private Set<String> names(String option) {
    Set<String> names = new HashSet<>();
    dataset.at("options", option).forEach(name -> names.add(name.asText()));
    return names;
  }

  /** Looks at a part's row groups. */
  void addGroups(String part, PartReader reader) {
    long full = dataset.at("options", "rowGroupRows").asLong();
    String compression = dataset.at("options", "compression").asText();
    for (int group = 0; group < reader.rowGroups(); group++) {
      boolean last = group == reader.rowGroups() - 1;
      long rows = reader.rows(group);
      if (last ? rows > full : rows != full) {
        groups.broken("they have options.rowGroupRows, the last one at most", part, rows);
      }
      for (String codec : reader.codecs(group)) {
        if (!codec.equals(compression)) {
          groups.broken("they are compressed by options.compression", part, codec);
        }
      }
    }
  }

  /** Looks at the next rows of a part. */
  void add(GroupRows rows, String part) {
    new Check(rows, part).all();
  }

  private final class Check {
    private final GroupRows rows;
    private final String part;

    Check(GroupRows rows, String part) {
      this.rows = rows;
      this.part = part;
    }

    void all() {
      String[] chroms = rows.texts("chrom");
      String[] ids = rows.texts("gene_id");
      String[] names = rows.texts("gene_name");
      String[] geneTypes = rows.texts("gene_type");
      holds(
          "chrom is one of options.chromosomes",
          i -> chromosomes.isEmpty() || chromosomes.contains(Chromosomes.bare(chroms[i])),
          i -> chroms[i]);
      holds(
          "the gene is one of options.genes",
          i ->
              genes.isEmpty()
                  || genes.contains(ids[i])
                  || (names[i] != null && genes.contains(names[i])),
          i -> ids[i]);
      holds(
          "gene_type is one of options.geneTypes",
          i -> types.isEmpty() || types.contains(geneTypes[i]),
          i -> geneTypes[i]);
      hard();
      if (ofScores) {
        calls();
        windows();
      }
    }

    private void hard() {
      double threshold = dataset.at("options", "hardThreshold").asDouble();
      String[] keptAs = rows.texts("kept_as");
      double[] donor = rows.reals("donor_score");
      double[] acceptor = rows.reals("acceptor_score");
      Set<String> others = Set.of("near", "easy");
      holds(
          "negatives are hard from options.hardThreshold on",
          i ->
              keptAs[i].equals("hard")
                  ? Math.max(donor[i], acceptor[i]) >= threshold
                  : !others.contains(keptAs[i]) || Math.max(donor[i], acceptor[i]) < threshold,
          i -> keptAs[i] + ", " + Math.max(donor[i], acceptor[i]));
    }

    private void calls() {
      double threshold = dataset.at("options", "callThreshold").asDouble();
      long tolerance = dataset.at("options", "siteTolerance").asLong();
      String[] label = rows.texts("pred_type");
      double[] donor = rows.reals("donor_score");
      double[] acceptor = rows.reals("acceptor_score");
      ColumnVector.Longs called = longs("predicted_position");
      ColumnVector.Longs site = longs("true_position");
      holds(
          "a FP scores options.callThreshold at least",
          i -> !label[i].equals("FP") || Math.max(donor[i], acceptor[i]) >= threshold,
          i -> Math.max(donor[i], acceptor[i]));
      holds(
          "a TP is called within options.siteTolerance",
          i ->
              !label[i].equals("TP")
                  || (!called.nulls().get(i)
                      && !site.nulls().get(i)
                      && Math.abs(called.values()[i] - site.values()[i]) <= tolerance),
          i -> called.values()[i] + ", " + site.values()[i]);
    }

    private void windows() {
      long flank = dataset.at("options", "sequenceFlank").asLong();
      long[] position = rows.numbers("position");
      long[] geneLength = rows.numbers("gene_length");
      long[] length = rows.numbers("sequence_length");
      ColumnVector.Longs start = longs("window_start");
      ColumnVector.Longs end = longs("window_end");
      holds(
          "the window reaches options.sequenceFlank bases to both sides, within the gene",
          i ->
              !start.nulls().get(i)
                  && !end.nulls().get(i)
                  && start.values()[i] == Math.max(position[i] - flank, 0)
                  && end.values()[i] == Math.min(position[i] + flank, geneLength[i])
                  && length[i] == end.values()[i] - start.values()[i],
          i -> start.values()[i] + " to " + end.values()[i]);
    }

    private ColumnVector.Longs longs(String column) {
      return (ColumnVector.Longs) rows.columns().get(column);
    }

    private void holds(String rule, IntPredicate isTrue, IntFunction<Object> value) {
      tally.check(rule, rows, part + ", ", isTrue, value);
    }
  }

  List<String> sentences() {
    List<String> sentences = new ArrayList<>(groups.sentences());
    sentences.addAll(tally.sentences());
    return sentences;
  }
}
