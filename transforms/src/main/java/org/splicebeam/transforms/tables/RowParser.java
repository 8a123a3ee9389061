package org.splicebeam.transforms.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.splicebeam.schemas.columns.InputColumn;
import org.splicebeam.schemas.genome.ChromosomeAliases;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.IdVersions;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.reject.Excerpt;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.schemas.rows.PackedSequences;
import org.splicebeam.schemas.rows.PredType;
import org.splicebeam.schemas.rows.SpliceType;
import org.splicebeam.transforms.lines.NumberCell;
import org.splicebeam.transforms.lines.RepeatedText;
import org.splicebeam.transforms.rows.DerivedFeatures;
import org.splicebeam.transforms.rows.InputColumns;
import org.splicebeam.transforms.rows.RowCursor;

/**
 * Reads the rows of one analysis table (contract 1.1), for both passes by the same rules.
 *
 * <p>Pass 1 calls {@link #scan}, which checks the whole line and keeps little of it. Pass 2 calls
 * {@link #begin}, which gives all that a selection asks for, and for a selected row {@link
 * #finish}, which keeps everything and computes the derived features that the file lacks. Each
 * returns whether the line is a row as far as it looked; where it is not, {@link #reason} and
 * {@link #detail} say why. Scan is begin and the checks of finish, so that a line is a row in both
 * passes or in none. An empty line is no row and nothing for this class.
 *
 * <p>Positions are 0-based from the gene's 5' end. Null is an empty cell or {@code NA}. A row of a
 * gene without annotation is judged by itself. Memory: the cell ranges of one line and the last
 * gene. Not thread-safe; a line's bytes must stay as they are from begin to finish.
 */
public final class RowParser {
  /** How far outside of [0, 1] a score may lie by rounding. */
  private static final double SCORE_TOLERANCE = 1e-6;

  /** A column that the file has, and where: its cell in a line, its place in a row's values. */
  private record ValueColumn(InputColumn.Kind kind, int cell, int place, RepeatedText texts) {}

  private final TableFormat format;
  private final TableHeader header;
  private final boolean stripIdVersions;
  private final ChromosomeAliases aliases;
  private final Function<String, GeneModel> genesById;
  private final DerivedFeatures derivedFeatures;

  private final int geneIdCell;
  private final int transcriptIdCell;
  private final int positionCell;
  private final int predTypeCell;
  private final int spliceTypeCell;
  private final int chromCell;
  private final int strandCell;
  private final int sequenceCell;
  private final int truePositionCell;
  private final int windowStartCell;
  private final int[] requiredCells;
  private final ValueColumn[] scores;
  private final ValueColumn[] otherValues;
  private final int[] absentValues;

  private final Cells cells;
  private final NumberCell number = new NumberCell();
  private final RepeatedText geneIds = RepeatedText.strict();
  private final RepeatedText transcriptIds = RepeatedText.strict();
  private final RepeatedText spliceTypes = RepeatedText.strict();
  private final RepeatedText chroms = RepeatedText.strict();

  // The last row's gene and chromosome, because the next row mostly has the same.
  private String writtenGeneId;
  private String geneId;
  private GeneModel gene;
  private String commonGeneChrom;
  private String writtenChrom;
  private String commonChrom;
  private boolean takesChrom;

  private Reject.Reason reason;
  private String detail;

