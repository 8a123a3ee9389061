package org.splicebeam.transforms.gtf;

import java.io.IOException;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.splicebeam.schemas.Packed;
import org.splicebeam.schemas.genome.GeneLines;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.transforms.lines.LineFile;
import org.splicebeam.transforms.lines.LineRange;
import org.splicebeam.transforms.publish.VerdictFile;

/** Reads a gene annotation in GTF. */
public final class GtfIO {
  /** {@link GeneLines} as one element, by gene_id; a gene may have several. */
  public static final TupleTag<KV<String, Packed>> GENES = new TupleTag<>() {};

  /** One element for each line that could not be used, with its number in its range. */
  public static final TupleTag<Reject> REJECTS = new TupleTag<>() {};

  /** What became of the lines of each range. */
  public static final TupleTag<RangeTally> RANGES = new TupleTag<>() {};

  private GtfIO() {}

  public static Read read() {
    return new Read(false, null);
  }

  /**
   * Reads the file named, if there is one (any Beam file system; {@code .gz}, {@code .bz2}, {@code
   * .zst} by its name): a large plain one in ranges on several workers, any other whole on one.
   * Outputs: {@link #GENES}, {@link #REJECTS}, {@link #RANGES}; {@link SumRanges} makes of them the
   * figures of the file, {@link NumberLines} the line numbers in the file. Errors: a file that
   * cannot be read to its end, or that changes while its ranges are read, is an {@link
   * IOException}.
   */
  public static final class Read extends PTransform<PCollection<String>, PCollectionTuple> {
    private static final long serialVersionUID = 1L;

    private final boolean stripIdVersions;
    private final VerdictFile verdictFile;

    private Read(boolean stripIdVersions, VerdictFile verdictFile) {
      this.stripIdVersions = stripIdVersions;
      this.verdictFile = verdictFile;
    }

    /** Whether gene and transcript ids lose their versions. */
    public Read withStripIdVersions(boolean strip) {
      return new Read(strip, verdictFile);
    }

    /** A file that cannot be read becomes a verdict there; without it the IOException is thrown. */
    public Read withVerdictFile(VerdictFile file) {
      return new Read(stripIdVersions, file);
    }

    @Override
    public PCollectionTuple expand(PCollection<String> path) {
      return path.apply("CutIntoRanges", ParDo.of(new CutFn(verdictFile)))
          .apply("SpreadRanges", Reshuffle.viaRandomKey())
          .apply(
              "ReadLines",
              ParDo.of(new ReadFn(stripIdVersions, verdictFile))
                  .withOutputTags(GENES, TupleTagList.of(REJECTS).and(RANGES)));
    }
  }

  private static final class CutFn extends DoFn<String, LineRange> {
    private static final long serialVersionUID = 1L;

    private final VerdictFile verdictFile;

    CutFn(VerdictFile verdictFile) {
      this.verdictFile = verdictFile;
    }

    @ProcessElement
    public void processElement(@Element String path, OutputReceiver<LineRange> out)
        throws IOException {
      try {
        LineRange.cut(path).forEach(out::output);
      } catch (IOException e) {
        throw VerdictFile.raiseUnreadable(verdictFile, "--gtf", e);
      }
    }
  }

  private static final class ReadFn extends DoFn<LineRange, KV<String, Packed>> {
    private static final GeneLines.Coder CODER = new GeneLines.Coder();
    private static final long serialVersionUID = 1L;

    private final boolean stripIdVersions;
    private final VerdictFile verdictFile;

    ReadFn(boolean stripIdVersions, VerdictFile verdictFile) {
      this.stripIdVersions = stripIdVersions;
      this.verdictFile = verdictFile;
    }

    @ProcessElement
    public void processElement(@Element LineRange range, MultiOutputReceiver out)
        throws IOException {
      try (LineFile file = LineFile.open(range)) {
        var tally = GtfReader.read(file, stripIdVersions, sinkTo(out));
        out.get(RANGES).output(new RangeTally(range, tally, file.contentHash()));
      } catch (IOException e) {
        throw VerdictFile.raiseUnreadable(verdictFile, "--gtf", e);
      }
    }

    private static GtfReader.Sink sinkTo(MultiOutputReceiver out) {
      OutputReceiver<KV<String, Packed>> genes = out.get(GENES);
      OutputReceiver<Reject> rejects = out.get(REJECTS);
      return new GtfReader.Sink() {
        @Override
        public void geneLines(String geneId, GeneLines block) {
          genes.output(KV.of(geneId, Packed.of(block, CODER)));
        }

        @Override
        public void reject(Reject reject) {
          rejects.output(reject);
        }
      };
    }
  }
}
