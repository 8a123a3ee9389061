package org.splicebeam.transforms.genes;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.splicebeam.schemas.genome.AnnotationTally;
import org.splicebeam.schemas.inputs.InputFile;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.transforms.lines.ForeignFormat;
import org.splicebeam.transforms.lines.LineFile;
import org.splicebeam.transforms.publish.VerdictFile;

/** Reads tables of splice sites (contract 1.3). */
public final class SpliceSitesIO {
  /** Consecutive sites of a gene as one element, by gene_id; a gene may have several. */
  public static final TupleTag<KV<String, SpliceSiteSet>> SITES = new TupleTag<>() {};

  /** One element a line that could not be used. */
  public static final TupleTag<Reject> REJECTS = new TupleTag<>() {};

  /** What became of the lines. */
  public static final TupleTag<AnnotationTally> TALLIES = new TupleTag<>() {};

  /** The file itself. */
  public static final TupleTag<InputFile> FILES = new TupleTag<>() {};

  private SpliceSitesIO() {}

  public static ReadAll readAll() {
    return new ReadAll(false, null);
  }

  /**
   * Looks at a file's first bytes only, so that a wrong file is told before a pipeline starts.
   *
   * @throws SpliceSitesHeaderException where the first line does not name the needed columns
   * @throws IOException where the file is another format's, or cannot be read
   */
  public static void checkHeader(String path) throws IOException {
    Optional<ForeignFormat> foreign = ForeignFormat.ofFile(path, ForeignFormat.TABLES);
    if (foreign.isPresent()) {
      throw new IOException(path + " " + foreign.get().phrase("--spliceSites"));
    }
    try (LineFile file = LineFile.open(path)) {
      SpliceSitesReader.checkHeader(file);
    }
  }

  /** The first few genes that a file has usable sites of, in file order. */
  public static List<String> someGenes(String path, boolean stripIdVersions, int most)
      throws IOException {
    Set<String> genes = new LinkedHashSet<>();
    try (LineFile file = LineFile.open(path)) {
      SpliceSitesReader.read(
          file,
          stripIdVersions,
          (gene, sites) -> {
            if (genes.size() < most) {
              genes.add(gene);
            }
          },
          reject -> {});
    }
    return List.copyOf(genes);
  }

  /**
   * Reads each file named (any Beam file system; {@code .gz}, {@code .bz2}, {@code .zst} by its
   * name), whole, on one worker. Outputs: {@link #SITES}, {@link #REJECTS}, {@link #TALLIES},
   * {@link #FILES}. Errors: a {@link SpliceSitesHeaderException} for a wrong first line, else an
   * {@link IOException}.
   */
  public static final class ReadAll extends PTransform<PCollection<String>, PCollectionTuple> {
    private static final long serialVersionUID = 1L;

    private final boolean stripIdVersions;
    private final VerdictFile verdictFile;

    private ReadAll(boolean stripIdVersions, VerdictFile verdictFile) {
      this.stripIdVersions = stripIdVersions;
      this.verdictFile = verdictFile;
    }

    /** Whether gene ids lose their versions. */
    public ReadAll withStripIdVersions(boolean strip) {
      return new ReadAll(strip, verdictFile);
    }

    /** A file that cannot be read becomes a verdict there; without it the IOException is thrown. */
    public ReadAll withVerdictFile(VerdictFile file) {
      return new ReadAll(stripIdVersions, file);
    }

    @Override
    public PCollectionTuple expand(PCollection<String> paths) {
      return paths.apply(
          "ReadLines",
          ParDo.of(new ReadFn(stripIdVersions, verdictFile))
              .withOutputTags(SITES, TupleTagList.of(REJECTS).and(TALLIES).and(FILES)));
    }
  }

  private static final class ReadFn extends DoFn<String, KV<String, SpliceSiteSet>> {
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
        AnnotationTally tally =
            SpliceSitesReader.read(
                file,
                stripIdVersions,
                (geneId, sites) -> out.get(SITES).output(KV.of(geneId, sites)),
                reject -> out.get(REJECTS).output(reject));
        out.get(TALLIES).output(tally);
        out.get(FILES).output(file.identity(Reject.Input.SPLICE_SITES));
      } catch (IOException e) {
        throw VerdictFile.raiseUnreadable(verdictFile, "--spliceSites", e);
      }
    }
  }
}
