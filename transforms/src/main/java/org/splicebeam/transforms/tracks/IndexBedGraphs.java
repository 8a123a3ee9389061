package org.splicebeam.transforms.tracks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.Sum;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.splicebeam.transforms.lines.LineRange;
import org.splicebeam.transforms.lines.PackedFile;
import org.splicebeam.transforms.publish.OutputException;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.publish.Publish;
import org.splicebeam.transforms.verdict.Verdict;

/**
 * Makes bedGraphs readable by range: checks every line and leaves an index in the work folder.
 * Packed ones are unpacked there once. Ranges of a file are read by several workers.
 *
 * <p>The one element at its end is how many bytes the unpacked copies have. Errors: a verdict whose
 * sentence begins with {@code --scores} and names the file and the line. Memory: the index of a
 * file.
 */
public final class IndexBedGraphs extends PTransform<PBegin, PCollection<Long>> {
  private static final long serialVersionUID = 1L;
  private static final long RANGE_BYTES = 64L << 20;
  private static final int BUFFER = 1 << 16;

  private static final TupleTag<KV<String, LineRange>> RANGES = new TupleTag<>() {};
  private static final TupleTag<KV<String, BedGraphIndex>> INDEXES = new TupleTag<>() {};
  private static final TupleTag<Long> COPIES = new TupleTag<>() {};

  /** What is wrong with a file: the file, the byte from which on, and the sentence. */
  private static final TupleTag<KV<String, KV<Long, String>>> FAULTS = new TupleTag<>() {};

  private static final Coder<KV<String, KV<Long, String>>> FAULT_CODER =
      KvCoder.of(StringUtf8Coder.of(), KvCoder.of(VarLongCoder.of(), StringUtf8Coder.of()));

  private final List<String> paths;
  private final OutputFolder folder;

  private final transient List<PCollectionView<?>> earlier;

  private IndexBedGraphs(
      List<String> paths, OutputFolder folder, List<PCollectionView<?>> earlier) {
    this.paths = paths;
    this.folder = folder;
    this.earlier = earlier;
  }

  /**
   * Of some bedGraphs; there may be none.
   *
   * @param folder whose work folder takes the indexes
   * @param earlier what is waited for before a fault is told
   */
  public static IndexBedGraphs of(
      List<String> paths, OutputFolder folder, List<PCollectionView<?>> earlier) {
    return new IndexBedGraphs(List.copyOf(paths), folder, earlier);
  }

  @Override
  public PCollection<Long> expand(PBegin begin) {
    if (paths.isEmpty()) {
      return begin.apply("IndexNone", Create.of(0L));
    }
    PCollectionTuple cut =
        begin
            .apply("NameTracks", Create.of(paths))
            .apply("SpreadTracks", Reshuffle.viaRandomKey())
            .apply(
                "CutTracks", ParDo.of(new CutFn()).withOutputTags(RANGES, TupleTagList.of(FAULTS)));
    PCollectionTuple indexed =
        cut.get(RANGES)
            .setCoder(KvCoder.of(StringUtf8Coder.of(), new LineRange.Coder()))
            .apply("SpreadRanges", Reshuffle.viaRandomKey())
            .apply(
                "IndexRanges",
                ParDo.of(new IndexFn()).withOutputTags(INDEXES, TupleTagList.of(FAULTS)));
    PCollectionTuple joined =
        indexed
            .get(INDEXES)
            .setCoder(KvCoder.of(StringUtf8Coder.of(), new BedGraphIndex.Coder()))
            .apply("GroupRanges", GroupByKey.create())
            .apply(
                "JoinRanges",
                ParDo.of(new JoinFn()).withOutputTags(COPIES, TupleTagList.of(FAULTS)));
    PCollectionView<Iterable<KV<String, KV<Long, String>>>> faults =
        PCollectionList.of(
                Stream.of(cut, indexed, joined)
                    .map(step -> step.get(FAULTS).setCoder(FAULT_CODER))
                    .toList())
            .apply("GatherFaults", Flatten.pCollections())
            .apply("ViewFaults", View.asIterable());
    return joined
        .get(COPIES)
        .setCoder(VarLongCoder.of())
        .apply("SumCopies", Sum.longsGlobally())
        .apply(
            "JudgeTracks",
            ParDo.of(new JudgeFn(faults)).withSideInputs(faults).withSideInputs(earlier));
  }

