package org.splicebeam.transforms.tables;

import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.splicebeam.schemas.Packed;
import org.splicebeam.schemas.genome.ChromosomeAliases;
import org.splicebeam.schemas.inputs.GenomeFile;
import org.splicebeam.schemas.inputs.PieceTally;
import org.splicebeam.schemas.inputs.SampledWindow;
import org.splicebeam.schemas.inputs.TableFile;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.schemas.rows.RowBlock;
import org.splicebeam.schemas.rows.RowRange;
import org.splicebeam.transforms.fasta.PrepareGenome;
import org.splicebeam.transforms.genes.GeneTable;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.publish.VerdictFile;
import org.splicebeam.transforms.rows.Chosen;
import org.splicebeam.transforms.rows.InputColumns;
import org.splicebeam.transforms.rows.RowSource;
import org.splicebeam.transforms.rows.ScannedRows;
import org.splicebeam.transforms.rows.SelectedGenes;
import org.splicebeam.transforms.verdict.VerdictException;

/**
 * Rows from analysis tables (contract 1.1): matched once, read twice.
 *
 * <p>A large plain table is read in pieces by several workers ({@link TablePiece}), any other whole
 * by one; line by line. Memory: a line, and the blocks that are open (at most 32 of about 1 MB).
 *
 * @param inputs the files, folders and globs of the tables
 * @param format how they are read
 * @param verdictFile where a table that will not do is told
 * @param fasta a genome that the tables' sequences are held against; null for none
 * @param sketched whether pass 1 sketches genes
 */
