package org.splicebeam.transforms.tables;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.splicebeam.schemas.genome.Chromosomes;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.SpliceSites;
import org.splicebeam.schemas.inputs.FileTally;
import org.splicebeam.schemas.inputs.PieceTally;
import org.splicebeam.schemas.inputs.SampledWindow;
import org.splicebeam.schemas.inputs.TableFile;
import org.splicebeam.schemas.paralogs.GeneSketch;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.schemas.rows.RowRange;
import org.splicebeam.schemas.rows.ThinBlock;
import org.splicebeam.transforms.genes.CountAgreement;
import org.splicebeam.transforms.paralogs.Exon;
import org.splicebeam.transforms.paralogs.SketchBuilder;
import org.splicebeam.transforms.progress.WorkDone;
import org.splicebeam.transforms.rows.BlockKey;
import org.splicebeam.transforms.rows.OpenBlocks;
import org.splicebeam.transforms.rows.RowCursor;
import org.splicebeam.transforms.rows.ThinBlockBuilder;

/**
 * Pass 1 over one piece of a table: judges every line, keeps thin rows and notes where they stand.
 *
 * <p>Memory: one line, the blocks that are open (at most 32 of about 1 MB), the index. Errors: a
 * table that cannot be read, or that changes between its pieces, is a {@link
 * org.splicebeam.transforms.verdict.VerdictException} that names it.
 */
final class PieceScan {

  /**
   * What rows are held against.
   *
   * @param genes by gene_id
   * @param sites of those that have some, by gene_id
   */
  record Annotation(Map<String, GeneModel> genes, Map<String, SpliceSites> sites) {}

  /** Takes what is found. */
  interface Sink {
    /** Thin rows of one gene. */
    void thin(ThinBlock block);

    /** A line that is no valid row; its number is that in the piece. */
    void reject(Reject reject);

    /** Where some rows of a gene stand. */
    void range(RowRange range);

    /** The window of a gene's first valid row, where the format asks for it. */
    void window(SampledWindow window);

    /** Words of a gene's exons at some of its true sites, where they are asked for. */
    void sketch(GeneSketch sketch);

    /** The piece itself, where its ranges are no help to pass 2. */
    void whole(ScannedPiece piece);
  }

  private final TableFile file;
  private final TableFormat format;
  private final Map<String, GeneModel> genes;
  private final Map<String, SpliceSites> sites;
  private final TableLines lines;
  private final Sink sink;

  private final RowParser parser;
  private final RowCursor row;
  private final OpenBlocks<BlockKey, ThinBlockBuilder> blocks;
  private final RangeIndex index;

  private final Map<Reject.Reason, Long> rejected = new EnumMap<>(Reject.Reason.class);
  private final List<Reject> examples = new ArrayList<>();
  private final Set<String> someGenes = new LinkedHashSet<>();
  private final Set<String> namedChromosomes = new LinkedHashSet<>();
  private final Set<String> someChromosomes = new LinkedHashSet<>();
  private final CountAgreement agreement = new CountAgreement();

  /** Null where none are asked for. */
  private final WindowSample windows;

  /** Of the genes' true sites; null where none are asked for. */
  private final OpenBlocks<String, SketchBuilder> sketches;

  private long otherChromosomes;
  private long annotatedRows;
  private long toldBytes;
  private long toldRows;

  // Of the line before, because the next one mostly has the same.
  private String lastChrom;
  private String lastGene;

  /** Null where it is not annotated. */
  private GeneModel lastModel;

  /** Null where it has none. */
  private SpliceSites lastSites;

  private PieceScan(
      TableFile file,
      TableFormat format,
      boolean sketched,
      Annotation annotation,
      TableLines lines,
      Sink sink) {
    this.file = file;
    this.format = format;
    genes = annotation.genes();
    sites = annotation.sites();
    this.lines = lines;
    this.sink = sink;
    parser = new RowParser(format, lines.header(), genes::get);
    row = new RowCursor(format.columns());
    blocks = new OpenBlocks<>(ThinBlockBuilder::new, full -> sink.thin(full.build()));
    windows = format.windowSeed() == null ? null : new WindowSample();
    sketches =
        sketched ? new OpenBlocks<>(SketchBuilder::new, some -> sink.sketch(some.build())) : null;
    index = new RangeIndex(file, lines.header().hash());
  }

  /**
   * Reads a piece to its end and tells what was in it.
   *
   * @param sketched whether the sink takes sketches of genes
   */
  static PieceTally of(
      TablePiece piece, TableFormat format, boolean sketched, Annotation annotation, Sink sink) {
    try (TableLines lines = TableLines.open(piece, format.columns())) {
      PieceScan scan = new PieceScan(piece.file(), format, sketched, annotation, lines, sink);
      while (lines.next()) {
        scan.takeLine();
        if (lines.rows() % WorkDone.EVERY_LINES == 0) {
          scan.tellProgress();
        }
      }
      scan.tellProgress();
      scan.giveRest(piece);
      return new PieceTally(piece.range().from(), lines.lines(), scan.found(piece));
    }
  }

