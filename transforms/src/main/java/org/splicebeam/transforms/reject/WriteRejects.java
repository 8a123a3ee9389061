package org.splicebeam.transforms.reject;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.splicebeam.schemas.inputs.PieceTally;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.transforms.publish.Claim;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.publish.Publish;

/**
 * Writes every line that could not be used to its {@link RejectFolder}, a file for each input file
 * that has any, several where it has many ({@link RejectNames}); with the numbers of their lines in
 * the files ({@link RejectLines}).
 *
 * <p>Memory: two numbers a piece of a table, and the rejects of one written file. A runner may hold
 * a group as a whole, so a file has fewer than 25 000, however many rejects there are.
 */
public final class WriteRejects extends PTransform<PCollection<Reject>, PCollection<FileReceipt>> {
  private static final long serialVersionUID = 1L;

  /** Rejects that cross the shuffle as one element. */
  private static final int TOGETHER = 1_000;

  private final OutputFolder folder;
  private final RejectFolder rejectFolder;
  private final PCollectionView<Iterable<PieceTally>> pieceTallies;

  private WriteRejects(
      OutputFolder folder,
      RejectFolder rejectFolder,
      PCollectionView<Iterable<PieceTally>> pieceTallies) {
    this.folder = folder;
    this.rejectFolder = rejectFolder;
    this.pieceTallies = pieceTallies;
  }

  public static WriteRejects to(
      OutputFolder folder,
      RejectFolder rejectFolder,
      PCollectionView<Iterable<PieceTally>> pieceTallies) {
    return new WriteRejects(folder, rejectFolder, pieceTallies);
  }

  @Override
  public PCollection<FileReceipt> expand(PCollection<Reject> rejects) {
    PCollectionView<Map<KV<String, Long>, Long>> counts =
        rejects
            .apply(
                "TakeBlocks", ParDo.of(new TakeBlockFn(pieceTallies)).withSideInputs(pieceTallies))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), VarLongCoder.of()))
            .apply("CountBlocks", Count.perElement())
            .apply("ViewCounts", View.asMap());
    PCollectionView<Iterable<Boolean>> claimed =
        PBegin.in(rejects.getPipeline())
            .apply("StartClaim", Create.of(true))
            .apply(
                "ClaimNames",
                ParDo.of(new ClaimFn(folder, rejectFolder, counts, pieceTallies))
                    .withSideInputs(counts, pieceTallies))
            .apply("ViewClaim", View.asIterable());
    return rejects
        .apply(
            "KeyByName",
            ParDo.of(new KeyByNameFn(counts, pieceTallies)).withSideInputs(counts, pieceTallies))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), ListCoder.of(new Reject.Coder())))
        .apply("GroupByName", GroupByKey.create())
        .apply(
            "WriteFiles",
            ParDo.of(new WriteFn(folder, rejectFolder, claimed)).withSideInputs(claimed));
  }

  /** Claims the names of all files before the first is written. */
  private static final class ClaimFn extends DoFn<Boolean, Boolean> {
    private static final long serialVersionUID = 1L;
    private final OutputFolder folder;
    private final RejectFolder rejectFolder;
    private final PCollectionView<Map<KV<String, Long>, Long>> counts;
    private final PCollectionView<Iterable<PieceTally>> pieceTallies;

    ClaimFn(
        OutputFolder folder,
        RejectFolder rejectFolder,
        PCollectionView<Map<KV<String, Long>, Long>> counts,
        PCollectionView<Iterable<PieceTally>> pieceTallies) {
      this.folder = folder;
      this.rejectFolder = rejectFolder;
      this.counts = counts;
      this.pieceTallies = pieceTallies;
    }

    @ProcessElement
    public void claim(ProcessContext context) throws IOException {
      RejectLines lines = new RejectLines(context.sideInput(pieceTallies));
      RejectNames names = new RejectNames(context.sideInput(counts), lines.tables());
      Claim.add(
          folder,
          names.all().stream().flatMap(name -> rejectFolder.claimed(name).stream()).toList());
      context.output(context.element());
    }
  }

  private static final class TakeBlockFn extends DoFn<Reject, KV<String, Long>> {
    private static final long serialVersionUID = 1L;
    private final PCollectionView<Iterable<PieceTally>> pieceTallies;

    /** Null before a bundle's first element. */
    private transient RejectLines lines;

    TakeBlockFn(PCollectionView<Iterable<PieceTally>> pieceTallies) {
      this.pieceTallies = pieceTallies;
    }

    @StartBundle
    public void start() {
      lines = null;
    }

    @ProcessElement
    public void take(ProcessContext context) {
      if (lines == null) {
        lines = new RejectLines(context.sideInput(pieceTallies));
      }
      Reject reject = lines.numbered(context.element());
      context.output(KV.of(RejectNames.inputFile(reject), RejectNames.block(reject)));
    }
  }

  private static final class KeyByNameFn extends DoFn<Reject, KV<String, List<Reject>>> {
    private static final long serialVersionUID = 1L;
    private final PCollectionView<Map<KV<String, Long>, Long>> counts;
    private final PCollectionView<Iterable<PieceTally>> pieceTallies;
    private transient RejectLines lines;

    /** Null before a bundle's first element, as the lines. */
    private transient RejectNames names;

    private transient Map<String, List<Reject>> waiting;
    private transient int waitingRejects;

    KeyByNameFn(
        PCollectionView<Map<KV<String, Long>, Long>> counts,
        PCollectionView<Iterable<PieceTally>> pieceTallies) {
      this.counts = counts;
      this.pieceTallies = pieceTallies;
    }

    @StartBundle
    public void start() {
      names = null;
      waiting = new HashMap<>();
      waitingRejects = 0;
    }

    @ProcessElement
    public void key(ProcessContext context) {
      if (names == null) {
        lines = new RejectLines(context.sideInput(pieceTallies));
        names = new RejectNames(context.sideInput(counts), lines.tables());
      }
      Reject reject = lines.numbered(context.element());
      waiting.computeIfAbsent(names.of(reject), name -> new ArrayList<>()).add(reject);
      if (++waitingRejects == TOGETHER) {
        waiting.forEach((name, some) -> context.output(KV.of(name, some)));
        waiting = new HashMap<>();
        waitingRejects = 0;
      }
    }

    @FinishBundle
    public void finish(FinishBundleContext context) {
      waiting.forEach(
          (name, some) ->
              context.output(
                  KV.of(name, some), BoundedWindow.TIMESTAMP_MIN_VALUE, GlobalWindow.INSTANCE));
    }
  }

  private static final class WriteFn extends DoFn<KV<String, Iterable<List<Reject>>>, FileReceipt> {
    private static final long serialVersionUID = 1L;
    private final OutputFolder folder;
    private final RejectFolder rejectFolder;
    private final PCollectionView<Iterable<Boolean>> claimed;

    WriteFn(
        OutputFolder folder,
        RejectFolder rejectFolder,
        PCollectionView<Iterable<Boolean>> claimed) {
      this.folder = folder;
      this.rejectFolder = rejectFolder;
      this.claimed = claimed;
    }

    @ProcessElement
    public void write(ProcessContext context) throws IOException {
      context.sideInput(claimed); // is waited for
      List<Reject> rejects = new ArrayList<>();
      context.element().getValue().forEach(rejects::addAll);
      String name = rejectFolder.written(context.element().getKey());
      context.output(Publish.file(folder, name, out -> RejectFile.write(rejects, out)));
    }
  }
}