  /**
   * @param format how tables are read
   * @param header of the table, parsed with the format's columns
   * @param genesById the gene of an id (without version where they are stripped), null where it is
   *     not annotated; its answers must not change while the parser lives
   */
  public RowParser(TableFormat format, TableHeader header, Function<String, GeneModel> genesById) {
    InputColumns columns = format.columns();
    this.format = format;
    this.header = header;
    stripIdVersions = format.stripIdVersions();
    aliases = format.aliases();
    this.genesById = genesById;
    derivedFeatures = new DerivedFeatures(columns, header::has);
    cells = new Cells(header.size());
    geneIdCell = header.indexOf("gene_id");
    transcriptIdCell = header.indexOf("transcript_id");
    positionCell = header.indexOf("position");
    predTypeCell = header.indexOf("pred_type");
    spliceTypeCell = header.indexOf("splice_type");
    chromCell = header.indexOf("chrom");
    strandCell = header.indexOf("strand");
    sequenceCell = header.indexOf("sequence");
    truePositionCell = header.indexOf("true_position");
    windowStartCell = header.indexOf("window_start");
    requiredCells =
        InputColumns.REQUIRED.stream()
            .filter(name -> !name.equals("transcript_id") && !name.equals("splice_type"))
            .mapToInt(header::indexOf)
            .toArray();
    List<ValueColumn> scores = new ArrayList<>();
    List<ValueColumn> others = new ArrayList<>();
    List<Integer> absent = new ArrayList<>();
    for (int place = 0; place < columns.size(); place++) {
      InputColumn column = columns.get(place);
      int cell = header.indexOfInput(place);
      if (cell < 0) {
        absent.add(place);
      } else {
        (RowCursor.isScore(place) ? scores : others)
            .add(new ValueColumn(column.kind(), cell, place, RepeatedText.strict()));
      }
    }
    this.scores = scores.toArray(ValueColumn[]::new);
    otherValues = others.toArray(ValueColumn[]::new);
    absentValues = absent.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * The true_position of a row that {@link #scan} accepted, an offset as its position is; null
   * where it has none. Of a rejected line it may be any.
   */
  Long truePosition() {
    return integer(truePositionCell);
  }

  /** The window_start of a row that {@link #scan} accepted; null where it has none. */
  Long windowStart() {
    return integer(windowStartCell);
  }

  private Long integer(int cell) {
    boolean given =
        cell >= 0
            && !cells.isNull(cell)
            && number.isInteger(cells.bytes(), cells.start(cell), cells.end(cell));
    return given ? number.integer() : null;
  }

  /** Fills the window of a row that {@link #scan} accepted, and nothing else. */
  void readWindow(RowCursor row) {
    int start = cells.start(sequenceCell);
    row.setWindow(cells.bytes(), start, cells.end(sequenceCell) - start);
  }

  /** Whether rows of the chromosome are used that the last row is on. */
  boolean takesChrom() {
    return takesChrom;
  }

  /** Checks the whole line, and fills ids, strand, position, types and scores of the row. */
  public boolean scan(byte[] line, int from, int to, RowCursor row) {
    return begin(line, from, to, row) && readOthers(row, false) && checkSequence();
  }

  /**
   * Fills ids, strand, position, types and scores of the row; the rest of the line is not yet
   * judged.
   */
  public boolean begin(byte[] line, int from, int to, RowCursor row) {
    reason = null;
    detail = "";
    int count = cells.split(line, from, to);
    if (count != header.size()) {
      return reject(Reject.Reason.COLUMN_COUNT, count + " cells for " + header.size() + " columns");
    }
    for (int cell : requiredCells) {
      if (cells.isNull(cell)) {
        return reject(Reject.Reason.MISSING_VALUE, header.name(cell));
      }
    }
    return readTypes(row) && readPosition(row) && readScores(row) && readPlace(row);
  }

  /**
   * Checks the rest of the line that begin accepted, and fills the other values, the window and the
   * derived features that the file has no column for.
   */
  public boolean finish(RowCursor row) {
    if (!readOthers(row, true) || !checkSequence()) {
      return false;
    }
    readWindow(row);
    for (int place : absentValues) {
      row.setNull(place);
    }
    derivedFeatures.fill(row);
    return true;
  }

  /** Why the last line is no row; null where nothing speaks against it. */
  public Reject.Reason reason() {
    return reason;
  }

  /** The column and what was found, the value cut to 40 characters; empty for a row. */
  public String detail() {
    return detail;
  }

  /** The gene of the last line, be it a row or not; null where no id can be read in it. */
  public String geneId() {
    if (reason == Reject.Reason.COLUMN_COUNT || cells.isNull(geneIdCell)) {
      return null;
    }
    String written = cells.text(geneIdCell, geneIds);
    return written != null && stripIdVersions ? IdVersions.strip(written) : written;
  }

  private boolean readTypes(RowCursor row) {
    row.setPredType(predType());
    if (row.predType() == null) {
      return badValue(predTypeCell);
    }
    if (cells.is(spliceTypeCell, "donor")) {
      row.setSpliceType(SpliceType.DONOR);
    } else if (cells.is(spliceTypeCell, "acceptor")) {
      row.setSpliceType(SpliceType.ACCEPTOR);
    } else if (cells.text(spliceTypeCell, spliceTypes) != null) {
      row.setSpliceType(SpliceType.NEITHER);
    } else {
      return badValue(spliceTypeCell);
    }
    return true;
  }

  private PredType predType() {
    byte[] bytes = cells.bytes();
    int start = cells.start(predTypeCell);
    if (cells.end(predTypeCell) - start != 2) {
      return null;
    }
    return switch (bytes[start] << 8 | bytes[start + 1]) {
      case 'T' << 8 | 'P' -> PredType.TP;
      case 'F' << 8 | 'N' -> PredType.FN;
      case 'F' << 8 | 'P' -> PredType.FP;
      case 'T' << 8 | 'N' -> PredType.TN;
      default -> null;
    };
  }

  private boolean readPosition(RowCursor row) {
    if (!number.isInteger(cells.bytes(), cells.start(positionCell), cells.end(positionCell))) {
      return badValue(positionCell);
    }
    row.setGenePosition(number.integer());
    return true;
  }

  private boolean readScores(RowCursor row) {
    for (ValueColumn score : scores) {
      if (!number.isReal(cells.bytes(), cells.start(score.cell), cells.end(score.cell))) {
        return badValue(score.cell);
      }
      double value = number.real();
      if (value < -SCORE_TOLERANCE || value > 1 + SCORE_TOLERANCE) {
        return badValue(score.cell);
      }
      row.setDouble(score.place, Math.min(Math.max(value, 0.0), 1.0));
    }
    return true;
  }

  /** Ids, chromosome and strand, and whether the gene's annotation agrees with them. */
  private boolean readPlace(RowCursor row) {
    String written = cells.text(geneIdCell, geneIds);
    if (!isName(written)) {
      return badValue(geneIdCell);
    }
    String chrom = cells.text(chromCell, chroms);
    if (!isName(chrom)) {
      return badValue(chromCell);
    }
    row.setTranscriptId(null);
    if (!cells.isNull(transcriptIdCell)) {
      String transcriptId = cells.text(transcriptIdCell, transcriptIds);
      if (!isName(transcriptId)) {
        return badValue(transcriptIdCell);
      }
      row.setTranscriptId(stripIdVersions ? IdVersions.strip(transcriptId) : transcriptId);
    }
    if (!written.equals(writtenGeneId)) {
      writtenGeneId = written;
      geneId = stripIdVersions ? IdVersions.strip(written) : written;
      gene = genesById.apply(geneId);
      commonGeneChrom = gene == null ? null : aliases.common(gene.chrom());
    }
    if (!chrom.equals(writtenChrom)) {
      writtenChrom = chrom;
      commonChrom = aliases.common(chrom);
      takesChrom = format.takes(chrom);
    }
    row.setGeneId(geneId);
    row.setChrom(chrom);
    row.setStrand(strand());
    if (row.strand() == Strand.UNKNOWN) {
      return badValue(strandCell, "strand");
    }
    return gene == null ? isPositionPossible(row) : agreesWithGene(row);
  }

  /** Whether a text, null where it is not UTF-8, may name a gene, transcript or chromosome. */
  private static boolean isName(String text) {
    return text != null && text.length() <= GeneModel.MAX_NAME_LENGTH;
  }

  /** UNKNOWN where neither the row nor its gene has one, and where the row's is malformed. */
  private Strand strand() {
    if (strandCell < 0 || cells.isNull(strandCell)) {
      return gene == null ? Strand.UNKNOWN : gene.strand();
    }
    if (cells.is(strandCell, "+") || cells.is(strandCell, "1")) {
      return Strand.FORWARD;
    }
    boolean reverse = cells.is(strandCell, "-") || cells.is(strandCell, "-1");
    return reverse ? Strand.REVERSE : Strand.UNKNOWN;
  }

  private boolean isPositionPossible(RowCursor row) {
    if (row.genePosition() < 0) {
      return reject(Reject.Reason.POSITION_OUTSIDE_GENE, "position: " + row.genePosition());
    }
    return true;
  }

  private boolean agreesWithGene(RowCursor row) {
    if (!commonChrom.equals(commonGeneChrom)) {
      return reject(
          Reject.Reason.CHROM_MISMATCH,
          "chrom: " + Excerpt.ofValue(row.chrom()) + ", the gene's is " + gene.chrom());
    }
    if (row.strand() != gene.strand()) {
      return reject(
          Reject.Reason.STRAND_MISMATCH,
          "strand: " + row.strand().symbol() + ", the gene's is " + gene.strand().symbol());
    }
    long length = gene.span().length();
    if (row.genePosition() < 0 || row.genePosition() >= length) {
      return reject(
          Reject.Reason.POSITION_OUTSIDE_GENE,
          "position: " + row.genePosition() + ", the gene has " + length + " bases");
    }
    return true;
  }

  /** Every value but the scores, checked the same whether it is kept or not. */
  private boolean readOthers(RowCursor row, boolean keep) {
    for (ValueColumn column : otherValues) {
      if (cells.isNull(column.cell)) {
        if (keep) {
          row.setNull(column.place);
        }
      } else if (!readOther(column, row, keep)) {
        return badValue(column.cell);
      }
    }
    return true;
  }

  private boolean readOther(ValueColumn column, RowCursor row, boolean keep) {
    byte[] bytes = cells.bytes();
    int start = cells.start(column.cell);
    int end = cells.end(column.cell);
    switch (column.kind) {
      case INT, LONG -> {
        boolean fits =
            column.kind == InputColumn.Kind.INT
                ? number.isInteger32(bytes, start, end)
                : number.isInteger(bytes, start, end);
        if (fits && keep) {
          row.setLong(column.place, number.integer());
        }
        return fits;
      }
      case DOUBLE -> {
        if (!keep) {
          return number.isUnreadReal(bytes, start, end);
        }
        boolean fits = number.isReal(bytes, start, end);
        if (fits) {
          row.setDouble(column.place, number.real());
        }
        return fits;
      }
      case TEXT -> {
        String text = cells.text(column.cell, column.texts);
        if (text != null && keep) {
          row.setText(column.place, text);
        }
        return text != null;
      }
    }
    throw new AssertionError(column.kind);
  }

  private boolean checkSequence() {
    byte[] bytes = cells.bytes();
    int start = cells.start(sequenceCell);
    int end = cells.end(sequenceCell);
    if (end - start > PackedSequences.LONGEST) {
      return reject(
          Reject.Reason.BAD_VALUE,
          "sequence: "
              + (end - start)
              + " letters, at most "
              + PackedSequences.LONGEST
              + " are a window");
    }
    return PackedSequences.areLetters(bytes, start, end) || badValue(sequenceCell);
  }

  private boolean badValue(int cell) {
    return badValue(cell, header.name(cell));
  }

  private boolean badValue(int cell, String column) {
    boolean none = cell < 0 || cells.isNull(cell);
    String found = none ? "none, nor in the annotation" : Excerpt.ofValue(cells.text(cell));
    return reject(Reject.Reason.BAD_VALUE, column + ": " + found);
  }

  private boolean reject(Reject.Reason why, String what) {
    reason = why;
    detail = what;
    return false;
  }
}
