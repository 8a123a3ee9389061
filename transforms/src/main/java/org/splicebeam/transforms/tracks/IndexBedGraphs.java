package org.splicebeam.transforms.tracks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.Sum;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.splicebeam.transforms.lines.LineRange;
import org.splicebeam.transforms.lines.PackedFile;
import org.splicebeam.transforms.publish.OutputException;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.publish.Publish;
import org.splicebeam.transforms.publish.VerdictFile;

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

  private final List<String> paths;
  private final OutputFolder folder;

  private IndexBedGraphs(List<String> paths, OutputFolder folder) {
    this.paths = paths;
    this.folder = folder;
  }

  /**
   * Of some bedGraphs; there may be none.
   *
   * @param folder whose work folder takes the indexes
   */
  public static IndexBedGraphs of(List<String> paths, OutputFolder folder) {
    return new IndexBedGraphs(List.copyOf(paths), folder);
  }

  @Override
  public PCollection<Long> expand(PBegin begin) {
    if (paths.isEmpty()) {
      return begin.apply("IndexNone", Create.of(0L));
    }
    return begin
        .apply("NameTracks", Create.of(paths))
        .apply("SpreadTracks", Reshuffle.viaRandomKey())
        .apply("CutTracks", ParDo.of(new CutFn()))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), new LineRange.Coder()))
        .apply("SpreadRanges", Reshuffle.viaRandomKey())
        .apply("IndexRanges", ParDo.of(new IndexFn()))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), new BedGraphIndex.Coder()))
        .apply("GroupRanges", GroupByKey.create())
        .apply("JoinRanges", ParDo.of(new JoinFn()))
        .apply("SumCopies", Sum.longsGlobally());
  }

  /** What is wrong with the output folder is no verdict on the tracks. */
  private IOException judged(IOException e) throws IOException {
    if (e instanceof OutputException) {
      return e;
    }
    throw VerdictFile.raiseUnreadable(folder.verdict(), "--scores", e);
  }

  private final class CutFn extends DoFn<String, KV<String, LineRange>> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void cut(@Element String path, OutputReceiver<KV<String, LineRange>> ranges)
        throws IOException {
      folder.verdict().stopIfReached();
      try {
        String plain = BedGraphWorkFiles.isPacked(path) ? unpack(path) : path;
        for (LineRange range : LineRange.cut(List.of(plain), RANGE_BYTES).get(0)) {
          ranges.output(KV.of(path, range));
        }
      } catch (IOException e) {
        throw judged(e);
      }
    }

    /** Where the copy is. */
    private String unpack(String path) throws IOException {
      String copy = BedGraphWorkFiles.copy(path);
      try (InputStream in = PackedFile.open(path)) {
        Publish.file(folder, copy, out -> copy(in, out, path));
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
      return folder.path() + (folder.path().endsWith("/") ? "" : "/") + copy;
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
    public void index(
        @Element KV<String, LineRange> range, OutputReceiver<KV<String, BedGraphIndex>> indexes)
        throws IOException {
      folder.verdict().stopIfReached();
      try {
        indexes.output(KV.of(range.getKey(), BedGraphIndex.of(range.getValue(), range.getKey())));
      } catch (IOException e) {
        throw judged(e);
      }
    }
  }

  private final class JoinFn extends DoFn<KV<String, Iterable<BedGraphIndex>>, Long> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void join(
        @Element KV<String, Iterable<BedGraphIndex>> ofFile, OutputReceiver<Long> copies)
        throws IOException {
      folder.verdict().stopIfReached();
      String path = ofFile.getKey();
      List<BedGraphIndex> ranges = new ArrayList<>();
      ofFile.getValue().forEach(ranges::add);
      try {
        BedGraphIndex index = BedGraphIndex.join(ranges, path);
        Publish.file(
            folder,
            BedGraphWorkFiles.index(path),
            out -> {
              new BedGraphIndex.Coder().encode(index, out);
              return index.runs().size();
            });
        copies.output(BedGraphWorkFiles.isPacked(path) ? index.range().bytes() : 0);
      } catch (IOException e) {
        throw judged(e);
      }
    }
  }
}
