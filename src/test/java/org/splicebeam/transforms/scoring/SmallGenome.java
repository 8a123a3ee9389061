package org.splicebeam.transforms.scoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.beam.sdk.testing.TestPipeline;
import org.splicebeam.schemas.genome.ChromosomeAliases;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.HandMadeGene;
import org.splicebeam.schemas.genome.SpliceSites;
import org.splicebeam.schemas.scores.SitedGene;
import org.splicebeam.transforms.GivenViews;
import org.splicebeam.transforms.arrays.HandMadeNpy;
import org.splicebeam.transforms.fasta.PrepareGenome;
import org.splicebeam.transforms.genes.GenePolicy;
import org.splicebeam.transforms.genes.GeneTable;
import org.splicebeam.transforms.publish.Claimed;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.sampling.SamplingRule;
import org.splicebeam.transforms.scores.ScoreInput;

/** Files of a genome of a few bases and of a base model's scores of its genes, as arrays. */
final class SmallGenome {
  /** Offsets of 0 that nothing checks. */
  static final ScoreRules RULES = new ScoreRules(0.5, 2, 3, 0, 0, false);

  private final Path fasta;
  private final Path scores;
  private final OutputFolder output;
  private final List<GeneModel> genes = new ArrayList<>();
  private final Map<String, SpliceSites> sites = new HashMap<>();
  private final StringBuilder text = new StringBuilder();

  private ChromosomeAliases aliases = ChromosomeAliases.NONE;

  /**
   * @param folder an empty one
   */
  SmallGenome(Path folder) {
    fasta = folder.resolve("genome.fa");
    scores = folder.resolve("scores");
    output = Claimed.folder(folder.resolve("out"), "run");
    try {
      Files.createDirectory(scores);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  SmallGenome contig(String name, String bases) {
    text.append('>').append(name).append('\n').append(bases).append('\n');
    return this;
  }

  /** A gene without scores. */
  SmallGenome gene(SitedGene gene) {
    genes.add(
        HandMadeGene.gene(gene.geneId()).at(gene.chrom(), gene.strand(), gene.span()).build());
    if (gene.own().numPositions() > 0) {
      sites.put(gene.geneId(), gene.own());
    }
    return this;
  }

  /** A gene with scores; an array may have another length than the gene. */
  SmallGenome gene(SitedGene gene, double[] donor, double[] acceptor) {
    double[] numbers = new double[3 * donor.length];
    for (int i = 0; i < donor.length; i++) {
      numbers[3 * i + 1] = acceptor[i];
      numbers[3 * i + 2] = donor[i];
    }
    return gene(gene).array(gene.geneId(), HandMadeNpy.of("<f8", donor.length + ", 3", numbers));
  }

  SmallGenome array(String geneId, byte[] bytes) {
    try {
      Files.write(scores.resolve(geneId + ".npy"), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  SmallGenome aliases(Map<String, String> chromosomeByAlias) {
    aliases = new ChromosomeAliases(chromosomeByAlias);
    return this;
  }

  /** Scores of 0 but at some positions. */
  static double[] scores(int length, Map<Integer, Double> scoreByPosition) {
    double[] all = new double[length];
    scoreByPosition.forEach((position, score) -> all[position] = score);
    return all;
  }

  OutputFolder output() {
    return output;
  }

  /** What is read, once all is said. */
  ScoreFiles files() throws IOException {
    return files(scores);
  }

  /** The same with scores of another folder. */
  ScoreFiles files(Path folder) throws IOException {
    Files.write(fasta, text.toString().getBytes(StandardCharsets.UTF_8));
    return new ScoreFiles(
        ScoreInput.of(folder.toString(), aliases), fasta.toString(), aliases, output);
  }

  /** The same, ready to be opened. */
  ScoreFiles prepared() throws IOException {
    return prepared(scores);
  }

  /** The same with scores of another folder. */
  ScoreFiles prepared(Path folder) throws IOException {
    ScoreFiles files = files(folder);
    TestPipeline p = GivenViews.pipeline();
    p.apply("PrepareGenome", PrepareGenome.of(files.fasta(), output));
    p.apply("PrepareScores", files.scores().prepare(output, List.of()));
    p.run().waitUntilFinish();
    return files;
  }

  GeneTable table(TestPipeline p) {
    return GivenViews.geneTable(p, sites, genes.toArray(GeneModel[]::new));
  }

  /** All genes. */
  static GeneChoice all(SamplingRule rule) {
    return new GeneChoice(GenePolicy.all(), Set.of(), rule, 1_000);
  }
}
