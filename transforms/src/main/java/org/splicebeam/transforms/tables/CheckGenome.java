package org.splicebeam.transforms.tables;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.Combine.CombineFn;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.splicebeam.schemas.genome.ChromosomeAliases;
import org.splicebeam.schemas.genome.Chromosomes;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.inputs.GenomeFile;
import org.splicebeam.schemas.inputs.SampledWindow;
import org.splicebeam.transforms.fasta.Genome;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.publish.VerdictFile;
import org.splicebeam.transforms.verdict.Verdict;

/**
 * The verdict on a genome that stands beside analysis tables (contract 8.8): of the windows that
 * pass 1 sampled at least half are as the genome has them. Takes the windows of all pieces and
 * gives one {@code true}; otherwise the build ends here.
 *
 * <p>Memory: the sample, and what {@link Genome} holds.
 */
final class CheckGenome extends PTransform<PCollection<SampledWindow>, PCollection<Boolean>> {
  private static final long serialVersionUID = 1L;

  /** Fewer windows say nothing. */
  private static final int ENOUGH = 20;

  private static final int NAMES = 3;

  private final String fasta;
  private final OutputFolder folder;
  private final ChromosomeAliases aliases;
  private final PCollectionView<Map<String, GeneModel>> genesById;
  private final PCollectionView<Iterable<GenomeFile>> prepared;

  /**
   * @param fasta as it was prepared in the folder
   * @param genesById the annotation
   * @param prepared what PrepareGenome gives, for which this waits
   */
  CheckGenome(
      String fasta,
      OutputFolder folder,
      ChromosomeAliases aliases,
      PCollectionView<Map<String, GeneModel>> genesById,
      PCollectionView<Iterable<GenomeFile>> prepared) {
    this.fasta = fasta;
    this.folder = folder;
    this.aliases = aliases;
    this.genesById = genesById;
    this.prepared = prepared;
  }

  @Override
  public PCollection<Boolean> expand(PCollection<SampledWindow> windows) {
    return windows
        .apply("SampleWindows", Combine.globally(new SampleFn()))
        .apply("CompareWindows", ParDo.of(new CompareFn()).withSideInputs(genesById, prepared));
  }

  /** The verdict on a genome, or null where it will do. */
  static Verdict judge(
      String fasta, List<SampledWindow> windows, Map<String, GeneModel> genes, Genome genome)
      throws IOException {
    int equal = 0;
    TreeSet<String> missing = new TreeSet<>(Chromosomes.KARYOTYPE);
    List<String> examples = new ArrayList<>();
    for (SampledWindow window : windows) {
      GeneModel gene = genes.get(window.geneId());
      if (isEqual(window, gene, genome)) {
        equal++;
      } else if (genome.length(gene.chrom()) < 0) {
        missing.add(gene.chrom());
      } else if (examples.size() < NAMES) {
        examples.add(
            "differs: %s, bases %s to %s from its 5' end, of the row at byte %s of %s"
                .formatted(
                    window.geneId(),
                    window.start(),
                    window.end(),
                    window.offset(),
                    window.table()));
      }
    }
    if (windows.size() < ENOUGH || 2 * equal >= windows.size()) {
      return null;
    }
    String without =
        missing.isEmpty()
            ? ""
            : " (it has no contig for %s)"
                .formatted(String.join(", ", missing.stream().limit(NAMES).toList()));
    return new Verdict(
        Verdict.BAD_INPUT,
        "--fasta %s is of another assembly than the analysis tables: of %s genes the sequence of the first row was compared, and of %s it is that of the genome%s; name the FASTA that the predictions were made with"
            .formatted(fasta, windows.size(), equal, without),
        examples);
  }

  private static boolean isEqual(SampledWindow window, GeneModel gene, Genome genome)
      throws IOException {
    boolean inGene =
        window.start() >= 0
            && window.start() < window.end()
            && window.end() <= gene.span().length()
            && gene.span().start() >= 1
            && gene.span().end() <= genome.length(gene.chrom());
    if (!inGene) {
      return false;
    }
    Span span = gene.span().part(window.start(), window.end(), gene.strand());
    byte[] bases = genome.read(gene.chrom(), span, gene.strand());
    return WindowSample.BASES.hashBytesToLong(bases) == window.basesHash();
  }

  /** Gives the windows in order of their genes' hashes. */
  private static final class SampleFn
      extends CombineFn<SampledWindow, WindowSample, List<SampledWindow>> {
    private static final long serialVersionUID = 1L;

    @Override
    public WindowSample createAccumulator() {
      return new WindowSample();
    }

    @Override
    public WindowSample addInput(WindowSample sample, SampledWindow window) {
      sample.add(window);
      return sample;
    }

    @Override
    public WindowSample mergeAccumulators(Iterable<WindowSample> samples) {
      WindowSample all = new WindowSample();
      samples.forEach(sample -> sample.windows().forEach(all::add));
      return all;
    }

    @Override
    public List<SampledWindow> extractOutput(WindowSample sample) {
      return sample.windows();
    }

    @Override
    public Coder<WindowSample> getAccumulatorCoder(
        CoderRegistry registry, Coder<SampledWindow> inputCoder) {
      return new WindowSample.Coder();
    }

    @Override
    public Coder<List<SampledWindow>> getDefaultOutputCoder(
        CoderRegistry registry, Coder<SampledWindow> inputCoder) {
      return ListCoder.of(inputCoder);
    }
  }

  private final class CompareFn extends DoFn<List<SampledWindow>, Boolean> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void compare(ProcessContext context) throws IOException {
      context.sideInput(prepared);
      Verdict verdict = null;
      try (Genome genome = Genome.open(fasta, folder, aliases)) {
        verdict = judge(fasta, context.element(), context.sideInput(genesById), genome);
      } catch (IOException e) {
        throw VerdictFile.raiseUnreadable(folder.verdict(), "--fasta", e);
      }
      if (verdict != null) {
        throw folder.verdict().raise(verdict);
      }
      context.output(true);
    }
  }
}
