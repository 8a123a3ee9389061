package org.splicebeam.pipeline.simulate;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import org.splicebeam.transforms.progress.WorkDone;

/**
 * A small made-up genome with everything that a build reads: {@code annotation.gtf}, {@code
 * splice_sites.tsv} and {@code analysis/analysis_sequences_*.tsv}, in the formats of the data set
 * contract, section 1; {@code genome.fa}, and the base model's raw scores as tracks {@code
 * scores/*.bedGraph} and as arrays {@code scores.npz}, in those of section 8. Windows are cut from
 * one sequence a chromosome, so overlapping ones agree; introns begin with GT and end with AG. The
 * same numbers give the same bytes on every JVM, system and locale. Holds the models of all genes
 * and the bases of one chromosome.
 *
 * @param genes each {@link GeneCase} in turn; from 12 on every case occurs, and from 24 on there is
 *     one gene more, on a scaffold that the FASTA and the tables lack
 * @param rowsPerGene rows of a gene in the analysis tables; fewer where the gene is shorter, more
 *     where it has more calls than that
 */
public record Simulation(int genes, int rowsPerGene, long seed) {
  /** What {@link #writeTo} has written. */
  public record Summary(int genes, int annotatedGenes, int chromosomes, int tables, long rows) {}

  /** Writes into a folder, in place of what an earlier simulation wrote there. */
  public Summary writeTo(Path folder) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    SortedMap<String, List<MadeUpGene>> genome = GenomeLayout.place(genes, random.split());
    SplittableRandom ofBases = random.split();
    int made = 0;
    int annotated = 0;
    SimulatedFiles files = new SimulatedFiles(folder);
    files.clear();
    try (Writer gtf = files.text(gtf(folder));
        Writer spliceSites = files.text(spliceSites(folder));
        Writer bases = files.text(fasta(folder));
        ScoreFiles scores = new ScoreFiles(files, scoreFolder(folder), scoreArchive(folder))) {
      AnnotationFiles annotation = new AnnotationFiles(gtf, spliceSites);
      MadeUpTables tables =
          new MadeUpTables(files, analysisFolder(folder), rowsPerGene, scores, random.split());
      GenomeFasta fasta = new GenomeFasta(bases);
      for (Map.Entry<String, List<MadeUpGene>> chromosome : genome.entrySet()) {
        List<MadeUpGene> genesThere = chromosome.getValue();
        for (MadeUpGene gene : genesThere) {
          if (gene.geneCase().isAnnotated()) {
            annotation.write(gene);
            annotated++;
          }
        }
        if (genesThere.get(0).geneCase().isPlaced()) {
          ChromosomeSequence sequence = ChromosomeSequence.around(genesThere, ofBases.split());
          fasta.write(chromosome.getKey(), sequence);
          tables.write(chromosome.getKey(), genesThere, sequence);
        } else {
          for (MadeUpGene gene : genesThere) {
            scores.write(gene, new BaseModelScores(gene, random.split()));
          }
        }
        made += genesThere.size();
        WorkDone.GENES_MADE.add(genesThere.size());
      }
      return new Summary(made, annotated, genome.size(), tables.files(), tables.rows());
    }
  }

  static Path gtf(Path folder) {
    return folder.resolve("annotation.gtf");
  }

  static Path spliceSites(Path folder) {
    return folder.resolve("splice_sites.tsv");
  }

  static Path fasta(Path folder) {
    return folder.resolve("genome.fa");
  }

  static Path scoreFolder(Path folder) {
    return folder.resolve("scores");
  }

  static Path scoreArchive(Path folder) {
    return folder.resolve("scores.npz");
  }

  static Path analysisFolder(Path folder) {
    return folder.resolve("analysis");
  }
}