  private void tellProgress() {
    long bytes = lines.storedBytes();
    WorkDone.TABLE_BYTES.add(bytes - toldBytes);
    WorkDone.TABLE_ROWS.add(lines.rows() - toldRows);
    toldBytes = bytes;
    toldRows = lines.rows();
  }

  private void takeLine() {
    boolean isRow = !lines.tooLong() && parser.scan(lines.bytes(), lines.start(), lines.end(), row);
    String geneId = isRow ? row.geneId() : lines.tooLong() ? null : parser.geneId();
    if (geneId != null) {
      noteGene(geneId);
    }
    if (isRow || !lines.tooLong() && parser.reason() == Reject.Reason.POSITION_OUTSIDE_GENE) {
      noteAgreement();
    }
    if (!isRow) {
      reject();
      return;
    }
    if (!row.chrom().equals(lastChrom)) {
      lastChrom = row.chrom();
      noteChromosome();
    }
    if (!parser.takesChrom()) {
      otherChromosomes++;
      index.close();
      return;
    }
    index.add(lines, row);
    BlockKey key = new BlockKey(0, row.geneId(), row.chrom(), row.strand());
    if (blocks.of(key).add(row)) {
      blocks.close(key);
    }
    noteExon();
    noteWindow();
  }

  private void noteExon() {
    if (sketches == null || !CountAgreement.counts(row.predType(), row.spliceType())) {
      return;
    }
    parser.readWindow(row);
    Span gene = lastModel == null ? null : lastModel.span();
    long start =
        Exon.windowStart(parser.windowStart(), row.genePosition(), row.windowLength(), gene);
    SpliceSites known = lastSites == null ? SpliceSites.NONE : lastSites;
    Exon exon = Exon.at(gene, row.strand(), known, row.spliceType(), row.genePosition());
    int from = row.windowStart();
    sketches
        .of(row.geneId())
        .add(
            row.window(),
            from + exon.firstIn(start, row.windowLength()),
            from + exon.endIn(start, row.windowLength()));
  }

  private void noteWindow() {
    if (windows != null && lastModel != null && windows.wants(row.geneId(), format.windowSeed())) {
      parser.finish(row);
      windows.add(lastModel, row, file.name(), lines.byteOffset());
    }
  }

  private void noteGene(String geneId) {
    if (!geneId.equals(lastGene)) {
      lastGene = geneId;
      lastModel = genes.get(geneId);
      lastSites = lastModel == null ? null : sites.get(geneId);
      if (someGenes.size() < FileTally.EXAMPLES) {
        someGenes.add(geneId);
      }
    }
    annotatedRows += lastModel == null ? 0 : 1;
  }

  private void noteAgreement() {
    if (lastSites != null && CountAgreement.counts(row.predType(), row.spliceType())) {
      agreement.add(
          lastModel,
          lastSites,
          row.predType(),
          row.spliceType(),
          row.genePosition(),
          parser.truePosition());
    }
  }

  private void noteChromosome() {
    List<String> asked = format.asked(lastChrom);
    if (!asked.isEmpty()) {
      namedChromosomes.addAll(asked);
    } else if (someChromosomes.size() < FileTally.OTHER_CHROMOSOMES) {
      someChromosomes.add(Chromosomes.bare(lastChrom));
    }
  }

  private void reject() {
    Reject reject =
        lines.tooLong()
            ? lines.reject(Reject.Reason.LINE_TOO_LONG, "")
            : lines.reject(parser.reason(), parser.detail());
    sink.reject(reject);
    if (rejected.merge(reject.reason(), 1L, Long::sum) <= FileTally.EXAMPLES) {
      examples.add(reject);
    }
  }

  private void giveRest(TablePiece piece) {
    blocks.closeAll();
    if (sketches != null) {
      sketches.closeAll();
    }
    if (windows != null) {
      windows.windows().forEach(sink::window);
    }
    if (index.isUseful()) {
      index.ranges().forEach(sink::range);
    } else {
      sink.whole(new ScannedPiece(piece, lines.header().hash(), lines.rows(), lines.contentHash()));
    }
  }

  private FileTally found(TablePiece piece) {
    TableFile file = piece.file();
    // Of a table with thousands of them one piece is enough to name them.
    List<String> unknown = piece.range().from() == 0 ? lines.header().unknown() : List.of();
    return new FileTally(
        file.name(),
        file.size(),
        lines.header().hash(),
        lines.contentHash(),
        lines.rows(),
        otherChromosomes,
        annotatedRows,
        rejected,
        examples,
        unknown,
        List.copyOf(someGenes),
        List.copyOf(namedChromosomes),
        List.copyOf(someChromosomes),
        agreement.counted());
  }
}
