package org.splicebeam.transforms.features;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.splicebeam.schemas.columns.Column;
import org.splicebeam.schemas.columns.ColumnSettings;
import org.splicebeam.schemas.columns.ColumnType;
import org.splicebeam.schemas.columns.Columns;
import org.splicebeam.schemas.columns.InputColumn;
import org.splicebeam.schemas.columns.InputColumn.Kind;
import org.splicebeam.schemas.columns.Leak;
import org.splicebeam.schemas.columns.Role;
import org.splicebeam.schemas.columns.RowsFrom;
import org.splicebeam.schemas.columns.Steps;
import org.splicebeam.schemas.columns.Units;
import org.splicebeam.transforms.rows.InputColumns;
import org.splicebeam.transforms.rows.ScoreColumns;

class EnrichersTest {
  private static final ColumnSettings SETTINGS =
      new ColumnSettings(List.of(1), false, List.of(new InputColumn("phyloP", Kind.DOUBLE, false)));

  /** An enricher that declares columns of these names. */
  private record Named(String name, String... columns) implements Enricher {
    @Override
    public List<Feature> features(ColumnSettings settings) {
      Feature.Origin test = Feature.from(Steps.WRITE_PARTS, "test");
      return Arrays.stream(columns)
          .map(column -> test.whole(Role.FEATURE, column, Units.NUMBER, "One.").by(row -> 1))
          .toList();
    }
  }

  private static Columns columns(Integer... kmerSizes) {
    return Enrichers.of(new ColumnSettings(List.of(kmerSizes), false, List.of())).columns();
  }

  private static List<String> names(Columns columns) {
    return columns.all().stream().map(Column::name).collect(Collectors.toList());
  }

  private static String refusal(ColumnSettings settings, Enricher... others) {
    return assertThrows(
            IllegalArgumentException.class, () -> Enrichers.of(settings, List.of(others)))
        .getMessage();
  }

