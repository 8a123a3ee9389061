package org.splicebeam.transforms.features;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.columns.ColumnSettings;
import org.splicebeam.schemas.columns.ColumnVector;
import org.splicebeam.schemas.columns.Columns;
import org.splicebeam.schemas.columns.InputColumn;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.HandMadeGene;
import org.splicebeam.schemas.genome.HandMadeTranscript;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.genome.TranscriptModel;
import org.splicebeam.schemas.rows.AnnotatedBlock;
import org.splicebeam.schemas.rows.HandMadeJoin;
import org.splicebeam.schemas.rows.KeptAs;
import org.splicebeam.schemas.rows.PredType;
import org.splicebeam.schemas.rows.SpliceType;
import org.splicebeam.transforms.parquet.RowGroup;
import org.splicebeam.transforms.rows.GeneRows;
import org.splicebeam.transforms.rows.HandMadeBlocks;
import org.splicebeam.transforms.rows.InputColumns;

class FeatureColumnsTest {
  private static final ColumnSettings SETTINGS =
      new ColumnSettings(List.of(1), true, HandMadeBlocks.COLUMNS.extra());
  private static final Enrichers ENRICHERS = Enrichers.of(SETTINGS);
  private static final Columns COLUMNS = ENRICHERS.columns();

  private static final HandMadeBlocks.Row ROW =
      HandMadeBlocks.row(10)
          .with(PredType.FN)
          .with(SpliceType.ACCEPTOR)
          .with(KeptAs.EASY)
          .transcript("T")
          .window("ACGGN")
          .with("predicted_position", 12L)
          .with("donor_score", 0.5)
          .with("neither_score", 0.125)
          .with("donor_is_local_peak", 1L)
          .with("conservation", -0.5)
          .with("note", "so");

  private static GeneModel gene(String name, String type, TranscriptModel... transcripts) {
    return HandMadeGene.gene("G")
        .named(name)
        .ofType(type)
        .at("1", Strand.REVERSE, 101, 300)
        .overlapping(3)
        .sites(2, 4, 5)
        .transcripts(transcripts)
        .build();
  }

  /** Every column of a part's rows that is not null, as text. */
  private static List<Map<String, String>> rows(AnnotatedBlock... blocks) {
    GeneRows rows = GeneRows.of(List.of(blocks));
    FeatureColumns columns =
        new FeatureColumns(ENRICHERS, HandMadeBlocks.COLUMNS, false, rows.size());
    columns.add(rows, 0, rows.size());
    RowGroup group = columns.group();
    assertThat(group.size(), is(rows.size()));
    return texts(group);
  }

  private static List<Map<String, String>> texts(RowGroup group) {
    List<Map<String, String>> texts = new ArrayList<>();
    for (int i = 0; i < group.size(); i++) {
      texts.add(new LinkedHashMap<>());
    }
    for (int c = 0; c < COLUMNS.size(); c++) {
      ColumnVector vector = group.column(c);
      assertThat(COLUMNS.get(c).name(), vector.size(), is(group.size()));
      for (int i = 0; i < group.size(); i++) {
        String text = text(vector, i);
        if (text != null) {
          texts.get(i).put(COLUMNS.get(c).name(), text);
        }
      }
    }
    return texts;
  }

  private static String text(ColumnVector vector, int row) {
    if (vector instanceof ColumnVector.Texts texts) {
      return texts.values()[row];
    }
    if (vector instanceof ColumnVector.Longs longs) {
      return longs.nulls().get(row) ? null : Long.toString(longs.values()[row]);
    }
    if (vector instanceof ColumnVector.Doubles doubles) {
      return doubles.nulls().get(row) ? null : Double.toString(doubles.values()[row]);
    }
    ColumnVector.Counts counts = (ColumnVector.Counts) vector;
    int count = counts.matrix()[counts.offset() + row] & 0xFF;
    return Integer.toString(counts.overflow().getOrDefault(row, count));
  }

  private static Map<String, String> expected(String lines) {
    Map<String, String> row = new LinkedHashMap<>();
    lines
        .lines()
        .filter(line -> !line.isBlank())
        .flatMap(line -> List.of(line.strip().split(" +")).stream())
        .forEach(pair -> row.put(pair.split("=")[0], pair.split("=")[1]));
    return row;
  }

  private static final String SEQUENCE =
      """
      sequence=ACGGN gc_content=0.6 sequence_length=5 sequence_complexity=1.9219280948873623
      """;

