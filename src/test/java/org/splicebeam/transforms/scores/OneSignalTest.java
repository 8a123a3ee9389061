package org.splicebeam.transforms.scores;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.beam.sdk.testing.TestPipeline;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.schemas.genome.ChromosomeAliases;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.rows.SpliceType;
import org.splicebeam.transforms.GivenViews;
import org.splicebeam.transforms.arrays.HandMadeNpy;
import org.splicebeam.transforms.arrays.HandMadeZip;
import org.splicebeam.transforms.publish.Claimed;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.scores.ModelScores.Found;
import org.splicebeam.transforms.tracks.HandMadeBigWig;

/** One signal gives the same scores of each gene in whichever form it comes (contract 8.2). */
class OneSignalTest {
  private static final int LENGTH = 3_000;
  private static final List<String> CHROMOSOMES = List.of("chr1", "chr2", "chrM");

  private record Gene(String id, String chrom, Strand strand, Span span) {}

  @TempDir private Path folder;

  /** By type, strand and chromosome, a value a base; NaN where there is none. */
  private final Map<SpliceType, Map<Strand, Map<String, float[]>>> signal =
      new EnumMap<>(SpliceType.class);

  private final List<Gene> genes = new ArrayList<>();

  @BeforeEach
  void makeSignal() {
    SplittableRandom random = new SplittableRandom(11);
    for (SpliceType type : List.of(SpliceType.DONOR, SpliceType.ACCEPTOR)) {
      signal.put(type, new EnumMap<>(Strand.class));
      for (Strand strand : List.of(Strand.FORWARD, Strand.REVERSE)) {
        Map<String, float[]> byChromosome = new TreeMap<>();
        for (String name : CHROMOSOMES) {
          float[] values = new float[LENGTH];
          for (int i = 0; i < LENGTH; i++) {
            boolean isMissing = i / 400 % 2 == 1 || random.nextInt(4) == 0;
            values[i] = isMissing ? Float.NaN : (float) random.nextDouble();
          }
          byChromosome.put(name, values);
        }
        signal.get(type).put(strand, byChromosome);
      }
    }
    for (int i = 0; i < 60; i++) {
      long start = 1 + random.nextInt(LENGTH - 1);
      long end = Math.min(LENGTH, start + random.nextInt(i % 3 == 0 ? 30 : 900));
      genes.add(
          new Gene(
              "G" + i,
              List.of("chr1", "2", "MT").get(i % 3),
              random.nextBoolean() ? Strand.FORWARD : Strand.REVERSE,
              new Span(start, end)));
    }
  }

  private static String chromosome(Gene gene) {
    return gene.chrom.equals("MT") ? "chrM" : "chr" + gene.chrom.replace("chr", "");
  }

  private float[] expected(SpliceType type, Gene gene) {
    float[] ofChromosome = signal.get(type).get(gene.strand).get(chromosome(gene));
    float[] scores = new float[(int) gene.span.length()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = ofChromosome[(int) gene.span.absolutePosition(i, gene.strand) - 1];
    }
    return scores;
  }

  private String name(SpliceType type, Strand strand) {
    return type.text() + (strand == Strand.FORWARD ? "_plus" : "_minus");
  }

  private interface Writer {
    void write(String name, Map<String, float[]> byChromosome) throws IOException;
  }

  private void eachTrack(Writer writer) throws IOException {
    for (SpliceType type : signal.keySet()) {
      for (Strand strand : signal.get(type).keySet()) {
        writer.write(name(type, strand), signal.get(type).get(strand));
      }
    }
  }

  private Path bigWigs() throws IOException {
    Path tracks = Files.createDirectory(folder.resolve("bigwigs"));
    eachTrack(
        (name, byChromosome) -> {
          HandMadeBigWig file = new HandMadeBigWig(ByteOrder.BIG_ENDIAN, true);
          CHROMOSOMES.forEach(chromosome -> file.chromosome(chromosome, LENGTH));
          byChromosome.forEach(
              (chromosome, values) -> {
                for (int i = 0; i < LENGTH; i += 100) {
                  file.fixed(chromosome, i, 1, 1, Arrays.copyOfRange(values, i, i + 100));
                }
              });
          Files.write(tracks.resolve(name + ".bw"), file.bytes());
        });
    return tracks;
  }

