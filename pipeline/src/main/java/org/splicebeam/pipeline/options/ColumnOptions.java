package org.splicebeam.pipeline.options;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.splicebeam.schemas.columns.ColumnSettings;
import org.splicebeam.schemas.columns.InputColumn;
import org.splicebeam.transforms.features.Enrichers;
import org.splicebeam.transforms.rows.ScoreColumns;
import picocli.CommandLine.Option;

/** The options that decide on the columns; the schema command has them, too. */
public final class ColumnOptions {
  private static final Pattern SIZE = Pattern.compile("[1-8]");

  @Option(
      names = "--kmerSizes",
      paramLabel = "K,...",
      defaultValue = "6",
      description = "k-mer sizes from 1 to 8, or 0 for none (${DEFAULT-VALUE}).")
  String kmerSizes;

  @Option(names = "--keepSequence", description = "Keep the window itself as a column.")
  boolean keepSequence;

  @Option(
      names = "--extraColumns",
      paramLabel = "NAME:TYPE,...",
      description = "Further columns of the analysis tables; types double, string, int, long.")
  String extraColumns;

  /**
   * The checked settings.
   *
   * @param ofScores whether rows come from scores, which bring columns of their own
   */
  public ColumnSettings settings(boolean ofScores) {
    if (ofScores) {
      OptionText.refuse("--extraColumns", extraColumns, "--input", "--scores");
    }
    return new ColumnSettings(sizes(), keepSequence, ofScores ? ScoreColumns.COLUMNS : extra());
  }

  /**
   * The enrichers that follow from them.
   *
   * @param ofScores whether rows come from scores
   * @param hasSplits whether rows get a split
   * @throws BadOptionException where those of other jars do not fit
   */
  public Enrichers enrichers(boolean ofScores, boolean hasSplits) {
    return enrichers(settings(ofScores).withSplits(hasSplits));
  }

  static Enrichers enrichers(ColumnSettings settings) {
    try {
      return Enrichers.of(settings);
    } catch (IllegalArgumentException e) {
      throw new BadOptionException(e.getMessage());
    }
  }

  private List<Integer> sizes() {
    TreeSet<Integer> sizes = new TreeSet<>();
    if (kmerSizes.equals("0")) {
      return List.of();
    }
    for (String size : OptionText.list("--kmerSizes", kmerSizes)) {
      if (!SIZE.matcher(size).matches()) {
        throw new BadOptionException(
            "--kmerSizes is '%s'; it is a list of sizes from 1 to 8, such as 3,6, or 0 for none"
                .formatted(kmerSizes));
      }
      sizes.add(Integer.valueOf(size));
    }
    return List.copyOf(sizes);
  }

  private List<InputColumn> extra() {
    List<InputColumn> extra = new ArrayList<>();
    for (String column : OptionText.list("--extraColumns", extraColumns)) {
      int colon = column.lastIndexOf(':');
      String name = colon < 0 ? column : column.substring(0, colon);
      InputColumn.Kind kind =
          InputColumn.Kind.of(colon < 0 ? "" : column.substring(colon + 1))
              .orElseThrow(
                  () ->
                      new BadOptionException(
                          "--extraColumns has '%s'; write name:type with a type of double, string, int"
                                  .formatted(column)
                              + " or long"));
      checkColumnName(name, extra);
      extra.add(new InputColumn(name, kind, false));
    }
    return extra;
  }

  /** A name that a new column can have; those of k-mers of any size are taken. */
  private static void checkColumnName(String name, List<InputColumn> others) {
    Optional<String> fault = enrichers(new ColumnSettings(List.of(), true, others)).faultOf(name);
    if (fault.isPresent()) {
      throw new BadOptionException(
          "--extraColumns names '%s', which is %s".formatted(name, fault.get()));
    }
  }
}
