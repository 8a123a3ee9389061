package org.splicebeam.pipeline.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.splicebeam.transforms.tables.HandMadeTable;

/** Two genes of four rows each in one table, and what a build of them is asked with. */
public record TinyInput(Path folder) {
  public static final List<String> COLUMNS = List.of(new HandMadeTable().header().split("\t"));

  /** What a finished build of one part leaves where lines of the table were rejected. */
  static final List<String> FILES_WITH_REJECTS =
      List.of(
          ".splicebeam/plan.json",
          ".splicebeam/receipts/part-00000.json",
          "README.md",
          "croissant.json",
          "data_dictionary.csv",
          "dataset.json",
          "gene_manifest.csv",
          "master/part-00000.parquet",
          "rejected/analysis-00000.tsv",
          "report.html",
          "run.json",
          "schema.avsc",
          "statistics.json");

  /** Writes it below a folder. */
  public static TinyInput in(Path folder) throws IOException {
    TinyInput input = new TinyInput(folder);
    Files.createDirectories(input.analysis());
    input.writeTable(COLUMNS, rows("G1", "+"), rows("G2", "-"));
    Files.writeString(input.gtf(), gtf("G1", 1001, "+") + gtf("G2", 3001, "-"));
    return input;
  }

  public Path analysis() {
    return folder.resolve("analysis");
  }

  public Path table() {
    return analysis().resolve("analysis_sequences_1_chunk_0_1.tsv");
  }

  public Path gtf() {
    return folder.resolve("genes.gtf");
  }

  public Path output() {
    return folder.resolve("dataset");
  }

  /** A build on the direct runner, without k-mers. */
  public List<String> build() {
    return List.of(
        "build",
        "--input=" + analysis(),
        "--gtf=" + gtf(),
        "--output=" + output(),
        "--kmerSizes=0",
        "--runner=DirectRunner");
  }

  public void writeTable(List<String> columns, String... rows) throws IOException {
    Files.writeString(table(), String.join("\t", columns) + "\n" + String.join("", rows));
  }

  /** TP, FP and two TN, one of them easy to tell. */
  public static String rows(String gene, String strand) {
    return row(gene, 10, "0.9", "TP", "donor", strand)
        + row(gene, 20, "0.6", "FP", "", strand)
        + row(gene, 30, "0.01", "TN", "", strand)
        + row(gene, 900, "0.01", "TN", "", strand);
  }

  public static String row(
      String gene, int position, String donor, String predType, String type, String strand) {
    return new HandMadeTable()
            .with("gene_id", gene)
            .with("transcript_id", type.isEmpty() ? "" : gene + "-T")
            .with("position", Integer.toString(position))
            .with("donor_score", donor)
            .with("acceptor_score", "0")
            .with("neither_score", "0.1")
            .with("pred_type", predType)
            .with("splice_type", type)
            .with("strand", strand)
            .with("chrom", "1")
            .with("sequence", "ACGTNACGT")
            .line()
        + "\n";
  }

  /** A gene of 1000 bases with one transcript of two exons. */
  public static String gtf(String gene, int start, String strand) {
    String ids = "gene_id \"%s\"; gene_name \"name-%s\";".formatted(gene, gene);
    String transcript = ids + " transcript_id \"" + gene + "-T\";";
    return line("gene", start, start + 999, strand, ids)
        + line("transcript", start, start + 999, strand, transcript)
        + line("exon", start, start + 99, strand, transcript)
        + line("exon", start + 500, start + 999, strand, transcript);
  }

  private static String line(String feature, int start, int end, String strand, String ids) {
    return "1\ttest\t%s\t%d\t%d\t.\t%s\t.\t%s\n".formatted(feature, start, end, strand, ids);
  }

  /** The first half of a file: what an interrupted copy leaves. */
  public static void cutOff(Path file) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
  }

  /** What a run leaves in any case: its claim, its log, its lock and its name. */
  private static final List<String> OF_EVERY_RUN =
      List.of(
          ".splicebeam/build.log",
          ".splicebeam/claim.json",
          ".splicebeam/lock",
          ".splicebeam/owner.json");

  /** Every file below the output but those. */
  List<String> outputFiles() throws IOException {
    List<String> files = new ArrayList<>();
    if (Files.exists(output())) {
      try (Stream<Path> all = Files.walk(output())) {
        all.filter(Files::isRegularFile)
            .map(file -> output().relativize(file).toString())
            .filter(name -> !OF_EVERY_RUN.contains(name))
            .sorted()
            .forEach(files::add);
      }
    }
    return files;
  }
}