  private Path bedGraphs(String ending) throws IOException {
    Path tracks = Files.createDirectory(folder.resolve("in" + ending));
    eachTrack(
        (name, byChromosome) -> {
          Path file = tracks.resolve(name + ending);
          try (OutputStream stored = Files.newOutputStream(file);
              OutputStream out = ending.endsWith(".gz") ? new GZIPOutputStream(stored) : stored) {
            out.write(text(byChromosome).getBytes(StandardCharsets.UTF_8));
          }
        });
    return tracks;
  }

  private static String text(Map<String, float[]> byChromosome) {
    StringBuilder text = new StringBuilder();
    byChromosome.forEach(
        (chromosome, values) -> {
          for (int i = 0; i < LENGTH; i++) {
            if (!Float.isNaN(values[i])) {
              text.append("%s\t%d\t%d\t%s\n".formatted(chromosome, i, i + 1, values[i]));
            }
          }
        });
    return text.toString();
  }

  private byte[] array(Gene gene) {
    float[] donor = expected(SpliceType.DONOR, gene);
    float[] acceptor = expected(SpliceType.ACCEPTOR, gene);
    double[] numbers = new double[3 * donor.length];
    for (int i = 0; i < donor.length; i++) {
      numbers[3 * i + 1] = acceptor[i];
      numbers[3 * i + 2] = donor[i];
    }
    return HandMadeNpy.of("<f4", donor.length + ", 3", numbers);
  }

  private Path archive() throws IOException {
    HandMadeZip zip = new HandMadeZip(false);
    genes.forEach(gene -> zip.add(gene.id + ".npy", array(gene), true));
    return Files.write(folder.resolve("scores.npz"), zip.bytes());
  }

  private Path arrays() throws IOException {
    Path arrays = Files.createDirectory(folder.resolve("arrays"));
    for (Gene gene : genes) {
      Files.write(arrays.resolve(gene.id + ".npy"), array(gene));
    }
    return arrays;
  }

  @Test
  void givesTheSameScoresInAnyForm() throws IOException {
    List<Path> forms =
        List.of(bigWigs(), bedGraphs(".bg"), bedGraphs(".bedGraph.gz"), archive(), arrays());
    OutputFolder output = Claimed.folder(folder.resolve("out"), "run");
    List<ScoreInput> inputs = new ArrayList<>();
    TestPipeline p = GivenViews.pipeline();
    for (Path form : forms) {
      ScoreInput input = ScoreInput.of(form.toString(), ChromosomeAliases.NONE);
      p.apply("Prepare " + form.getFileName(), input.prepare(output, List.of()));
      inputs.add(input);
    }
    p.run().waitUntilFinish();
    for (ScoreInput input : inputs) {
      int scored = 0;
      try (ModelScores scores = input.open(output)) {
        for (Gene gene : genes) {
          float[] donors = expected(SpliceType.DONOR, gene);
          float[] acceptors = expected(SpliceType.ACCEPTOR, gene);
          float[] donor = new float[donors.length];
          float[] acceptor = new float[donors.length];
          Found found = scores.read(gene.id, gene.chrom, gene.strand, gene.span, donor, acceptor);
          assertThat(found, is(Found.of(donors, acceptors, donors.length)));
          if (found == Found.SCORES) {
            assertThat(Arrays.equals(donor, donors), is(true));
            assertThat(Arrays.equals(acceptor, acceptors), is(true));
            scored++;
          }
        }
      }
      assertThat(scored, greaterThan(30));
      assertThat(genes.size() - scored, greaterThan(2));
    }
  }
}
