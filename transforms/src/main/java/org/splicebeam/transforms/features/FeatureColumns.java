package org.splicebeam.transforms.features;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.splicebeam.schemas.columns.Column;
import org.splicebeam.schemas.columns.ColumnType;
import org.splicebeam.schemas.columns.ColumnVector;
import org.splicebeam.schemas.columns.Columns;
import org.splicebeam.schemas.columns.InputColumn;
import org.splicebeam.schemas.columns.InputColumns;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.TranscriptModel;
import org.splicebeam.schemas.rows.AnnotatedBlock;
import org.splicebeam.schemas.rows.KeptAs;
import org.splicebeam.schemas.rows.PredType;
import org.splicebeam.schemas.rows.SpliceType;
import org.splicebeam.transforms.parquet.RowGroup;
import org.splicebeam.transforms.rows.GeneRows;

/**
 * Fills every column of the schema for a row group: input values, the join's gene and transcript
 * with their back-fill (contract 2.4 to 2.6), distances, and what the window's symbols give.
 *
 * <p>Memory: the columns of one row group (8 bytes a cell, k-mer counts one; with the windows as a
 * column a quarter of a byte a base), a copy of one that is not full, 64 kB of codes.
 */
public final class FeatureColumns {
  private static final InputColumns STANDARD = InputColumns.with(List.of());

  /** Places of the scores among the input columns. */
  public static final int DONOR_SCORE = STANDARD.indexOf("donor_score");

  public static final int ACCEPTOR_SCORE = STANDARD.indexOf("acceptor_score");

  /** Where the extra columns begin among the input columns. */
  public static final int FIRST_EXTRA = STANDARD.size();

  private static final int LONGEST_WINDOW = 65_535;
  private static final SpliceType[] SPLICE_TYPES = SpliceType.values();
  private static final PredType[] PRED_TYPES = PredType.values();
  private static final KeptAs[] KEPT_AS = KeptAs.values();

  private final ColumnFill[] fills;
  private final int firstCount;
  private final KmerMatrix kmers;
  private final byte[] codes = new byte[LONGEST_WINDOW];
  private final double[] gcContent;
  private final double[] complexity;
  private final int capacity;
  private int size;

  /**
   * @param capacity the most rows of a row group
   */
  public FeatureColumns(
      Columns columns,
      InputColumns inputs,
      List<Integer> kmerSizes,
      boolean dropRepeatKmers,
      int capacity) {
    kmers = new KmerMatrix(kmerSizes, dropRepeatKmers, capacity);
    gcContent = new double[capacity];
    complexity = new double[capacity];
    this.capacity = capacity;
    Map<String, IntFunction<ColumnFill>> byName = fillsByName();
    for (int c = 0; c < inputs.size(); c++) {
      byName.put(inputs.get(c).name(), input(inputs.get(c), c));
    }
    fills = new ColumnFill[columns.size()];
    int counts = columns.size();
    for (int i = columns.size() - 1; i >= 0; i--) {
      Column column = columns.get(i);
      if (column.type() == ColumnType.COUNT) {
        counts = i;
        continue;
      }
      if (!byName.containsKey(column.name())) {
        throw new IllegalStateException("nothing fills column " + column.name());
      }
      fills[i] = byName.get(column.name()).apply(capacity);
    }
    firstCount = counts;
  }

  /** How many more rows the row group can take. */
  public int room() {
    return capacity - size;
  }

  /**
   * Appends rows of a gene, no more than there is room for.
   *
   * @param from the first of them
   * @param to behind the last
   */
  public void add(GeneRows rows, int from, int to) {
    for (int i = from; i < to; i++) {
      int length = rows.block(i).rows().windows().unpack(rows.row(i), codes);
      SequenceStatistics statistics = SequenceStatistics.of(codes, 0, length);
      gcContent[size + i - from] = statistics.gcContent();
      complexity[size + i - from] = statistics.complexity();
      kmers.addRow(codes, 0, length);
    }
    for (int c = 0; c < firstCount; c++) {
      fills[c].take(rows, from, to, size);
    }
    size += to - from;
  }

  /** The rows so far; valid until the next are added or {@link #clear}. */
  public RowGroup group() {
    return new RowGroup() {
      @Override
      public int size() {
        return size;
      }

      @Override
      public ColumnVector column(int index) {
        return index < firstCount ? fills[index].column(size) : kmers.column(index - firstCount);
      }
    };
  }

  /** Begins the next row group. */
  public void clear() {
    size = 0;
    kmers.clear();
    for (int c = 0; c < firstCount; c++) {
      fills[c].clear();
    }
  }

