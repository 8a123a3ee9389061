package org.splicebeam.transforms.genes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.splicebeam.schemas.genome.AnnotationTally;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.IdVersions;
import org.splicebeam.schemas.reject.Excerpt;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.schemas.reject.Reject.Reason;
import org.splicebeam.transforms.lines.LineFile;
import org.splicebeam.transforms.lines.LineReader;
import org.splicebeam.transforms.lines.OpenTally;

/**
 * Reads a table of splice sites (contract 1.3) and folds consecutive sites of one gene into a
 * block. Tab-separated; the first line names the columns, in any order; a cell wholly in double
 * quotes loses them; null is {@code NA} or an empty cell; empty lines are no rows. Positions are
 * genomic, 1-based, written as an integer (with a sign and {@code 12.0} too; a negative one is a
 * position where no gene is). The column of transcripts may be missing; a site whose line names
 * none has a transcript without id. Memory: one line and one block of at most {@value #MAX_SITES}
 * sites.
 */
final class SpliceSitesReader {
  /** Sites of a block, counted for each transcript; a gene with more comes as several. */
  static final int MAX_SITES = 1000;

  private static final String GENE_ID = "gene_id";
  private static final String POSITION = "position";
  private static final String SITE_TYPE = "site_type";
  private static final String TRANSCRIPT_ID = "transcript_id";

  /** Far more than any table has. */
  private static final int MAX_COLUMNS = 1 << 16;

  private final LineFile file;
  private final boolean stripIdVersions;
  private final BiConsumer<String, SpliceSiteSet> blocks;
  private final Consumer<Reject> rejects;
  private final OpenTally tally;

  /** Of the block under way; null before the first. */
  private String geneId;

  private SpliceSiteSet sites = new SpliceSiteSet();

  private SpliceSitesReader(
      LineFile file,
      boolean stripIdVersions,
      BiConsumer<String, SpliceSiteSet> blocks,
      Consumer<Reject> rejects) {
    this.file = file;
    this.stripIdVersions = stripIdVersions;
    this.blocks = blocks;
    this.rejects = rejects;
    this.tally = new OpenTally(Reject.Input.SPLICE_SITES, file);
  }

  /**
   * Hands over all of a file, blocks by gene_id, and tells what became of its lines; the header
   * counts as blank.
   *
   * @throws SpliceSitesHeaderException where the first line does not name the needed columns
   */
  static AnnotationTally read(
      LineFile file,
      boolean stripIdVersions,
      BiConsumer<String, SpliceSiteSet> blocks,
      Consumer<Reject> rejects)
      throws IOException {
    return new SpliceSitesReader(file, stripIdVersions, blocks, rejects).readAll();
  }

  private AnnotationTally readAll() throws IOException {
    Header header = readHeader(file);
    tally.blank();
    while (file.next()) {
      if (file.line().start() == file.line().end()) {
        tally.blank();
      } else if (file.line().tooLong()) {
        reject(Reason.LINE_TOO_LONG, "more than " + LineFile.MAX_LINE_LENGTH + " bytes");
      } else {
        take(header);
      }
    }
    endBlock();
    return tally.tally();
  }

  /** Where columns stand in a row of {@code numColumns} cells; transcriptId is -1 without one. */
  private record Header(int numColumns, int geneId, int position, int siteType, int transcriptId) {}

  /** Reads the first line; checks the columns that are needed. */
  static void checkHeader(LineFile file) throws IOException {
    readHeader(file);
  }

  private static Header readHeader(LineFile file) throws IOException {
    if (!file.next()) {
      throw new SpliceSitesHeaderException(file.path(), "the file is empty");
    }
    if (file.line().tooLong() || numCells(file.line()) > MAX_COLUMNS) {
      throw new SpliceSitesHeaderException(
          file.path(), "its first line is too long to name the columns");
    }
    List<String> names = cellsOf(file.text());
    List<String> missing =
        Stream.of(GENE_ID, POSITION, SITE_TYPE)
            .filter(name -> !names.contains(name))
            .map(name -> '"' + name + '"')
            .toList();
    for (String name : List.of(GENE_ID, POSITION, SITE_TYPE, TRANSCRIPT_ID)) {
      if (names.indexOf(name) != names.lastIndexOf(name)) {
        throw new SpliceSitesHeaderException(
            file.path(), "the column \"" + name + "\" occurs twice");
      }
    }
    if (!missing.isEmpty()) {
      String columns = missing.size() == 1 ? "column " : "columns ";
      throw new SpliceSitesHeaderException(
          file.path(), "no " + columns + String.join(", ", missing));
    }
    return new Header(
        names.size(),
        names.indexOf(GENE_ID),
        names.indexOf(POSITION),
        names.indexOf(SITE_TYPE),
        names.indexOf(TRANSCRIPT_ID));
  }

