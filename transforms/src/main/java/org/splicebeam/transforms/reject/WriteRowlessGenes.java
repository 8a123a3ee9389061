package org.splicebeam.transforms.reject;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.schemas.scores.RowlessGene;
import org.splicebeam.schemas.scores.ScoreTally;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.publish.Publish;

/**
 * Writes the genes that give no rows from scores, and why, to {@code rejected/genes.tsv}, in genome
 * order; nothing where there are none.
 *
 * <p>Memory: these genes.
 */
public final class WriteRowlessGenes extends PTransform<PBegin, PCollection<FileReceipt>> {
  private static final long serialVersionUID = 1L;

  /** The file, below the output folder. */
  public static final String NAME = "rejected/genes.tsv";

  /** All names that it may have, one after the other. */
  public static final List<String> NAMES = new RejectFolder(true, List.of()).claimed(NAME);

  private static final String HEADER = "gene_id\tchrom\tstart\tend\treason\n";

  private final OutputFolder folder;
  private final RejectFolder rejectFolder;
  private final PCollectionView<Iterable<ScoreTally>> tallies;

  private WriteRowlessGenes(
      OutputFolder folder,
      RejectFolder rejectFolder,
      PCollectionView<Iterable<ScoreTally>> tallies) {
    this.folder = folder;
    this.rejectFolder = rejectFolder;
    this.tallies = tallies;
  }

  public static WriteRowlessGenes to(
      OutputFolder folder,
      RejectFolder rejectFolder,
      PCollectionView<Iterable<ScoreTally>> tallies) {
    return new WriteRowlessGenes(folder, rejectFolder, tallies);
  }

  @Override
  public PCollection<FileReceipt> expand(PBegin begin) {
    return begin
        .apply("StartGenes", Create.of(true))
        .apply("WriteGenes", ParDo.of(new WriteFn()).withSideInputs(tallies));
  }

  private final class WriteFn extends DoFn<Boolean, FileReceipt> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void write(ProcessContext context) throws IOException {
      List<RowlessGene> genes = ScoreTally.sum(context.sideInput(tallies)).without();
      if (!genes.isEmpty()) {
        context.output(
            Publish.file(folder, rejectFolder.written(NAME), out -> writeGenes(genes, out)));
      }
    }

    private static long writeGenes(List<RowlessGene> genes, OutputStream out) throws IOException {
      out.write(HEADER.getBytes(StandardCharsets.UTF_8));
      for (RowlessGene gene : genes) {
        String line =
            String.join(
                "\t",
                RejectFile.cell(gene.geneId()),
                RejectFile.cell(gene.chrom()),
                Long.toString(gene.span().start()),
                Long.toString(gene.span().end()),
                gene.reason().name());
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      }
      return genes.size();
    }
  }
}
