package org.splicebeam.transforms.tables;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.splicebeam.schemas.Packed;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.inputs.PieceTally;
import org.splicebeam.schemas.inputs.TableFile;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.schemas.parts.PartInput;
import org.splicebeam.schemas.parts.PartPlan;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.schemas.rows.RowBlock;
import org.splicebeam.schemas.rows.RowRange;
import org.splicebeam.schemas.rows.ThinBlock;
import org.splicebeam.transforms.parts.SelectRangesFn;
import org.splicebeam.transforms.parts.StartPartsFn;
import org.splicebeam.transforms.publish.VerdictFile;
import org.splicebeam.transforms.rows.ChosenViews;
import org.splicebeam.transforms.sampling.SamplingRule;
import org.splicebeam.transforms.verdict.VerdictException;

/**
 * Analysis tables (contract 1.1): matched once, read twice.
 *
 * <p>A large plain table is read in pieces by several workers ({@link TablePiece}), any other whole
 * by one; line by line. Memory: a line, and the blocks that are open (at most 32 of about 1 MB).
 */
public final class TableSource {
  /** Thin rows ({@link ThinBlock}) by gene, from {@link #scan}. */
  public static final TupleTag<KV<String, Packed>> THIN = new TupleTag<>() {};

  /** Lines that are no valid row, with their numbers in their pieces, from {@link #scan}. */
  public static final TupleTag<Reject> REJECTS = new TupleTag<>() {};

  /** One count a piece, from {@link #scan}. */
  public static final TupleTag<PieceTally> TALLIES = new TupleTag<>() {};

  /** Where the rows of each gene stand, from {@link #scan}. */
  public static final TupleTag<RowRange> RANGES = new TupleTag<>() {};

  /** Pieces of which there are no ranges, because pass 2 has to read them whole. */
  public static final TupleTag<ScannedPiece> WHOLE = new TupleTag<>() {};

  private TableSource() {}

  /** The tables that an input names, one element a piece. */
  public static PTransform<PBegin, PCollection<TablePiece>> match(
      String input, TableFormat format, VerdictFile verdictFile) {
    return new Match(input, format, verdictFile);
  }

  /**
   * Pass 1: {@link #THIN}, {@link #REJECTS} and {@link #TALLIES}, and for pass 2 {@link #RANGES}
   * and {@link #WHOLE}.
   */
  public static PTransform<PCollection<TablePiece>, PCollectionTuple> scan(
      TableFormat format,
      PCollectionView<Map<String, GeneModel>> genesById,
      VerdictFile verdictFile) {
    return new Scan(format, genesById, verdictFile);
  }

  /**
   * Pass 2 over whole pieces: blocks of full rows by part, without those of parts that stand
   * already.
   */
  public static PTransform<PCollection<ScannedPiece>, PCollection<KV<Integer, RowBlock>>> read(
      TableFormat format,
      SamplingRule rule,
      ChosenViews views,
      PCollectionView<Iterable<PartPlan>> plan,
      PCollectionView<Map<Integer, FileReceipt>> committedParts,
      VerdictFile verdictFile) {
    List<PCollectionView<?>> sideInputs = new ArrayList<>(views.all());
    sideInputs.addAll(List.of(plan, committedParts));
    return new Step<>(
        "TakeSelectedRows",
        new ReadPieceFn(format, rule, views, plan, committedParts, verdictFile),
        sideInputs);
  }

  /** Pass 2 over ranges: those that hold rows of a part, without parts that stand already. */
  public static PTransform<PCollection<RowRange>, PCollection<KV<Integer, PartInput>>> selectRanges(
      PCollectionView<Iterable<PartPlan>> plan,
      PCollectionView<Map<Integer, FileReceipt>> committedParts) {
    return new Step<>(
        "AddressRanges", new SelectRangesFn(plan, committedParts), List.of(plan, committedParts));
  }