  private void take(Header header) {
    int numCells = numCells(file.line());
    if (numCells != header.numColumns()) {
      reject(Reason.COLUMN_COUNT, numCells + " cells where the header has " + header.numColumns());
      return;
    }
    List<String> cells = cellsOf(file.text());
    String gene = cells.get(header.geneId());
    String position = cells.get(header.position());
    String siteType = cells.get(header.siteType());
    Long at = positionOf(position);
    if (isNull(gene)) {
      reject(Reason.MISSING_ID, GENE_ID);
    } else if (gene.length() > GeneModel.MAX_NAME_LENGTH || !isUtf8(gene, header.geneId())) {
      reject(Reason.BAD_VALUE, GENE_ID + " " + Excerpt.ofValue(gene));
    } else if (at == null) {
      reject(Reason.BAD_VALUE, POSITION + " " + Excerpt.ofValue(position));
    } else if (siteType.equals("donor")) {
      block(gene).addDonor(at, transcriptOf(cells, header));
    } else if (siteType.equals("acceptor")) {
      block(gene).addAcceptor(at, transcriptOf(cells, header));
    } else {
      reject(Reason.BAD_VALUE, SITE_TYPE + " " + Excerpt.ofValue(siteType));
    }
  }

  /** Null where a line names none, or what is too long for an id. */
  private String transcriptOf(List<String> cells, Header header) {
    String id = header.transcriptId() < 0 ? "" : cells.get(header.transcriptId());
    return isNull(id) || id.length() > GeneModel.MAX_NAME_LENGTH ? null : bare(id);
  }

  private String bare(String id) {
    return stripIdVersions ? IdVersions.strip(id) : id;
  }

  /** Whether the text of a cell of the current line is what its bytes say. */
  private boolean isUtf8(String text, int column) {
    if (text.indexOf('\uFFFD') < 0) {
      return true;
    }
    LineReader line = file.line();
    int from = line.start();
    for (int before = column; before > 0; from++) {
      before -= line.bytes()[from] == '\t' ? 1 : 0;
    }
    int to = from;
    while (to < line.end() && line.bytes()[to] != '\t') {
      to++;
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line.bytes(), from, to - from));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** The block that the current line's site goes to. */
  private SpliceSiteSet block(String gene) {
    tally.used();
    String id = bare(gene);
    if (!id.equals(geneId) || sites.size() == MAX_SITES) {
      endBlock();
      geneId = id;
      sites = new SpliceSiteSet();
    }
    return sites;
  }

  private void endBlock() {
    if (geneId != null) {
      blocks.accept(geneId, sites);
    }
  }

  private void reject(Reason reason, String detail) {
    rejects.accept(tally.unused(reason, detail));
  }

  private static boolean isNull(String cell) {
    return cell.isEmpty() || cell.equals("NA");
  }

  /** The integer of a cell, or null where it is none. */
  private static Long positionOf(String cell) {
    int point = cell.indexOf('.');
    String digits = point < 0 ? cell : cell.substring(0, point);
    String zeros = point < 0 ? "" : cell.substring(point + 1);
    int sign = digits.startsWith("+") || digits.startsWith("-") ? 1 : 0;
    boolean isInteger =
        digits.length() > sign
            && digits.chars().skip(sign).allMatch(c -> c >= '0' && c <= '9')
            && zeros.chars().allMatch(c -> c == '0');
    if (!isInteger) {
      return null;
    }
    try {
      return Long.valueOf(digits);
    } catch (NumberFormatException e) {
      return null; // more digits than a long has
    }
  }

  private static int numCells(LineReader line) {
    int tabs = 0;
    for (int i = line.start(); i < line.end(); i++) {
      tabs += line.bytes()[i] == '\t' ? 1 : 0;
    }
    return tabs + 1;
  }

  private static List<String> cellsOf(String line) {
    List<String> cells = new ArrayList<>();
    int start = 0;
    for (int tab; (tab = line.indexOf('\t', start)) >= 0; start = tab + 1) {
      cells.add(unquoted(line.substring(start, tab)));
    }
    cells.add(unquoted(line.substring(start)));
    return cells;
  }

  private static String unquoted(String cell) {
    return cell.length() > 1 && cell.startsWith("\"") && cell.endsWith("\"")
        ? cell.substring(1, cell.length() - 1).replace("\"\"", "\"")
        : cell;
  }
}