  private Map<String, IntFunction<ColumnFill>> fillsByName() {
    Map<String, IntFunction<ColumnFill>> fill = new HashMap<>();
    fill.put("gene_id", text((b, i) -> b.rows().geneId()));
    fill.put("transcript_id", text((b, i) -> b.rows().transcriptIds()[i]));
    fill.put("gene_name", text((b, i) -> b.gene() == null ? null : b.gene().name()));
    fill.put("chrom", text((b, i) -> b.rows().chrom()));
    fill.put("strand", text((b, i) -> b.rows().strand().symbol()));
    fill.put("position", number((b, i) -> b.rows().genePositions()[i]));
    fill.put("absolute_position", number(FeatureColumns::absolutePosition));
    fill.put("splice_type", text((b, i) -> SPLICE_TYPES[b.rows().spliceTypes()[i]].text()));
    fill.put("pred_type", text((b, i) -> PRED_TYPES[b.rows().predTypes()[i]].name()));
    fill.put("kept_as", text((b, i) -> KEPT_AS[b.rows().keptAs()[i]].text()));
    fill.put("sampling_probability", real(FeatureColumns::samplingProbability));
    fill.put("sequence", ColumnFill::windows);
    fill.put("gc_content", unused -> ColumnFill.given(gcContent));
    fill.put("sequence_length", number((b, i) -> b.rows().windows().length(i)));
    fill.put("sequence_complexity", unused -> ColumnFill.given(complexity));
    fill.put("gene_type", text((b, i) -> GeneModel.typeOrUnknown(b.gene())));
    fill.put("gene_start", number((b, i) -> geneStart(b)));
    fill.put("gene_end", number((b, i) -> geneEnd(b)));
    fill.put("gene_length", number((b, i) -> geneLength(b)));
    fill.put(
        "tx_start", number((b, i) -> has(b, i) ? b.transcript(i).span().start() : geneStart(b)));
    fill.put("tx_end", number((b, i) -> has(b, i) ? b.transcript(i).span().end() : geneEnd(b)));
    fill.put(
        "transcript_length",
        number((b, i) -> has(b, i) ? b.transcript(i).span().length() : geneLength(b)));
    fill.put("num_exons", number((b, i) -> has(b, i) ? b.transcript(i).numExons() : 0));
    fill.put("avg_exon_length", real((b, i) -> has(b, i) ? b.transcript(i).avgExonLength() : 0));
    fill.put(
        "median_exon_length", real((b, i) -> has(b, i) ? b.transcript(i).medianExonLength() : 0));
    fill.put(
        "total_exon_length", number((b, i) -> has(b, i) ? b.transcript(i).totalExonLength() : 0));
    fill.put(
        "total_intron_length",
        number((b, i) -> has(b, i) ? b.transcript(i).totalIntronLength() : 0));
    fill.put("n_splice_sites", number((b, i) -> b.gene() == null ? -1 : b.gene().spliceSites()));
    fill.put("num_overlaps", number((b, i) -> b.gene() == null ? 0 : b.gene().numOverlaps()));
    fill.put(
        "distance_to_start",
        number((b, i) -> b.gene() == null ? -1 : absolutePosition(b, i) - geneStart(b)));
    fill.put(
        "distance_to_end",
        number((b, i) -> b.gene() == null ? -1 : geneEnd(b) - absolutePosition(b, i)));
    fill.put("has_gene_info", number((b, i) -> b.gene() == null ? 0 : 1));
    fill.put("has_tx_info", number((b, i) -> has(b, i) ? 1 : 0));
    fill.put("missing_transcript_feats", number((b, i) -> has(b, i) ? 0 : 1));
    return fill;
  }

  private static long absolutePosition(AnnotatedBlock block, int row) {
    GeneModel gene = block.gene();
    return gene == null
        ? -1
        : gene.span().absolutePosition(block.rows().genePositions()[row], block.rows().strand());
  }

  private static double samplingProbability(AnnotatedBlock block, int row) {
    boolean drawn = KEPT_AS[block.rows().keptAs()[row]] == KeptAs.EASY;
    return drawn ? block.rows().easyProbability() : 1;
  }

  private static long geneStart(AnnotatedBlock block) {
    return block.gene() == null ? -1 : block.gene().span().start();
  }

  private static long geneEnd(AnnotatedBlock block) {
    return block.gene() == null ? -1 : block.gene().span().end();
  }

  private static long geneLength(AnnotatedBlock block) {
    return block.gene() == null ? -1 : block.gene().span().length();
  }

  private static boolean has(AnnotatedBlock block, int row) {
    TranscriptModel transcript = block.transcript(row);
    return transcript != null;
  }

  private static IntFunction<ColumnFill> input(InputColumn column, int c) {
    return switch (column.kind()) {
      case TEXT -> text((b, i) -> ((ColumnVector.Texts) b.rows().values().get(c)).values()[i]);
      case INT, LONG -> capacity -> ColumnFill.inputLongs(c, capacity);
      case DOUBLE -> capacity -> ColumnFill.inputDoubles(c, capacity);
    };
  }

  private static IntFunction<ColumnFill> text(ColumnFill.TextOf of) {
    return capacity -> ColumnFill.texts(of, capacity);
  }

  private static IntFunction<ColumnFill> number(ColumnFill.LongOf of) {
    return capacity -> ColumnFill.longs(of, capacity);
  }

  private static IntFunction<ColumnFill> real(ColumnFill.DoubleOf of) {
    return capacity -> ColumnFill.doubles(of, capacity);
  }
}