  /**
   * Pass 2: tells each part that is not committed yet, also an empty one, its row count, and gives
   * it its genes.
   */
  public static PTransform<PCollection<PartPlan>, PCollection<KV<Integer, PartInput>>> startParts(
      SamplingRule rule,
      ChosenViews views,
      PCollectionView<Iterable<String>> fingerprint,
      PCollectionView<Map<Integer, FileReceipt>> committedParts) {
    return new Step<>(
        "NameParts",
        new StartPartsFn(rule, views, fingerprint, committedParts),
        List.of(views.genesById(), views.selectionsById(), fingerprint, committedParts));
  }

  private static final class Match extends PTransform<PBegin, PCollection<TablePiece>> {
    private static final long serialVersionUID = 1L;
    private final String input;
    private final TableFormat format;
    private final VerdictFile verdictFile;

    Match(String input, TableFormat format, VerdictFile verdictFile) {
      this.input = input;
      this.format = format;
      this.verdictFile = verdictFile;
    }

    @Override
    public PCollection<TablePiece> expand(PBegin begin) {
      return begin
          .apply("NameInput", Create.of(input))
          .apply("ListPieces", ParDo.of(new ListPiecesFn(format, verdictFile)))
          .apply("SpreadPieces", Reshuffle.viaRandomKey());
    }
  }

  private static final class ListPiecesFn extends DoFn<String, TablePiece> {
    private static final long serialVersionUID = 1L;
    private final TableFormat format;
    private final VerdictFile verdictFile;

    ListPiecesFn(TableFormat format, VerdictFile verdictFile) {
      this.format = format;
      this.verdictFile = verdictFile;
    }

    @ProcessElement
    public void list(@Element String input, OutputReceiver<TablePiece> pieces) throws IOException {
      verdictFile.stopIfReached();
      cut(match(input)).forEach(pieces::output);
    }

    private List<TableFile> match(String input) throws IOException {
      try {
        return TableFiles.match(input);
      } catch (VerdictException e) {
        throw verdictFile.raise(e.verdict());
      }
    }

    private List<TablePiece> cut(List<TableFile> tables) throws IOException {
      try {
        return TablePiece.cut(tables, format);
      } catch (IOException e) {
        throw VerdictFile.raiseUnreadable(verdictFile, "--input", e);
      }
    }
  }

  private static final class Scan extends PTransform<PCollection<TablePiece>, PCollectionTuple> {
    private static final long serialVersionUID = 1L;
    private final TableFormat format;
    private final PCollectionView<Map<String, GeneModel>> genesById;
    private final VerdictFile verdictFile;

    Scan(
        TableFormat format,
        PCollectionView<Map<String, GeneModel>> genesById,
        VerdictFile verdictFile) {
      this.format = format;
      this.genesById = genesById;
      this.verdictFile = verdictFile;
    }

    @Override
    public PCollectionTuple expand(PCollection<TablePiece> pieces) {
      return pieces.apply(
          "JudgeLines",
          ParDo.of(new ScanPieceFn(format, genesById, verdictFile))
              .withSideInputs(genesById)
              .withOutputTags(THIN, TupleTagList.of(REJECTS).and(TALLIES).and(RANGES).and(WHOLE)));
    }
  }

  /** One function with what it looks into. */
  private static final class Step<I, O> extends PTransform<PCollection<I>, PCollection<O>> {
    private static final long serialVersionUID = 1L;
    private final String label;
    private final DoFn<I, O> fn;

    /** Looked at while the graph is made, and never sent. */
    private final transient List<PCollectionView<?>> sideInputs;

    Step(String label, DoFn<I, O> fn, List<PCollectionView<?>> sideInputs) {
      this.label = label;
      this.fn = fn;
      this.sideInputs = sideInputs;
    }

    @Override
    public PCollection<O> expand(PCollection<I> elements) {
      return elements.apply(label, ParDo.of(fn).withSideInputs(sideInputs));
    }
  }
}
