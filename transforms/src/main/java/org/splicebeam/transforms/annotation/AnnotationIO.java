package org.splicebeam.transforms.annotation;

import java.io.IOException;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.splicebeam.schemas.Packed;
import org.splicebeam.schemas.genome.GeneLines;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.transforms.gff3.Gff3Format;
import org.splicebeam.transforms.gff3.Gff3Parser;
import org.splicebeam.transforms.gff3.IdBlock;
import org.splicebeam.transforms.gff3.IdCollector;
import org.splicebeam.transforms.gff3.IdTable;
import org.splicebeam.transforms.gtf.AnnotationParser;
import org.splicebeam.transforms.gtf.GtfParser;
import org.splicebeam.transforms.gtf.GtfReader;
import org.splicebeam.transforms.gtf.NumberLines;
import org.splicebeam.transforms.gtf.RangeTally;
import org.splicebeam.transforms.gtf.SumRanges;
import org.splicebeam.transforms.lines.LineFile;
import org.splicebeam.transforms.lines.LineRange;
import org.splicebeam.transforms.publish.VerdictFile;

/** Reads a gene annotation in GTF or GFF3. */
final class AnnotationIO {
  /** {@link GeneLines} as one element, by gene_id; a gene may have several. */
  static final TupleTag<KV<String, Packed>> GENES = new TupleTag<>() {};

  /** One element for each line that could not be used, with its number in its range. */
  static final TupleTag<Reject> REJECTS = new TupleTag<>() {};

  /** What became of the lines of each range. */
  static final TupleTag<RangeTally> RANGES = new TupleTag<>() {};

  private AnnotationIO() {}

  static Read read() {
    return new Read(false, null);
  }

  /**
   * Reads the file named, if there is one (any Beam file system; {@code .gz}, {@code .bz2}, {@code
   * .zst} by its name): a large plain one in ranges on several workers, any other whole on one. A
   * GFF3 is read twice: first for its ids, because a line may stand before those that it belongs
   * to. Outputs: {@link #GENES}, {@link #REJECTS}, {@link #RANGES}; {@link SumRanges} makes of them
   * the figures of the file, {@link NumberLines} the line numbers in the file. Errors: a file that
   * cannot be read to its end, or that changes while its ranges are read, is an {@link
   * IOException}. Memory: what a {@link GtfReader} folds, and the {@link IdTable} of a GFF3 at each
   * worker.
   */
  static final class Read extends PTransform<PCollection<String>, PCollectionTuple> {
    private static final long serialVersionUID = 1L;

    private final boolean stripIdVersions;
    private final VerdictFile verdictFile;

    private Read(boolean stripIdVersions, VerdictFile verdictFile) {
      this.stripIdVersions = stripIdVersions;
      this.verdictFile = verdictFile;
    }

    /** Whether gene and transcript ids lose their versions. */
    Read withStripIdVersions(boolean strip) {
      return new Read(strip, verdictFile);
    }

    /** A file that cannot be read becomes a verdict there; without it the IOException is thrown. */
    Read withVerdictFile(VerdictFile file) {
      return new Read(stripIdVersions, file);
    }

    @Override
    public PCollectionTuple expand(PCollection<String> path) {
      PCollectionTuple ranges =
          path.apply(
              "CutIntoRanges",
              ParDo.of(new CutFn(verdictFile))
                  .withOutputTags(CutFn.ALL, TupleTagList.of(CutFn.GFF3)));
      PCollectionView<Iterable<IdBlock>> ids =
          ranges
              .get(CutFn.GFF3)
              .apply("SpreadGff3", Reshuffle.viaRandomKey())
              .apply("CollectIds", ParDo.of(new CollectFn(verdictFile)))
              .apply("ViewIds", View.asIterable());
      return ranges
          .get(CutFn.ALL)
          .apply("SpreadRanges", Reshuffle.viaRandomKey())
          .apply(
              "ReadLines",
              ParDo.of(new ReadFn(stripIdVersions, verdictFile, ids))
                  .withSideInputs(ids)
                  .withOutputTags(GENES, TupleTagList.of(REJECTS).and(RANGES)));
    }
  }

  private static final class CutFn extends DoFn<String, LineRange> {
    static final TupleTag<LineRange> ALL = new TupleTag<>() {};

    /** The same ranges, of a GFF3. */
    static final TupleTag<LineRange> GFF3 = new TupleTag<>() {};

    private static final long serialVersionUID = 1L;

    private final VerdictFile verdictFile;

    CutFn(VerdictFile verdictFile) {
      this.verdictFile = verdictFile;
    }

    @ProcessElement
    public void processElement(@Element String path, MultiOutputReceiver out) throws IOException {
      try {
        boolean gff3 = Gff3Format.isOf(path);
        for (LineRange range : LineRange.cut(path)) {
          out.get(ALL).output(range);
          if (gff3) {
            out.get(GFF3).output(range);
          }
        }
      } catch (IOException e) {
        throw VerdictFile.raiseUnreadable(verdictFile, "--gtf", e);
      }
    }
  }

  private static final class CollectFn extends DoFn<LineRange, IdBlock> {
    private static final long serialVersionUID = 1L;

    private final VerdictFile verdictFile;

    CollectFn(VerdictFile verdictFile) {
      this.verdictFile = verdictFile;
    }

    @ProcessElement
    public void processElement(@Element LineRange range, OutputReceiver<IdBlock> out)
        throws IOException {
      try (LineFile file = LineFile.open(range)) {
        out.output(IdCollector.collect(file, range.from()));
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

    /** A block for each range of a GFF3; none of a GTF. */
    private final PCollectionView<Iterable<IdBlock>> ids;

    /** Null before the first element: there is one file, and so one table. */
    private transient AnnotationParser parser;

    ReadFn(
        boolean stripIdVersions, VerdictFile verdictFile, PCollectionView<Iterable<IdBlock>> ids) {
      this.stripIdVersions = stripIdVersions;
      this.verdictFile = verdictFile;
      this.ids = ids;
    }

    @ProcessElement
    public void processElement(ProcessContext context, MultiOutputReceiver out) throws IOException {
      if (parser == null) {
        Iterable<IdBlock> blocks = context.sideInput(ids);
        parser =
            blocks.iterator().hasNext()
                ? new Gff3Parser(IdTable.of(blocks), stripIdVersions)
                : new GtfParser(stripIdVersions);
      }
      LineRange range = context.element();
      try (LineFile file = LineFile.open(range)) {
        var tally = GtfReader.read(file, parser, sinkTo(out));
        out.get(RANGES).output(new RangeTally(range, tally, file.lineNumber(), file.contentHash()));
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
