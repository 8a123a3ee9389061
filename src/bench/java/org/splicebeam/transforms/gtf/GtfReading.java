package org.splicebeam.transforms.gtf;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.splicebeam.schemas.genome.AnnotationTally;
import org.splicebeam.schemas.genome.GeneLines;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.transforms.lines.LineFile;

/**
 * Time to read one line of a GTF of Ensembl's habits, four transcripts a gene, six exons a
 * transcript, each exon with a CDS line and two of untranslated regions (which are passed over).
 * The file stands in the page cache.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class GtfReading {
  private static final int GENES = 200;
  private static final int TRANSCRIPTS = 4;
  private static final int EXONS = 6;
  private static final int LINES = GENES * (1 + TRANSCRIPTS * (1 + EXONS * 4));

  private Path gtf;

  @Setup
  public void writeAnnotation() throws IOException {
    gtf = Files.createTempFile("annotation", ".gtf");
    try (BufferedWriter out = Files.newBufferedWriter(gtf)) {
      for (int gene = 0; gene < GENES; gene++) {
        writeGene(out, gene);
      }
    }
  }

  @TearDown
  public void removeAnnotation() throws IOException {
    Files.delete(gtf);
  }

  @Benchmark
  @OperationsPerInvocation(LINES)
  public AnnotationTally readLine(Blackhole read) throws IOException {
    try (LineFile file = LineFile.open(gtf.toString())) {
      return GtfReader.read(file, new GtfParser(false), new Consumed(read));
    }
  }

  private record Consumed(Blackhole read) implements GtfReader.Sink {
    @Override
    public void geneLines(String geneId, GeneLines block) {
      read.consume(block);
    }

    @Override
    public void reject(Reject reject) {
      throw new IllegalStateException(reject.toString());
    }
  }

  private static void writeGene(BufferedWriter out, int gene) throws IOException {
    long start = 100_000L * gene + 1;
    String ofGene =
        ("gene_id \"ENSG%011d\"; gene_version \"5\"; gene_name \"GENE%d\"; gene_source \"havana\";"
                + " gene_biotype \"protein_coding\";")
            .formatted(gene, gene);
    writeLine(out, "gene", start, start + 60_000, ofGene);
    for (int transcript = 0; transcript < TRANSCRIPTS; transcript++) {
      String ofTranscript =
          ofGene
              + (" transcript_id \"ENST%011d\"; transcript_version \"2\";"
                      + " transcript_biotype \"protein_coding\"; tag \"basic\";")
                  .formatted(TRANSCRIPTS * gene + transcript);
      writeLine(out, "transcript", start, start + 60_000, ofTranscript);
      for (int exon = 0; exon < EXONS; exon++) {
        long exonStart = start + 10_000L * exon;
        for (String feature : List.of("exon", "CDS", "five_prime_utr", "three_prime_utr")) {
          writeLine(
              out,
              feature,
              exonStart,
              exonStart + 150,
              ofTranscript + " exon_number \"" + (exon + 1) + "\";");
        }
      }
    }
  }

  private static void writeLine(
      BufferedWriter out, String feature, long start, long end, String attributes)
      throws IOException {
    out.write("1\thavana\t%s\t%d\t%d\t.\t+\t.\t%s\n".formatted(feature, start, end, attributes));
  }
}