public record TableSource(
    List<String> inputs,
    TableFormat format,
    VerdictFile verdictFile,
    String fasta,
    boolean sketched)
    implements RowSource {
  static final TupleTag<KV<String, Packed>> THIN = new TupleTag<>() {};
  static final TupleTag<Reject> REJECTS = new TupleTag<>() {};
  static final TupleTag<PieceTally> TALLIES = new TupleTag<>() {};
  static final TupleTag<RowRange> RANGES = new TupleTag<>() {};

  /** Windows that are held against a genome, some of each piece. */
  static final TupleTag<SampledWindow> WINDOWS = new TupleTag<>("windows") {};

  /** What is alike in genes, where it is asked for. */
  static final TupleTag<KV<String, Packed>> SKETCHES = new TupleTag<>("sketches") {};

  /** Pieces of which there are no ranges, because pass 2 has to read them whole. */
  static final TupleTag<ScannedPiece> WHOLE = new TupleTag<>("whole pieces") {};

  /** Tables that are held against no genome. */
  public TableSource(List<String> inputs, TableFormat format, VerdictFile verdictFile) {
    this(inputs, format, verdictFile, null, false);
  }

  @Override
  public InputColumns columns() {
    return format.columns();
  }

  @Override
  public PTransform<PBegin, ScannedRows> scan(GeneTable genes) {
    return new Scan(this, genes);
  }

  @Override
  public PTransform<ScannedRows, PCollection<KV<Integer, RowBlock>>> readWhole(Chosen chosen) {
    return new ReadWhole(this, chosen);
  }

  @Override
  public List<String> workFiles() {
    return fasta == null ? List.of() : PrepareGenome.WORK_FILES;
  }

  @Override
  public RangeReader open(int part, SelectedGenes genes) {
    return new OpenTables(format, part, genes);
  }

  private static final class Scan extends PTransform<PBegin, ScannedRows> {
    private static final long serialVersionUID = 1L;
    private final TableSource source;
    private final transient GeneTable genes;

    Scan(TableSource source, GeneTable genes) {
      this.source = source;
      this.genes = genes;
    }

    @Override
    public ScannedRows expand(PBegin begin) {
      ScanPieceFn scan = new ScanPieceFn(source.format, source.sketched, genes, source.verdictFile);
      PCollectionTuple scanned =
          begin
              .apply("NameInput", Create.of(String.join(",", source.inputs)))
              .apply("ListPieces", ParDo.of(new ListPiecesFn(source)))
              .apply("SpreadPieces", Reshuffle.viaRandomKey())
              .apply(
                  "JudgeLines",
                  ParDo.of(scan)
                      .withSideInputs(scan.views())
                      .withOutputTags(
                          THIN,
                          TupleTagList.of(REJECTS)
                              .and(TALLIES)
                              .and(RANGES)
                              .and(WHOLE)
                              .and(WINDOWS)
                              .and(SKETCHES)));
      return new ScannedRows(
          new ScannedRows.ByGraph(scanned.get(THIN)),
          scanned.get(REJECTS),
          ScannedRows.Figures.ofTables(
              accepted(scanned).apply("ViewTallies", View.asIterable()), source.workFiles()),
          scanned.get(RANGES),
          source.sketched ? scanned.get(SKETCHES) : null,
          PCollectionTuple.of(WHOLE, scanned.get(WHOLE)).and(WINDOWS, scanned.get(WINDOWS)));
    }

    /** What was counted in the pieces; where there is a genome, once the tables agree with it. */
    private PCollection<PieceTally> accepted(PCollectionTuple scanned) {
      if (source.fasta == null) {
        return scanned.get(TALLIES);
      }
      OutputFolder folder = source.verdictFile.folder();
      ChromosomeAliases aliases = source.format.aliases();
      PCollectionView<Iterable<PieceTally>> judged =
          scanned.get(TALLIES).apply("ViewPieces", View.asIterable());
      PCollectionView<Iterable<GenomeFile>> genome =
          PBegin.in(scanned.getPipeline())
              .apply(
                  "PrepareGenome",
                  PrepareGenome.of(source.fasta, folder).after(List.of(genes.byId(), judged)))
              .apply("ViewGenome", View.asIterable());
      PCollectionView<Iterable<Boolean>> agrees =
          scanned
              .get(WINDOWS)
              .apply(
                  "CheckGenome",
                  new CheckGenome(source.fasta, folder, aliases, genes.byId(), genome))
              .apply("ViewAgreement", View.asIterable());
      return scanned
          .get(TALLIES)
          .apply("AwaitGenome", ParDo.of(new AwaitFn()).withSideInputs(agrees));
    }
  }

  /** Gives on what it gets, once its side inputs are there. */
  private static final class AwaitFn extends DoFn<PieceTally, PieceTally> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void give(@Element PieceTally tally, OutputReceiver<PieceTally> tallies) {
      tallies.output(tally);
    }
  }

  private static final class ReadWhole
      extends PTransform<ScannedRows, PCollection<KV<Integer, RowBlock>>> {
    private static final long serialVersionUID = 1L;
    private final TableSource source;
    private final Chosen chosen;

    ReadWhole(TableSource source, Chosen chosen) {
      this.source = source;
      this.chosen = chosen;
    }

    @Override
    public PCollection<KV<Integer, RowBlock>> expand(ScannedRows rows) {
      return rows.own()
          .get(WHOLE)
          .apply("SpreadWhole", Reshuffle.viaRandomKey())
          .apply(
              "TakeChosenRows",
              ParDo.of(new ReadPieceFn(source.format, chosen, source.verdictFile))
                  .withSideInputs(chosen.views()));
    }
  }

  private static final class ListPiecesFn extends DoFn<String, TablePiece> {
    private static final long serialVersionUID = 1L;
    private final TableSource source;

    ListPiecesFn(TableSource source) {
      this.source = source;
    }

    @ProcessElement
    public void list(OutputReceiver<TablePiece> pieces) throws IOException {
      source.verdictFile.stopIfReached();
      cut(match()).forEach(pieces::output);
    }

    private List<TableFile> match() throws IOException {
      try {
        return TableInputs.match(source.inputs).tables();
      } catch (VerdictException e) {
        throw source.verdictFile.raise(e.verdict());
      }
    }

    private List<TablePiece> cut(List<TableFile> tables) throws IOException {
      try {
        return TablePiece.cut(tables, source.format);
      } catch (IOException e) {
        throw VerdictFile.raiseUnreadable(source.verdictFile, "--input", e);
      }
    }
  }
}
