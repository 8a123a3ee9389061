package org.splicebeam.transforms.fasta;

import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.splicebeam.schemas.inputs.GenomeFile;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.verdict.VerdictException;

/**
 * Makes a genome readable by range (contract 8.8): finds its index or computes it, checks it, and
 * unpacks plain gzip, all into the work folder of the build, where {@link Genome#open} finds it.
 * Gives one element at its end, for which later steps wait.
 *
 * <p>Memory: the index; a buffer. A genome that will not do ends the build with a sentence that
 * names the file.
 */
public final class PrepareGenome extends PTransform<PBegin, PCollection<GenomeFile>> {
  private static final long serialVersionUID = 1L;

  /** Where below the output folder it leaves files. */
  public static final String PLACE = GenomeFolder.PLACE;

  /** The names below the output folder of what it leaves there. */
  public static final List<String> WORK_FILES = GenomeFolder.WORK_FILES;

  private final String fasta;
  private final OutputFolder folder;

  private PrepareGenome(String fasta, OutputFolder folder) {
    this.fasta = fasta;
    this.folder = folder;
  }

  /**
   * For one build.
   *
   * @param fasta plain, bgzip or, on a local disk, gzip
   * @param folder the build's output
   */
  public static PrepareGenome of(String fasta, OutputFolder folder) {
    return new PrepareGenome(fasta, folder);
  }

  @Override
  public PCollection<GenomeFile> expand(PBegin begin) {
    return begin
        .apply("NameGenome", Create.of(fasta))
        .apply("IndexGenome", ParDo.of(new PrepareFn()));
  }

  private final class PrepareFn extends DoFn<String, GenomeFile> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void prepare(@Element String path, OutputReceiver<GenomeFile> out) throws IOException {
      folder.verdict().stopIfReached();
      try {
        out.output(new GenomePreparation(path, folder).run());
      } catch (VerdictException e) {
        throw folder.verdict().raise(e.verdict());
      }
    }
  }
}
