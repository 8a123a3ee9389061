package org.splicebeam.transforms.rows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.splicebeam.schemas.columns.ColumnVector;
import org.splicebeam.schemas.columns.InputColumn;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.rows.KeptAs;
import org.splicebeam.schemas.rows.PackedSequences;
import org.splicebeam.schemas.rows.PredType;
import org.splicebeam.schemas.rows.RowBlock;
import org.splicebeam.schemas.rows.SpliceType;

/** Blocks of rows that are written down one by one. */
public final class HandMadeBlocks {
  /** The standard columns and one extra column of each kind that can be compared. */
  public static final InputColumns COLUMNS =
      InputColumns.with(
          List.of(
              new InputColumn("conservation", InputColumn.Kind.DOUBLE, false),
              new InputColumn("note", InputColumn.Kind.TEXT, false)));

  /** One row; scores are 0 and other values null unless given. */
  public record Row(
      long position,
      PredType predType,
      SpliceType spliceType,
      String transcriptId,
      String window,
      KeptAs keptAs,
      Map<String, Object> values) {

    /** The row with another value of an input column; null takes it away. */
    public Row with(String column, Object value) {
      Map<String, Object> more = new HashMap<>(values);
      more.put(column, value);
      return new Row(position, predType, spliceType, transcriptId, window, keptAs, more);
    }

    public Row with(PredType other) {
      return new Row(position, other, spliceType, transcriptId, window, keptAs, values);
    }

    public Row with(SpliceType other) {
      return new Row(position, predType, other, transcriptId, window, keptAs, values);
    }

    public Row with(KeptAs other) {
      return new Row(position, predType, spliceType, transcriptId, window, other, values);
    }

    public Row transcript(String other) {
      return new Row(position, predType, spliceType, other, window, keptAs, values);
    }

    public Row window(String other) {
      return new Row(position, predType, spliceType, transcriptId, other, keptAs, values);
    }
  }

  private HandMadeBlocks() {}

  /** A true negative without transcript. */
  public static Row row(long position) {
    return new Row(
        position,
        PredType.TN,
        SpliceType.NEITHER,
        null,
        "ACGT",
        KeptAs.ALL,
        Map.of("donor_score", 0.0, "acceptor_score", 0.0, "neither_score", 0.0));
  }

  public static RowBlock block(String gene, String chrom, Strand strand, List<Row> rows) {
    int size = rows.size();
    long[] positions = new long[size];
    byte[] predTypes = new byte[size];
    byte[] spliceTypes = new byte[size];
    byte[] keptAs = new byte[size];
    double[] probabilities = new double[size];
    String[] transcriptIds = new String[size];
    PackedSequences.Builder windows = new PackedSequences.Builder();
    for (int i = 0; i < size; i++) {
      Row row = rows.get(i);
      positions[i] = row.position();
      predTypes[i] = (byte) row.predType().ordinal();
      spliceTypes[i] = (byte) row.spliceType().ordinal();
      keptAs[i] = (byte) row.keptAs().ordinal();
      probabilities[i] = row.keptAs() == KeptAs.EASY ? 0.25 : 1;
      transcriptIds[i] = row.transcriptId();
      windows.add(row.window().getBytes(StandardCharsets.US_ASCII), 0, row.window().length());
    }
    List<ColumnVector> values = new ArrayList<>();
    for (InputColumn column : COLUMNS.all()) {
      values.add(vector(column, rows));
    }
    return new RowBlock(
        gene,
        chrom,
        strand,
        positions,
        predTypes,
        spliceTypes,
        keptAs,
        probabilities,
        transcriptIds,
        values,
        windows.build());
  }

  public static RowBlock block(String gene, String chrom, Strand strand, long... positions) {
    return block(
        gene, chrom, strand, LongStream.of(positions).mapToObj(HandMadeBlocks::row).toList());
  }

  private static ColumnVector vector(InputColumn column, List<Row> rows) {
    List<Object> values = new ArrayList<>();
    BitSet nulls = new BitSet();
    for (Row row : rows) {
      Object value = row.values().get(column.name());
      nulls.set(values.size(), value == null);
      values.add(value);
    }
    return switch (column.kind()) {
      case TEXT -> new ColumnVector.Texts(values.toArray(String[]::new));
      case DOUBLE ->
          new ColumnVector.Doubles(
              values.stream().mapToDouble(v -> v == null ? 0 : (Double) v).toArray(), nulls);
      case INT, LONG ->
          new ColumnVector.Longs(
              values.stream().mapToLong(v -> v == null ? 0 : ((Number) v).longValue()).toArray(),
              nulls);
    };
  }
}