  /**
   * columns-k2.txt is made from the oracle's list and the contract's roles, not from the enrichers.
   */
  @Test
  void listIsTheContracts() throws IOException {
    StringBuilder list = new StringBuilder();
    for (Column column : columns(2).all()) {
      list.append(column.name()).append(' ').append(column.type());
      list.append(column.nullable() ? "? " : " ").append(column.role()).append('\n');
    }
    try (InputStream golden = EnrichersTest.class.getResourceAsStream("/columns-k2.txt")) {
      assertThat(
          list.toString(), equalTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8)));
    }
  }

  @Test
  void kmersAreLexicographicSmallerSizesFirst() {
    List<String> names = names(columns(1, 3));
    int others = columns().size();
    assertThat(names.size(), is(others + 4 + 64));
    assertThat(
        names.subList(others, others + 9),
        contains(
            "1mer_A",
            "1mer_C",
            "1mer_G",
            "1mer_T",
            "3mer_AAA",
            "3mer_AAC",
            "3mer_AAG",
            "3mer_AAT",
            "3mer_ACA"));
    assertThat(names.get(others + 67), is("3mer_TTT"));
    assertThat(columns(8).size(), is(others + 65_536));
  }

  @Test
  void sequenceAndExtraColumnsStandInTheirGroups() {
    Columns columns =
        Enrichers.of(
                new ColumnSettings(
                    List.of(1),
                    true,
                    List.of(
                        new InputColumn("phyloP", Kind.DOUBLE, false),
                        new InputColumn("clinvar", Kind.TEXT, false),
                        new InputColumn("reads", Kind.INT, false),
                        new InputColumn("offset", Kind.LONG, false))))
            .columns();
    int sequence = columns.indexOf("sequence");
    assertThat(columns.get(sequence + 1).name(), is("gc_content"));
    assertThat(columns.get(sequence).role(), is(Role.METADATA));
    assertThat(columns.get(sequence).nullable(), is(true));
    int extra = columns.indexOf("phyloP");
    assertThat(columns.get(extra - 1).name(), is("gene_type_code"));
    assertThat(
        columns.all().subList(extra, extra + 4).stream()
            .map(c -> c.name() + " " + c.type() + " " + c.nullable() + " " + c.role())
            .collect(Collectors.toList()),
        contains(
            "phyloP DOUBLE true FEATURE",
            "clinvar TEXT true METADATA",
            "reads INT true FEATURE",
            "offset LONG true FEATURE"));
    assertThat(columns.get(extra + 4).name(), is("1mer_A"));
    assertThat(columns.indexOf("nothing"), is(-1));
  }

  @Test
  void extraColumnMustNotRepeatAnother() {
    ColumnSettings settings =
        new ColumnSettings(List.of(), false, List.of(new InputColumn("score", Kind.DOUBLE, false)));
    assertThat(
        refusal(settings),
        is(
            "enricher extraColumns declares column score, which enricher row has declared"
                + " already"));
  }

  @Test
  void inputColumnsAreAmongThemWithTheSameType() {
    Columns columns = columns(1);
    for (InputColumn input : InputColumns.with(List.of()).all()) {
      int index = columns.indexOf(input.name());
      assertThat(input.name(), index, not(-1));
      assertThat(
          input.name(), columns.get(index).type(), is(ColumnType.valueOf(input.kind().name())));
    }
  }

  @Test
  void everyColumnIsExplained() {
    for (Column column : columns(1).all()) {
      assertThat(column.name(), column.unit(), not(""));
      assertThat(column.name(), column.step(), not(""));
      for (RowsFrom rows : RowsFrom.values()) {
        assertThat(column.name(), column.source(rows), not(""));
        assertThat(column.name(), column.meaning(rows), endsWith("."));
      }
    }
  }

  /** The score of a base does not depend on what the base truly is. */
  @Test
  void noScoreLeaksTheLabelWhereRowsComeFromScores() {
    for (Column column : fromScores().all()) {
      boolean ofTheRowsLabel =
          column.role() == Role.LABEL
              || Set.of("transcript_id", "transcript_count", "kept_as", "sampling_probability")
                  .contains(column.name());
      boolean ofTheJoin = column.leak(RowsFrom.SCORES) == Leak.Kind.TRANSCRIPT_JOIN;
      assertThat(
          column.name(),
          column.leak(RowsFrom.SCORES),
          is(
              ofTheJoin
                  ? Leak.Kind.TRANSCRIPT_JOIN
                  : ofTheRowsLabel ? Leak.Kind.LABEL : Leak.Kind.NONE));
      String meaning = column.meaning(RowsFrom.SCORES);
      assertThat(
          column.name(),
          meaning.contains("leaks the label"),
          is(ofTheJoin || ofTheRowsLabel && column.role() != Role.LABEL));
      for (String ofTables : List.of("pass", "For FN rows", "analysis table")) {
        assertThat(meaning, not(containsString(ofTables)));
        assertThat(column.source(RowsFrom.SCORES), not(containsString(ofTables)));
      }
    }
  }

  private static Columns fromScores() {
    return Enrichers.of(new ColumnSettings(List.of(1), true, ScoreColumns.COLUMNS)).columns();
  }

  /** An extra column of a table is the same: a data set of such a table has the same schema. */
  @Test
  void theColumnsOfScoresAreKnownByNameAndType() {
    Columns columns = fromScores();
    int first = columns.indexOf("donor_context_m2");
    assertThat(columns.get(first - 1).name(), is("gene_type_code"));
    assertThat(columns.get(first + 10).name(), is("1mer_A"));
    assertThat(
        columns.all().subList(first, first + 10).stream()
            .map(
                c ->
                    String.join(
                        " ",
                        c.name(),
                        c.type().name(),
                        c.nullable() ? "nullable" : "required",
                        c.role().name(),
                        c.unit(),
                        c.categorical() ? "categorical" : "number",
                        c.leak(RowsFrom.TABLES).text()))
            .toList(),
        contains(
            "donor_context_m2 DOUBLE nullable FEATURE probability 0..1 number none",
            "donor_context_m1 DOUBLE nullable FEATURE probability 0..1 number none",
            "donor_context_p1 DOUBLE nullable FEATURE probability 0..1 number none",
            "donor_context_p2 DOUBLE nullable FEATURE probability 0..1 number none",
            "acceptor_context_m2 DOUBLE nullable FEATURE probability 0..1 number none",
            "acceptor_context_m1 DOUBLE nullable FEATURE probability 0..1 number none",
            "acceptor_context_p1 DOUBLE nullable FEATURE probability 0..1 number none",
            "acceptor_context_p2 DOUBLE nullable FEATURE probability 0..1 number none",
            "donor_dinucleotide INT nullable FEATURE code categorical none",
            "acceptor_dinucleotide INT nullable FEATURE code categorical none"));
    InputColumn text = new InputColumn("donor_dinucleotide", Kind.TEXT, false);
    Columns others = Enrichers.of(new ColumnSettings(List.of(), false, List.of(text))).columns();
    assertThat(others.get(others.indexOf(text.name())).role(), is(Role.METADATA));
  }

  /** What the contract (2.4) and the join by a row's own transcript give away. */
  @Test
  void everyLeakIsTold() {
    Set<String> ofTheRowsTranscript =
        Set.of(
            "tx_start",
            "tx_end",
            "transcript_length",
            "num_exons",
            "avg_exon_length",
            "median_exon_length",
            "total_exon_length",
            "total_intron_length",
            "has_tx_info",
            "missing_transcript_feats");
    Set<String> ofTheThreeScores =
        Set.of(
            "donor_score",
            "acceptor_score",
            "neither_score",
            "relative_donor_probability",
            "splice_probability",
            "donor_acceptor_diff",
            "splice_neither_diff",
            "donor_acceptor_logodds",
            "splice_neither_logodds",
            "probability_entropy",
            "score_difference_ratio");
    String ofScoresAndContext =
        "(donor|acceptor)_(diff_[mp][12]|surge_ratio|is_local_peak|weighted_context"
            + "|peak_height_ratio|second_derivative|signal_strength|context_diff_ratio)"
            + "|donor_acceptor_peak_ratio|type_signal_difference|signal_strength_ratio";
    for (Column column : columns(1).all()) {
      String name = column.name();
      boolean scoresAndContext = name.matches(ofScoresAndContext);
      assertThat(
          name,
          column.meaning(RowsFrom.TABLES).contains("Comes from the pass"),
          is(name.startsWith("context_") || scoresAndContext));
      assertThat(
          name,
          column.meaning(RowsFrom.TABLES).contains("For FN rows"),
          is(ofTheThreeScores.contains(name) || scoresAndContext));
      assertThat(
          name,
          column.meaning(RowsFrom.TABLES).contains("With transcriptJoin=row it leaks the label"),
          is(ofTheRowsTranscript.contains(name)));
    }
    for (String name :
        List.of("transcript_id", "transcript_count", "score", "kept_as", "sampling_probability")) {
      assertThat(
          columns(1).get(columns(1).indexOf(name)).meaning(RowsFrom.TABLES),
          endsWith(" It leaks the label."));
    }
  }

  /** So that a trainer takes the columns of this role as they are. */
  @Test
  void everyFeatureIsANumber() {
    for (Column column :
        Enrichers.of(
                new ColumnSettings(
                    List.of(1), true, List.of(new InputColumn("note", Kind.TEXT, false))))
            .columns()
            .all()) {
      boolean isNumber = column.type() != ColumnType.TEXT;
      assertThat(column.name(), isNumber || column.role() != Role.FEATURE, is(true));
    }
  }

  @Test
  void columnsAreCountedWithoutTheirList() {
    for (List<Integer> sizes : List.of(List.<Integer>of(), List.of(2), List.of(1, 3, 5))) {
      for (boolean keepSequence : List.of(true, false)) {
        Enrichers enrichers =
            Enrichers.of(new ColumnSettings(sizes, keepSequence, SETTINGS.extraColumns()));
        List<Column> all = enrichers.columns().all();
        long kmers = all.stream().filter(c -> c.type() == ColumnType.COUNT).count();
        assertThat(enrichers.count(), is(new ColumnCount(all.size() - kmers, kmers)));
        assertThat(enrichers.count().all(), is((long) all.size()));
      }
    }
  }

  /** Nothing but the order of names decides on the order of columns, so every worker has it. */
  @Test
  void otherEnrichersStandBehindTheExtraColumnsByTheirNames() {
    List<String> alone = names(Enrichers.of(SETTINGS, List.of()).columns());
    int kmers = alone.indexOf("1mer_A");
    assertThat(alone.get(kmers - 1), is("phyloP"));

    List<String> names =
        names(
            Enrichers.of(SETTINGS, List.of(new Named("b", "zebra", "ant"), new Named("a", "wolf")))
                .columns());

    assertThat(names.subList(0, kmers), is(alone.subList(0, kmers)));
    assertThat(names.subList(kmers, kmers + 3), contains("wolf", "zebra", "ant"));
    assertThat(names.subList(kmers + 3, names.size()), is(alone.subList(kmers, alone.size())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          gene_length | declares column gene_length, which enricher gene has declared already
          phyloP | declares column phyloP, which enricher extraColumns has declared already
          twin | declares column twin, which enricher other has declared already
          sequence | declares column sequence, which is a column already
          6mer_ACGTAC | declares column 6mer_ACGTAC, which is the name of a k-mer column
          split | declares column split, which is the column of data sets that are split
          gene_type_code | declares column gene_type_code, which enricher codes has declared already
          _1mer_A | declares column _1mer_A, which is the name of a k-mer column
          1st | declares column 1st, which is no name of letters, digits and _
          a-b | declares column a-b, which is no name of letters, digits and _
          """)
  void aNameThatIsTakenOrCannotBeIsRefused(String column, String fault) {
    assertThat(
        refusal(SETTINGS, new Named("test", column), new Named("other", "twin")),
        is("enricher test " + fault));
  }

  @Test
  void oneEnricherDeclaresAColumnOnce() {
    assertThat(
        refusal(SETTINGS, new Named("test", "twin", "twin")),
        is("enricher test declares column twin, which enricher test has declared already"));
  }

  @Test
  void twoEnrichersOfOneNameAreRefused() {
    assertThat(
        refusal(SETTINGS, new Named("test", "a"), new Named("test", "b")),
        is("there are two enrichers of the name test"));
    assertThat(
        refusal(SETTINGS, new Named("gene", "a")), is("there are two enrichers of the name gene"));
  }

  /** {@link ThirdsOfAGene} is named in META-INF/services of the tests. */
  @Test
  void anEnricherOfAnotherJarIsFound() {
    List<String> names = names(Enrichers.of(ThirdsOfAGene.SETTINGS).columns());
    int first = names.indexOf("third_of_gene");
    assertThat(
        names.subList(first - 1, first + 3),
        contains(ThirdsOfAGene.ASKS_FOR_IT, "third_of_gene", "gene_symbol", "1mer_A"));
    assertThat(
        Enrichers.of(ThirdsOfAGene.SETTINGS).columns().get(first),
        is(
            new Column(
                "third_of_gene",
                ColumnType.INT,
                true,
                "0 to 2",
                Role.FEATURE,
                "WriteParts",
                "",
                "The third of its gene, from the 5' end, that the position lies in.",
                "position and gene")));
  }
}
