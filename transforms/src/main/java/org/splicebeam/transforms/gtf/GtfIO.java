package org.splicebeam.transforms.gtf;

import java.io.IOException;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.splicebeam.schemas.genome.AnnotationTally;
import org.splicebeam.schemas.genome.GeneEvidence;
import org.splicebeam.schemas.genome.TranscriptKey;
import org.splicebeam.schemas.genome.TranscriptLines;
import org.splicebeam.schemas.parts.InputFile;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.transforms.lines.LineFile;
import org.splicebeam.transforms.publish.VerdictFile;

/** Reads gene annotations in GTF. */
public final class GtfIO {
  /** Consecutive lines of a transcript as one element; a transcript may have several. */
  public static final TupleTag<KV<TranscriptKey, TranscriptLines>> TRANSCRIPTS =
      new TupleTag<>() {};

  /** One element a gene line, by gene_id. */
  public static final TupleTag<KV<String, GeneEvidence>> GENE_LINES = new TupleTag<>() {};

  /** One element a line that could not be used. */
  public static final TupleTag<Reject> REJECTS = new TupleTag<>() {};

  /** What became of the lines. */
  public static final TupleTag<AnnotationTally> TALLIES = new TupleTag<>() {};

  /** The file itself. */
  public static final TupleTag<InputFile> FILES = new TupleTag<>() {};

  private GtfIO() {}

  public static ReadAll readAll() {
    return new ReadAll(false, null);
  }

  /**
   * Reads each file named (any Beam file system; {@code .gz}, {@code .bz2}, {@code .zst} by its
   * name), whole, on one worker. Outputs: {@link #TRANSCRIPTS}, {@link #GENE_LINES}, {@link
   * #REJECTS}, {@link #TALLIES}, {@link #FILES}. Errors: a file that cannot be read to its end is
   * an {@link IOException}.
   */
  public static final class ReadAll extends PTransform<PCollection<String>, PCollectionTuple> {
    private static final long serialVersionUID = 1L;

    private final boolean stripIdVersions;
    private final VerdictFile verdictFile;

    private ReadAll(boolean stripIdVersions, VerdictFile verdictFile) {
      this.stripIdVersions = stripIdVersions;
      this.verdictFile = verdictFile;
    }

    /** Whether gene and transcript ids lose their versions. */
    public ReadAll withStripIdVersions(boolean strip) {
      return new ReadAll(strip, verdictFile);
    }

    /** Where a file that cannot be read becomes a verdict; without it the IOException stays. */
    public ReadAll withVerdictFile(VerdictFile file) {
      return new ReadAll(stripIdVersions, file);
    }

    @Override
    public PCollectionTuple expand(PCollection<String> paths) {
      return paths.apply(
          "Read lines",
          ParDo.of(new ReadFn(stripIdVersions, verdictFile))
              .withOutputTags(
                  TRANSCRIPTS, TupleTagList.of(GENE_LINES).and(REJECTS).and(TALLIES).and(FILES)));
    }
  }

  private static final class ReadFn extends DoFn<String, KV<TranscriptKey, TranscriptLines>> {
    private static final long serialVersionUID = 1L;

    private final boolean stripIdVersions;
    private final VerdictFile verdictFile;

    ReadFn(boolean stripIdVersions, VerdictFile verdictFile) {
      this.stripIdVersions = stripIdVersions;
      this.verdictFile = verdictFile;
    }

    @ProcessElement
    public void processElement(@Element String path, MultiOutputReceiver out) throws IOException {
      try (LineFile file = LineFile.open(path)) {
        out.get(TALLIES).output(GtfReader.read(file, stripIdVersions, sinkTo(out)));
        out.get(FILES).output(file.identity(Reject.Input.ANNOTATION));
      } catch (IOException e) {
        throw VerdictFile.raiseUnreadable(verdictFile, "--gtf", e);
      }
    }

    private static GtfReader.Sink sinkTo(MultiOutputReceiver out) {
      return new GtfReader.Sink() {
        @Override
        public void geneLine(String geneId, GeneEvidence line) {
          out.get(GENE_LINES).output(KV.of(geneId, line));
        }

        @Override
        public void transcriptLines(TranscriptKey key, TranscriptLines block) {
          out.get(TRANSCRIPTS).output(KV.of(key, block));
        }

        @Override
        public void reject(Reject reject) {
          out.get(REJECTS).output(reject);
        }
      };
    }
  }
}
