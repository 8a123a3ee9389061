package org.splicebeam.transforms.features;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Pattern;
import org.splicebeam.schemas.columns.Column;
import org.splicebeam.schemas.columns.ColumnSettings;
import org.splicebeam.schemas.columns.Columns;
import org.splicebeam.transforms.rows.InputColumns;

/**
 * The enrichers of a data set in order, and the columns that follow from them. The settings travel;
 * every worker makes its enrichers from them.
 *
 * <p>Order (contract 2): identity and scores, derived, window, gene, transcript, counts, distances,
 * codes, extra columns; then the enrichers that other jars bring, by their names; then the k-mers.
 * So the columns of a data set without other enrichers keep their places, and the k-mers come last.
 *
 * <p>Memory: next to none; the list of {@link #columns} is made when it is asked for.
 */
public final class Enrichers {
  private static final Pattern COLUMN_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** The column of data sets that are split, which no data set may have for something else. */
  private static final String SPLIT = "split";

  private static final List<Enricher> BUILT_IN =
      List.of(
          new RowColumns(),
          new DerivedColumns(),
          new WindowFeatures(),
          new GeneFeatures(),
          new TranscriptFeatures(),
          new CountFeatures(),
          new DistanceFeatures(),
          new CodeColumns(),
          new ExtraColumns());

  private final ColumnSettings settings;
  private final List<Feature> features = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final Map<String, String> enricherOfColumn = new HashMap<>();

  private Enrichers(ColumnSettings settings, List<Enricher> others) {
    this.settings = settings;
    BUILT_IN.forEach(enricher -> add(enricher, true));
    others.forEach(enricher -> add(enricher, false));
  }

  /**
   * The built-in enrichers, and those that other jars of the class path bring.
   *
   * @throws IllegalArgumentException where two columns or two enrichers have one name, a column has
   *     a name that it cannot have, or an enricher cannot be loaded; the message says which
   */
  public static Enrichers of(ColumnSettings settings) {
    return of(settings, found());
  }

  /**
   * The built-in enrichers and these others, in the order of their names.
   *
   * @throws IllegalArgumentException where two columns or two enrichers have one name, or a column
   *     has a name that it cannot have
   */
  public static Enrichers of(ColumnSettings settings, List<Enricher> others) {
    return new Enrichers(
        settings, others.stream().sorted(Comparator.comparing(Enricher::name)).toList());
  }

  private static List<Enricher> found() {
    try {
      return ServiceLoader.load(Enricher.class, Enricher.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .toList();
    } catch (ServiceConfigurationError e) {
      throw new IllegalArgumentException("an enricher cannot be loaded: " + e.getMessage(), e);
    }
  }

  private void add(Enricher enricher, boolean isBuiltIn) {
    if (!names.add(enricher.name())) {
      throw new IllegalArgumentException("there are two enrichers of the name " + enricher.name());
    }
    for (Feature feature : enricher.features(settings)) {
      String column = feature.column().name();
      String owner = enricherOfColumn.get(column);
      if (owner != null) {
        throw new IllegalArgumentException(
            "enricher %s declares column %s, which enricher %s has declared already"
                .formatted(enricher.name(), column, owner));
      }
      Optional<String> fault = isBuiltIn ? Optional.empty() : faultOf(column);
      if (fault.isPresent()) {
        throw new IllegalArgumentException(
            "enricher %s declares column %s, which is %s"
                .formatted(enricher.name(), column, fault.get()));
      }
      enricherOfColumn.put(column, enricher.name());
      features.add(feature);
    }
  }

  /** Whether a name is of letters, digits and _, as that of every further column has to be. */
  public static boolean isColumnName(String name) {
    return COLUMN_NAME.matcher(name).matches();
  }

  /**
   * Why no further column can have this name, as the end of a sentence: "which is ..."; empty where
   * it can.
   */
  public Optional<String> faultOf(String name) {
    if (enricherOfColumn.containsKey(name)
        || InputColumns.with(settings.extraColumns()).isKnown(name)) {
      return Optional.of("a column already");
    }
    if (name.equals(SPLIT)) {
      return Optional.of("the column of data sets that are split");
    }
    if (KmerFeatures.isName(name)) {
      return Optional.of("the name of a k-mer column");
    }
    return isColumnName(name) ? Optional.empty() : Optional.of("no name of letters, digits and _");
  }

  /** The list of all columns; k = 8 has 65 536 and takes some 40 MB. */
  public Columns columns() {
    List<Column> columns = new ArrayList<>();
    features.forEach(feature -> columns.add(feature.column()));
    columns.addAll(KmerFeatures.columns(settings.kmerSizes()));
    return Columns.of(columns);
  }

  /** The name of the enricher that declares a column which is no k-mer; null for no such column. */
  public String enricherOf(String column) {
    return enricherOfColumn.get(column);
  }

  /** The number of all columns, told without making their list. */
  public ColumnCount count() {
    return new ColumnCount(features.size(), KmerFeatures.count(settings.kmerSizes()));
  }

  /** The features in the order of their columns; those of k-mers follow them. */
  List<Feature> features() {
    return List.copyOf(features);
  }

  /** Of the k-mers whose counts follow the features. */
  List<Integer> kmerSizes() {
    return settings.kmerSizes();
  }
}
