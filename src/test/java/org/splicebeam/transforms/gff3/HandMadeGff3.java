package org.splicebeam.transforms.gff3;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.splicebeam.transforms.genes.AnnotationModels;

/** Small annotations, line by line. */
final class HandMadeGff3 {
  static final String VERSION = "##gff-version 3";

  private static final long WHOLE = Long.MAX_VALUE;

  private HandMadeGff3() {}

  /** On the forward strand of chromosome 1. */
  static String line(String type, Object start, Object end, String attributes) {
    return line("1", "+", type, start, end, attributes);
  }

  static String line(
      String chrom, String strand, String type, Object start, Object end, String attributes) {
    return String.join("\t", chrom, "x", type, "" + start, "" + end, ".", strand, ".", attributes);
  }

  /** What lines behind a version line hold. */
  static AnnotationModels gff3(Path folder, String... lines) throws IOException {
    return models(folder, false, (VERSION + "\n" + String.join("\n", lines) + "\n"));
  }

  /** What a text holds. */
  static AnnotationModels models(Path folder, boolean stripIdVersions, String text)
      throws IOException {
    return models(folder, stripIdVersions, text, StandardCharsets.UTF_8);
  }

  static AnnotationModels models(Path folder, boolean stripIdVersions, String text, Charset charset)
      throws IOException {
    Path file = Files.write(folder.resolve("a.gff3"), text.getBytes(charset));
    return AnnotationModels.of(file, stripIdVersions, WHOLE);
  }

  /** "gene/transcript" of all transcripts in order, "gene" for one without. */
  static List<String> ids(AnnotationModels models) {
    return models.genes().values().stream()
        .flatMap(
            gene ->
                gene.transcripts().isEmpty()
                    ? Stream.of(gene.geneId())
                    : gene.transcripts().stream()
                        .map(t -> gene.geneId() + "/" + t.transcriptId())
                        .sorted())
        .toList();
  }
}