  private static final String COUNTS = "1mer_A=1 1mer_C=1 1mer_G=2 1mer_T=0\n";

  @Test
  void aRowOfAnAnnotatedGene() {
    TranscriptModel transcript =
        HandMadeTranscript.transcript("T").at(111, 290).exons(4, 90, 21.5).build();
    AnnotatedBlock block =
        HandMadeJoin.annotated(
            HandMadeBlocks.block("G", "chr1", Strand.REVERSE, List.of(ROW)),
            gene("Name", "lncRNA", transcript),
            0);
    String values =
        """
        gene_id=G transcript_id=T gene_name=Name chrom=chr1 strand=- position=10
        absolute_position=290 splice_type=acceptor pred_type=FN predicted_position=12
        donor_score=0.5 acceptor_score=0.0 neither_score=0.125 kept_as=easy
        sampling_probability=0.25 donor_is_local_peak=1
        gene_type=lncRNA gene_start=101 gene_end=300 gene_length=200 tx_start=111 tx_end=290
        transcript_length=180 num_exons=4 avg_exon_length=22.5 median_exon_length=21.5
        total_exon_length=90 total_intron_length=90 n_splice_sites=5 num_overlaps=3
        distance_to_start=189 distance_to_end=10 has_gene_info=1 has_tx_info=1
        missing_transcript_feats=0 splice_code=2 pred_code=2 strand_code=-1
        gene_type_code=1 conservation=-0.5 note=so
        """;
    assertThat(rows(block), is(List.of(expected(values + SEQUENCE + COUNTS))));
  }

  @Test
  void whatATranscriptWouldTellComesFromItsGene() {
    AnnotatedBlock block =
        HandMadeJoin.annotated(
            HandMadeBlocks.block("G", "1", Strand.REVERSE, List.of(ROW)), gene(null, null), -1);
    String values =
        """
        gene_id=G transcript_id=T chrom=1 strand=- position=10 absolute_position=290
        splice_type=acceptor pred_type=FN predicted_position=12 donor_score=0.5
        acceptor_score=0.0 neither_score=0.125 kept_as=easy sampling_probability=0.25
        donor_is_local_peak=1
        gene_type=unknown gene_start=101 gene_end=300 gene_length=200 tx_start=101 tx_end=300
        transcript_length=200 num_exons=0 avg_exon_length=0.0 median_exon_length=0.0
        total_exon_length=0 total_intron_length=0 n_splice_sites=5 num_overlaps=3
        distance_to_start=189 distance_to_end=10 has_gene_info=1 has_tx_info=0
        missing_transcript_feats=1 splice_code=2 pred_code=2 strand_code=-1
        gene_type_code=-1 conservation=-0.5 note=so
        """;
    assertThat(rows(block), is(List.of(expected(values + SEQUENCE + COUNTS))));
  }

  @Test
  void aRowOfAGeneWithoutAnnotation() {
    AnnotatedBlock block =
        HandMadeJoin.unannotated(HandMadeBlocks.block("G", "1", Strand.FORWARD, List.of(ROW)));
    String values =
        """
        gene_id=G transcript_id=T chrom=1 strand=+ position=10 absolute_position=-1
        splice_type=acceptor pred_type=FN predicted_position=12 donor_score=0.5
        acceptor_score=0.0 neither_score=0.125 kept_as=easy sampling_probability=0.25
        donor_is_local_peak=1
        gene_type=unknown gene_start=-1 gene_end=-1 gene_length=-1 tx_start=-1 tx_end=-1
        transcript_length=-1 num_exons=0 avg_exon_length=0.0 median_exon_length=0.0
        total_exon_length=0 total_intron_length=0 n_splice_sites=-1 num_overlaps=0
        distance_to_start=-1 distance_to_end=-1 has_gene_info=0 has_tx_info=0
        missing_transcript_feats=1 splice_code=2 pred_code=2 strand_code=1
        gene_type_code=-1 conservation=-0.5 note=so
        """;
    assertThat(rows(block), is(List.of(expected(values + SEQUENCE + COUNTS))));
  }

