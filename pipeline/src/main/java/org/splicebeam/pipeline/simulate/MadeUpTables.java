package org.splicebeam.pipeline.simulate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Writes analysis tables, ten genes a file: full, gzipped, and with required columns only, in turn.
 */
final class MadeUpTables {
  private static final int GENES_A_FILE = 10;

  /** Within these offsets of a call a build keeps every negative. */
  private static final int NEAR = 75;

  /** One negative in so many lacks its optional values. */
  private static final int SPARSE_EVERY = 20;

  private final SimulatedFiles simulated;
  private final Path folder;
  private final int rowsPerGene;
  private final ScoreFiles scoreFiles;
  private final SplittableRandom random;
  private int files;
  private long rows;

  /**
   * @param scoreFiles get the scores of each gene whose rows are written: all files are of one
   *     model
   */
  MadeUpTables(
      SimulatedFiles simulated,
      Path folder,
      int rowsPerGene,
      ScoreFiles scoreFiles,
      SplittableRandom random) {
    this.simulated = simulated;
    this.folder = folder;
    this.rowsPerGene = rowsPerGene;
    this.scoreFiles = scoreFiles;
    this.random = random;
  }

  int files() {
    return files;
  }

  long rows() {
    return rows;
  }

  /** Writes the tables of one chromosome, whose genes are in genome order. */
  void write(String chromosome, List<MadeUpGene> genes, ChromosomeSequence sequence)
      throws IOException {
    for (int first = 0; first < genes.size(); first += GENES_A_FILE) {
      int last = Math.min(first + GENES_A_FILE, genes.size());
      boolean isGzipped = files % 3 == 1;
      boolean isLean = files % 3 == 2;
      String name = "analysis_sequences_" + chromosome + "_chunk_" + (first + 1) + "_" + last;
      Path file = folder.resolve(name + (isGzipped ? ".tsv.gz" : ".tsv"));
      List<String> columns = isLean ? MadeUpRow.LEAN : MadeUpRow.FULL;
      try (Writer out = open(file, isGzipped)) {
        out.write(String.join("\t", columns) + "\n");
        for (MadeUpGene gene : genes.subList(first, last)) {
          for (MadeUpRow row : rowsOf(gene, sequence)) {
            out.write(row.cells(columns) + "\n");
            rows++;
          }
        }
      }
      files++;
    }
  }

  private List<MadeUpRow> rowsOf(MadeUpGene gene, ChromosomeSequence sequence) throws IOException {
    SplittableRandom ofGene = random.split();
    BaseModelScores scores = new BaseModelScores(gene, ofGene);
    scoreFiles.write(gene, scores);
    Map<Integer, TrueSite> sites = gene.trueSites();
    List<MadeUpRow> rowsOfGene = new ArrayList<>();
    int negatives = 0;
    for (int position : positions(gene.length(), scores, ofGene)) {
      boolean isSparse = !scores.peaks().containsKey(position) && ++negatives % SPARSE_EVERY == 0;
      rowsOfGene.add(
          new MadeUpRow(gene, scores, sequence, sites.get(position), position, isSparse));
    }
    return rowsOfGene;
  }

  /** Every peak, both ends of the gene, then negatives: half of them near a peak, half anywhere. */
  private TreeSet<Integer> positions(int length, BaseModelScores scores, SplittableRandom ofGene) {
    TreeSet<Integer> positions = new TreeSet<>(scores.peaks().keySet());
    List<Integer> peaks = List.copyOf(positions);
    positions.add(0);
    positions.add(length - 1);
    int wanted = Math.min(rowsPerGene, length);
    for (int i = 0; positions.size() < wanted; i++) {
      int position =
          i % 2 == 0
              ? ofGene.nextInt(length)
              : peaks.get(ofGene.nextInt(peaks.size())) + ofGene.nextInt(-NEAR, NEAR + 1);
      if (position >= 0 && position < length) {
        positions.add(position);
      }
    }
    return positions;
  }

  private Writer open(Path file, boolean isGzipped) throws IOException {
    return new BufferedWriter(
        new OutputStreamWriter(
            isGzipped ? new StoredGzipOutputStream(simulated.create(file)) : simulated.create(file),
            UTF_8));
  }
}
