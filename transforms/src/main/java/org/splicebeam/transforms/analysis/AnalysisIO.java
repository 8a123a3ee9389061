package org.splicebeam.transforms.analysis;

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
import org.splicebeam.schemas.analysis.AnalysisFile;
import org.splicebeam.schemas.analysis.FileTally;
import org.splicebeam.schemas.analysis.PartSource;
import org.splicebeam.schemas.analysis.SiteCalls;
import org.splicebeam.schemas.analysis.SiteRange;
import org.splicebeam.schemas.analysis.Sites;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.schemas.parts.PartPlan;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.transforms.publish.VerdictFile;
import org.splicebeam.transforms.sampling.SamplingRule;
import org.splicebeam.transforms.verdict.VerdictException;

/**
 * Analysis tables (contract 1.1): matched once, read twice.
 *
 * <p>Each table is read as a whole by one worker, line by line. Memory: a line, and the blocks that
 * are open (at most 32 of about 1 MB).
 */
public final class AnalysisIO {
  /** Thin rows ({@link SiteCalls}) by gene, from {@link #scan}. */
  public static final TupleTag<KV<String, Packed>> CALLS = new TupleTag<>() {};

  /** Lines that are no valid row, from {@link #scan}. */
  public static final TupleTag<Reject> REJECTS = new TupleTag<>() {};

  /** One count a table, from {@link #scan}. */
  public static final TupleTag<FileTally> TALLIES = new TupleTag<>() {};

  /** Where the rows of each gene stand, from {@link #scan}. */
  public static final TupleTag<SiteRange> RANGES = new TupleTag<>() {};

  /** Tables of which there are no ranges, because pass 2 has to read them whole. */
  public static final TupleTag<AnalysisFile> WHOLE = new TupleTag<>() {};

  private AnalysisIO() {}

  /** The tables that an input names, one element each. */
  public static PTransform<PBegin, PCollection<AnalysisFile>> match(
      String input, VerdictFile verdictFile) {
    return new Match(input, verdictFile);
  }

  /**
   * Pass 1: {@link #CALLS}, {@link #REJECTS} and {@link #TALLIES}, and for pass 2 {@link #RANGES}
   * and {@link #WHOLE}.
   */
  public static PTransform<PCollection<AnalysisFile>, PCollectionTuple> scan(
      TableFormat format,
      PCollectionView<Map<String, GeneModel>> genesById,
      VerdictFile verdictFile) {
    return new Scan(format, genesById, verdictFile);
  }

  /**
   * Pass 2 over whole tables: blocks of full rows by part, without those of parts that stand
   * already.
   */
  public static PTransform<PCollection<AnalysisFile>, PCollection<KV<Integer, Sites>>> read(
      TableFormat format,
      SamplingRule rule,
      AnalysisViews views,
      PCollectionView<PartPlan> plan,
      PCollectionView<Map<Integer, FileReceipt>> committedParts,
      VerdictFile verdictFile) {
    List<PCollectionView<?>> sideInputs = new ArrayList<>(views.all());
    sideInputs.addAll(List.of(plan, committedParts));
    return new Step<>(
        "TakeSelectedRows",
        new ReadSitesFn(format, rule, views, plan, committedParts, verdictFile),
        sideInputs);
  }

  /** Pass 2 over ranges: those that hold rows of a part, without parts that stand already. */
  public static PTransform<PCollection<SiteRange>, PCollection<KV<Integer, PartSource>>>
      selectRanges(
          PCollectionView<PartPlan> plan,
          PCollectionView<Map<Integer, FileReceipt>> committedParts) {
    return new Step<>(
        "AddressRanges", new SelectRangesFn(plan, committedParts), List.of(plan, committedParts));
  }

  /**
   * Pass 2: what each part that does not stand already is to become, also one that no row comes to,
   * and what is needed of its genes.
   */
  public static PTransform<PCollection<PartPlan>, PCollection<KV<Integer, PartSource>>> startParts(
      SamplingRule rule,
      AnalysisViews views,
      PCollectionView<String> fingerprint,
      PCollectionView<Map<Integer, FileReceipt>> committedParts) {
    return new Step<>(
        "NameParts",
        new StartPartsFn(rule, views, fingerprint, committedParts),
        List.of(views.genesById(), views.selectionsById(), fingerprint, committedParts));
  }

  private static final class Match extends PTransform<PBegin, PCollection<AnalysisFile>> {
    private static final long serialVersionUID = 1L;
    private final String input;
    private final VerdictFile verdictFile;

    Match(String input, VerdictFile verdictFile) {
      this.input = input;
      this.verdictFile = verdictFile;
    }

    @Override
    public PCollection<AnalysisFile> expand(PBegin begin) {
      return begin
          .apply("NameInput", Create.of(input))
          .apply("ListTables", ParDo.of(new ListTablesFn(verdictFile)))
          .apply("SpreadTables", Reshuffle.viaRandomKey());
    }
  }

  private static final class ListTablesFn extends DoFn<String, AnalysisFile> {
    private static final long serialVersionUID = 1L;
    private final VerdictFile verdictFile;

    ListTablesFn(VerdictFile verdictFile) {
      this.verdictFile = verdictFile;
    }

    @ProcessElement
    public void list(@Element String input, OutputReceiver<AnalysisFile> tables)
        throws IOException {
      verdictFile.stopIfReached();
      try {
        AnalysisFiles.match(input).forEach(tables::output);
      } catch (VerdictException e) {
        throw verdictFile.raise(e.verdict());
      }
    }
  }

  private static final class Scan extends PTransform<PCollection<AnalysisFile>, PCollectionTuple> {
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
    public PCollectionTuple expand(PCollection<AnalysisFile> tables) {
      return tables.apply(
          "JudgeLines",
          ParDo.of(new ScanSitesFn(format, genesById, verdictFile))
              .withSideInputs(genesById)
              .withOutputTags(CALLS, TupleTagList.of(REJECTS).and(TALLIES).and(RANGES).and(WHOLE)));
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