  /** The first and last base of a gene on either strand. */
  @Test
  void distancesAreInGenomeDirection() {
    List<String> found = new ArrayList<>();
    for (Strand strand : List.of(Strand.FORWARD, Strand.REVERSE)) {
      AnnotatedBlock block =
          HandMadeJoin.annotated(
              HandMadeBlocks.block("G", "1", strand, 0, 199), gene(null, null), -1, -1);
      for (Map<String, String> row : rows(block)) {
        found.add(
            row.get("strand")
                + row.get("position")
                + " at "
                + row.get("absolute_position")
                + ": "
                + row.get("distance_to_start")
                + ", "
                + row.get("distance_to_end"));
      }
    }
    assertThat(
        found,
        is(
            List.of(
                "+0 at 101: 0, 199",
                "+199 at 300: 199, 0",
                "-0 at 300: 199, 0",
                "-199 at 101: 0, 199")));
  }

  @Test
  void everyRuleIsNamedAndEveryRowHasItsProbability() {
    List<HandMadeBlocks.Row> rows = new ArrayList<>();
    for (KeptAs keptAs : KeptAs.values()) {
      rows.add(HandMadeBlocks.row(rows.size()).with(keptAs));
    }
    AnnotatedBlock block =
        HandMadeJoin.unannotated(HandMadeBlocks.block("G", "1", Strand.FORWARD, rows));
    assertThat(
        rows(block).stream()
            .map(row -> row.get("kept_as") + " " + row.get("sampling_probability"))
            .toList(),
        is(List.of("all 1.0", "nonTN 1.0", "hard 1.0", "near 1.0", "easy 0.25", "stratum 1.0")));
  }

  /** Each input column's value stands in the column of its name, and nowhere else. */
  @Test
  void everyInputColumnIsPassedOn() {
    HandMadeBlocks.Row row = HandMadeBlocks.row(0);
    Map<String, String> expected = new LinkedHashMap<>();
    long number = 1_000;
    for (InputColumn column : HandMadeBlocks.COLUMNS.all()) {
      number++;
      Object value =
          switch (column.kind()) {
            case TEXT -> "text" + number;
            case DOUBLE -> (double) number;
            case INT, LONG -> number;
          };
      row = row.with(column.name(), value);
      expected.put(column.name(), value.toString());
    }
    Map<String, String> found =
        rows(HandMadeJoin.unannotated(HandMadeBlocks.block("G", "1", Strand.FORWARD, List.of(row))))
            .get(0);
    found.keySet().retainAll(expected.keySet());
    assertThat(found, is(expected));
  }

  /** Two genes over three row groups of three rows, against one group that holds all of them. */
  @Test
  void nothingOfARowGroupIsSeenInTheNext() {
    List<GeneRows> genes = List.of(manyRows("G", 2), manyRows("H", 4), manyRows("I", 1));
    List<Map<String, String>> together = inGroupsOf(7, genes);
    assertThat(together.size(), is(7));
    assertThat(together.get(2).get("1mer_A"), is("300"));
    assertThat(inGroupsOf(3, genes), is(together));
    assertThat(inGroupsOf(1, genes), is(together));
  }

