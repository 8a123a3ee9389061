package org.splicebeam.transforms.scoring;

import java.util.ArrayList;
import java.util.List;
import org.splicebeam.schemas.columns.ColumnVector;
import org.splicebeam.schemas.rows.KeptAs;
import org.splicebeam.schemas.rows.PredType;
import org.splicebeam.schemas.rows.RowBlock;
import org.splicebeam.schemas.rows.SpliceType;
import org.splicebeam.transforms.rows.ScoreColumns;

/** Rows of blocks as text: position and label, then some columns, a null as {@code -}. */
final class ToldRows {
  private ToldRows() {}

  static List<String> of(RowBlock block, String... columns) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < block.size(); i++) {
      List<String> cells = new ArrayList<>();
      cells.add(Long.toString(block.genePositions()[i]));
      cells.add(PredType.values()[block.predTypes()[i]].name());
      for (String column : columns) {
        cells.add(cell(block, column, i));
      }
      lines.add(String.join(" ", cells));
    }
    return lines;
  }

  private static String cell(RowBlock block, String column, int row) {
    return switch (column) {
      case "gene_id" -> block.geneId();
      case "place" -> block.chrom() + block.strand().symbol();
      case "splice_type" -> SpliceType.values()[block.spliceTypes()[row]].text();
      case "transcript_id" -> textOrNull(block.transcriptIds()[row]);
      case "kept_as" -> KeptAs.values()[block.keptAs()[row]].text();
      case "probability" -> Double.toString(block.probabilities()[row]);
      case "sequence" -> block.windows().text(row);
      default -> value(block.values().get(ScoreColumns.INPUT.indexOf(column)), row);
    };
  }

  private static String value(ColumnVector vector, int row) {
    if (vector instanceof ColumnVector.Longs longs) {
      return longs.nulls().get(row) ? "-" : Long.toString(longs.values()[row]);
    }
    ColumnVector.Doubles doubles = (ColumnVector.Doubles) vector;
    return doubles.nulls().get(row) ? "-" : Double.toString(doubles.values()[row]);
  }

  private static String textOrNull(String text) {
    return text == null ? "-" : text;
  }
}