  /** What is wrong with the output folder is no verdict on the tracks. */
  private static KV<String, KV<Long, String>> fault(String path, long place, IOException e)
      throws IOException {
    if (e instanceof OutputException) {
      throw e;
    }
    return KV.of(path, KV.of(place, e.getMessage()));
  }

  /** Of all that is wrong tells the first, whichever worker came upon it first. */
  private final class JudgeFn extends DoFn<Long, Long> {
    private static final long serialVersionUID = 1L;
    private final PCollectionView<Iterable<KV<String, KV<Long, String>>>> faults;

    JudgeFn(PCollectionView<Iterable<KV<String, KV<Long, String>>>> faults) {
      this.faults = faults;
    }

    @ProcessElement
    public void judge(ProcessContext context) throws IOException {
      List<KV<String, KV<Long, String>>> found = new ArrayList<>();
      context.sideInput(faults).forEach(found::add);
      if (!found.isEmpty()) {
        KV<String, KV<Long, String>> first =
            Collections.min(
                found,
                Comparator.<KV<String, KV<Long, String>>>comparingInt(
                        fault -> paths.indexOf(fault.getKey()))
                    .thenComparingLong(fault -> fault.getValue().getKey()));
        throw folder.verdict().raise(Verdict.badInput("--scores " + first.getValue().getValue()));
      }
      context.output(context.element());
    }
  }

  private final class CutFn extends DoFn<String, KV<String, LineRange>> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void cut(ProcessContext context) throws IOException {
      folder.verdict().stopIfReached();
      String path = context.element();
      try {
        String plain = BedGraphWorkFiles.isPacked(path) ? unpack(path) : path;
        for (LineRange range : LineRange.cut(List.of(plain), RANGE_BYTES).get(0)) {
          context.output(KV.of(path, range));
        }
      } catch (IOException e) {
        context.output(FAULTS, fault(path, 0, e));
      }
    }

    /** Where the copy is. */
    private String unpack(String path) throws IOException {
      String copy = BedGraphWorkFiles.copy(path);
      if (folder.length(copy).isPresent()) {
        return folder.pathOf(copy); // An earlier attempt of this run made it.
      }
      try (InputStream in = PackedFile.open(path)) {
        Publish.file(folder, copy, out -> copy(in, out, path));
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
      return folder.pathOf(copy);
    }

    /** Copies; where the track fails it is not the output folder that does. */
    private long copy(InputStream in, OutputStream out, String path) throws IOException {
      byte[] buffer = new byte[BUFFER];
      for (int read = read(in, buffer, path); read >= 0; read = read(in, buffer, path)) {
        out.write(buffer, 0, read);
      }
      return 0;
    }

    private int read(InputStream in, byte[] buffer, String path) {
      try {
        return in.read(buffer);
      } catch (IOException e) {
        String why = e.getMessage() == null ? "it ends too early" : e.getMessage();
        throw new UncheckedIOException(
            new IOException("%s cannot be unpacked: %s".formatted(path, why), e));
      }
    }
  }

  private final class IndexFn extends DoFn<KV<String, LineRange>, KV<String, BedGraphIndex>> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void index(ProcessContext context) throws IOException {
      folder.verdict().stopIfReached();
      String path = context.element().getKey();
      LineRange range = context.element().getValue();
      try {
        context.output(KV.of(path, BedGraphIndex.of(range, path)));
      } catch (IOException e) {
        context.output(FAULTS, fault(path, range.from() + 1, e));
      }
    }
  }

  private final class JoinFn extends DoFn<KV<String, Iterable<BedGraphIndex>>, Long> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void join(ProcessContext context) throws IOException {
      folder.verdict().stopIfReached();
      String path = context.element().getKey();
      try {
        BedGraphIndex index = BedGraphIndex.join(context.element().getValue(), path);
        if (index.range().to() < index.range().bytes()) {
          return; // A range has a fault of its own.
        }
        Publish.file(
            folder,
            BedGraphWorkFiles.index(path),
            out -> {
              new BedGraphIndex.Coder().encode(index, out);
              return index.runs().size();
            });
        context.output(BedGraphWorkFiles.isPacked(path) ? index.range().bytes() : 0L);
      } catch (IOException e) {
        context.output(FAULTS, fault(path, 0, e));
      }
    }
  }
}