  /** Every second row has nulls, and every third more than 255 of one base. */
  private static GeneRows manyRows(String gene, int size) {
    List<HandMadeBlocks.Row> rows = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      HandMadeBlocks.Row row = HandMadeBlocks.row(i).window(i % 3 == 0 ? "A".repeat(300) : "CGT");
      if (i % 2 == 1) {
        row = row.transcript("T" + i).with("note", "n" + i).with("conservation", i / 8.0);
        row = row.with("donor_is_local_peak", (long) i).with("predicted_position", 7L + i);
      }
      rows.add(row);
    }
    return GeneRows.of(
        List.of(HandMadeJoin.unannotated(HandMadeBlocks.block(gene, "1", Strand.FORWARD, rows))));
  }

  private static List<Map<String, String>> inGroupsOf(int capacity, List<GeneRows> genes) {
    FeatureColumns columns = new FeatureColumns(ENRICHERS, HandMadeBlocks.COLUMNS, false, capacity);
    List<Map<String, String>> texts = new ArrayList<>();
    for (GeneRows gene : genes) {
      for (int from = 0; from < gene.size(); ) {
        int to = Math.min(gene.size(), from + columns.room());
        columns.add(gene, from, to);
        from = to;
        if (columns.room() == 0) {
          texts.addAll(texts(columns.group()));
          columns.clear();
        }
      }
    }
    texts.addAll(texts(columns.group()));
    return texts;
  }

  /** A gene of one base, its only row, and no intron: every figure is at its least. */
  @Test
  void aGeneOfOneBase() {
    TranscriptModel transcript =
        new TranscriptModel("T", new Span(7, 7), TranscriptModel.Tag.NONE, 1, 1, 1, 0);
    GeneModel gene =
        new GeneModel(
            "G", null, null, "1", Strand.FORWARD, new Span(7, 7), 0, 0, 0, 0, List.of(transcript));
    AnnotatedBlock block =
        new AnnotatedBlock(
            HandMadeBlocks.block(
                "G", "1", Strand.FORWARD, List.of(HandMadeBlocks.row(0).window("N"))),
            gene,
            new int[] {0});
    String values =
        """
        gene_id=G chrom=1 strand=+ position=0 absolute_position=7
        splice_type=neither pred_type=TN
        donor_score=0.0 acceptor_score=0.0 neither_score=0.0 kept_as=all
        sampling_probability=1.0
        sequence=N gc_content=0.0 sequence_length=1 sequence_complexity=0.0
        gene_type=unknown gene_start=7 gene_end=7 gene_length=1 tx_start=7 tx_end=7
        transcript_length=1 num_exons=1 avg_exon_length=1.0 median_exon_length=1.0
        total_exon_length=1 total_intron_length=0 n_splice_sites=0 num_overlaps=0
        distance_to_start=0 distance_to_end=0 has_gene_info=1 has_tx_info=1
        missing_transcript_feats=0 splice_code=0 pred_code=3 strand_code=1
        gene_type_code=-1 1mer_A=0 1mer_C=0 1mer_G=0 1mer_T=0
        """;
    assertThat(rows(block), is(List.of(expected(values))));
  }

  /** The values of an enricher of another jar, nulls too, over row groups of two rows. */
  @Test
  void anotherEnrichersFeaturesAreFilledLikeTheBuiltInOnes() {
    Enrichers enrichers = Enrichers.of(ThirdsOfAGene.SETTINGS);
    Columns columns = enrichers.columns();
    InputColumns inputs = InputColumns.with(ThirdsOfAGene.SETTINGS.extraColumns());
    FeatureColumns filled = new FeatureColumns(enrichers, inputs, false, 2);
    List<String> found = new ArrayList<>();
    for (AnnotatedBlock block :
        List.of(
            block(null, 0, 5), block(gene("Name", null), 66, 67), block(gene(null, null), 199))) {
      GeneRows rows = GeneRows.of(List.of(block));
      filled.add(rows, 0, rows.size());
      RowGroup group = filled.group();
      for (int i = 0; i < group.size(); i++) {
        found.add(
            text(group.column(columns.indexOf("third_of_gene")), i)
                + " "
                + text(group.column(columns.indexOf("gene_symbol")), i));
      }
      filled.clear();
    }
    assertThat(found, is(List.of("null G", "null G", "0 Name", "1 Name", "2 G")));
  }

  private static AnnotatedBlock block(GeneModel gene, long... positions) {
    int[] none = new int[positions.length];
    Arrays.fill(none, -1);
    return new AnnotatedBlock(
        HandMadeBlocks.block("G", "1", Strand.FORWARD, positions), gene, none);
  }

  /** What a source gives stands as it came, also where a feature would compute it. */
  @Test
  void whatTheSourceGivesIsNotComputed() {
    InputColumns inputs =
        InputColumns.with(
            List.of(
                new InputColumn("gc_content", InputColumn.Kind.DOUBLE, false),
                new InputColumn("gene_name", InputColumn.Kind.TEXT, false)));
    Enrichers enrichers = Enrichers.of(new ColumnSettings(List.of(), false, List.of()));
    HandMadeBlocks.Row row =
        HandMadeBlocks.row(0).with("conservation", 0.875).with("note", "given");
    GeneRows rows =
        GeneRows.of(
            List.of(
                new AnnotatedBlock(
                    HandMadeBlocks.block("G", "1", Strand.FORWARD, List.of(row)),
                    gene("Name", null),
                    new int[] {-1})));
    FeatureColumns filled = new FeatureColumns(enrichers, inputs, false, 1);
    filled.add(rows, 0, 1);
    Columns columns = enrichers.columns();
    assertThat(
        text(filled.group().column(columns.indexOf("gc_content")), 0)
            + " "
            + text(filled.group().column(columns.indexOf("gene_name")), 0),
        is("0.875 given"));
  }
}
