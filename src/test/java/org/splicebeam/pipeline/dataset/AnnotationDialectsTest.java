package org.splicebeam.pipeline.dataset;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.pipeline.Ran;

/**
 * Annotations as people have them: read as the plain one is, or refused with the first bad line.
 */
class AnnotationDialectsTest {
  private static final String HEAD = "#!genome-build made-up\n";

  @TempDir private Path folder;
  private TinyInput input;
  private String plain;

  @BeforeEach
  void writeInput() throws IOException {
    input = TinyInput.in(folder);
    plain = Files.readString(input.gtf());
  }

  private Ran build() {
    return Ran.command(input.build(), "--overwrite");
  }

  private JsonNode dataset() throws IOException {
    return new ObjectMapper().readTree(input.output().resolve("dataset.json").toFile());
  }

  /** The parts by their sums, and the genes. */
  private String built() throws IOException {
    return dataset().path("parts") + Files.readString(input.output().resolve("gene_manifest.csv"));
  }

  private String each(UnaryOperator<String> change) {
    return plain.lines().map(change).collect(Collectors.joining("\n", "", "\n"));
  }

  private static String attributesOf(String line) {
    return line.substring(line.lastIndexOf('\t') + 1);
  }

  private static String withAttributes(String line, String attributes) {
    return line.substring(0, line.lastIndexOf('\t') + 1) + attributes;
  }

  @Test
  void valuesWithoutQuotesAndQuotedCellsAreReadAsThePlainOnes() throws IOException {
    Ran asPlain = build();
    assertThat(asPlain.exitCode(), is(0));
    String expected = built();
    for (String text :
        new String[] {
          plain.replace("gene_id \"G1\"", "gene_id G1"), // of one gene alone
          plain.replace("\"", ""),
          plain.replace('"', '\''),
          each(
              line ->
                  withAttributes(
                      line, "\"" + attributesOf(line).replace("\"", "\"\"") + "\"")), // pandas
        }) {
      Files.writeString(input.gtf(), text);
      assertThat(build(), is(asPlain));
      assertThat(built(), is(expected));
    }
  }

  @Test
  void aGff3IsReadAsTheGtf() throws IOException {
    Ran asPlain = build();
    String expected = built();
    Files.writeString(input.gtf(), each(AnnotationDialectsTest::asGff3));
    assertThat(build(), is(asPlain));
    assertThat(built(), is(expected));
  }

  @Test
  void genesBehindAnOddLineAreTold() throws IOException {
    List<String> lines = each(AnnotationDialectsTest::asGff3).lines().toList();
    Files.writeString(input.gtf(), String.join("\n", lines) + "\n>odd\tline\n" + lines.get(0));
    Ran ran = build();
    assertThat(ran.exitCode(), is(0));
    String line =
        "  1 of 9 annotation lines are not used (1 BAD_VALUE), the first: genes.gtf, line 10: the"
            + " features end with the first line that begins with > or ##FASTA, at byte "
            + (String.join("\n", lines) + "\n").length()
            + "; see rejected/annotation*.tsv";
    assertThat(ran.out().lines().filter(line::equals).count(), is(1L));
    JsonNode annotation = dataset().path("inputs").path("annotation");
    assertThat(annotation.path("unused").path("BAD_VALUE").asLong(), is(1L));
  }

  private static String asGff3(String line) {
    String attributes = attributesOf(line).replaceAll(" \"([^\"]*)\"; ?", "=$1;");
    String gene = attributes.replaceAll(".*gene_id=([^;]*);.*", "$1");
    String tie =
        switch (line.split("\t")[2]) {
          case "gene" -> "ID=gene:" + gene;
          case "transcript" -> "ID=rna-" + gene + ";Parent=gene:" + gene;
          default -> "Parent=rna-" + gene;
        };
    return withAttributes(line, tie + ";" + attributes);
  }

  private void assertRefused(String text, String cause) throws IOException {
    Files.writeString(input.gtf(), text);
    Ran ran = build();
    assertThat(
        ran.err(), startsWith("splicebeam build: --gtf has no gene that can be used: " + cause));
    assertThat(ran.exitCode(), is(2));
    assertThat(ran.err().lines().count(), lessThanOrEqualTo(2L));
    Ran annotate =
        Ran.command(
            "annotate",
            "--gtf=" + input.gtf(),
            "--annotationCache=" + folder.resolve("cache"),
            "--runner=DirectRunner");
    assertThat(annotate.exitCode(), is(2));
    assertThat(
        annotate.err().lines().toList(),
        hasItem(startsWith("splicebeam annotate: --gtf has no gene that can be used: " + cause)));
    assertThat(annotate.out(), is(""));
    try (var files = Files.walk(folder)) {
      assertThat(files.filter(file -> file.toString().endsWith(".avro")).count(), is(0L));
    }
  }

  @Test
  void blanksForTabsAreTold() throws IOException {
    assertRefused(
        HEAD + plain.replace("\t", "    "),
        "genes.gtf, line 2: 1 field where a GTF has 9, separated by tabs; here are blanks: 1    test");
  }

  @Test
  void linesThatEndWithCarriageReturnsAloneAreTold() throws IOException {
    assertRefused(
        (HEAD + plain).replace('\n', '\r'),
        "genes.gtf, line 1: a CR inside of the line, where lines end with LF or CRLF");
  }

  /** As R's write.table leaves them. */
  @Test
  void cellsInQuotesAreTold() throws IOException {
    assertRefused(
        HEAD
            + each(
                line -> {
                  String[] cells = line.split("\t");
                  cells[2] = "\"" + cells[2] + "\"";
                  return String.join("\t", cells);
                }),
        "none of the lines of genes.gtf is a gene, transcript or exon: line 2 is a"
            + " \"gene\", in quotes that do not belong there");
  }

  @Test
  void otherFeaturesAloneAreNoGenes() throws IOException {
    assertRefused(
        plain.replaceAll("\t(gene|transcript|exon)\t", "\tCDS\t"),
        "none of the lines of genes.gtf is a gene, transcript or exon: line 1 is a CDS");
    assertRefused("# nothing\n\n", "genes.gtf has no line but comments and empty ones");
  }

  @Test
  void linesWithoutIdsAreTold() throws IOException {
    assertRefused(plain.replace("gene_id", "Gene"), "genes.gtf, line 1: no gene_id");
  }

  /** The cells behind the bad one are as they were. */
  @Test
  void aNameThatIsNoUtf8IsNullAndTold() throws IOException {
    Files.write(
        input.gtf(), plain.replace("name-G1", "caf\u00e9").getBytes(StandardCharsets.ISO_8859_1));
    Ran ran = build();
    assertThat(ran.exitCode(), is(0));
    String line =
        "  4 names, types or tags are null, because they are no UTF-8, the first: genes.gtf,"
            + " line 1: gene_name is no UTF-8";
    assertThat(ran.out().lines().filter(line::equals).count(), is(1L));
    assertThat(
        dataset().path("inputs").path("annotation").path("unreadableValues").asLong(), is(4L));
    String genes = Files.readString(input.output().resolve("gene_manifest.csv"));
    assertThat(genes.lines().toList().get(1), startsWith("G1,,unknown,1,+,"));
    assertThat(genes.lines().toList().get(2), startsWith("G2,name-G2,unknown,1,-,"));
  }

  @Test
  void anAnnotationWithoutExonsIsBuiltAndTold() throws IOException {
    Files.writeString(
        input.gtf(),
        plain.replaceAll("(?m)^.*\ttranscript\t.*\n", "").replace("\texon\t", "\tCDS\t"));
    Ran ran = build();
    assertThat(ran.exitCode(), is(0));
    String line = "  annotation: no exon line, so no transcripts with exons and no splice sites";
    assertThat(ran.out().lines().filter(line::equals).count(), is(1L));
    assertThat(dataset().path("inputs").path("annotation").path("exons").asLong(), is(0L));
  }

  @Test
  void lostLinesAreTold() throws IOException {
    Files.writeString(
        input.gtf(),
        plain + plain.replaceFirst("gene_id", "Gene").lines().findFirst().orElseThrow() + "\n");
    String line =
        "  1 of 9 annotation lines are not used (1 MISSING_ID), the first: genes.gtf, line 9: no"
            + " gene_id";
    String where = "; see rejected/annotation*.tsv";
    assertThat(build().out().lines().filter((line + where)::equals).count(), is(1L));
    String[] annotate = {
      "annotate",
      "--gtf=" + input.gtf(),
      "--annotationCache=" + folder.resolve("cache"),
      "--runner=DirectRunner"
    };
    for (String from : new String[] {"keeps 2 genes", "holds this annotation already"}) {
      Ran ran = Ran.command(annotate);
      assertThat(ran.out().contains(from), is(true));
      assertThat(ran.out().lines().filter(line::equals).count(), is(1L));
    }
    Ran warm =
        Ran.command(input.build(), "--overwrite", "--annotationCache=" + folder.resolve("cache"));
    assertThat(warm.out().lines().filter((line + where)::equals).count(), is(1L));
  }

  private Ran annotate(String... more) {
    return Ran.command(
        List.of(
            "annotate",
            "--gtf=" + input.gtf(),
            "--annotationCache=" + folder.resolve("cache"),
            "--runner=DirectRunner"),
        more);
  }

  @Test
  void eachLossIsALineOfItsOwn() throws IOException {
    Files.write(
        input.gtf(),
        (plain.replace("name-G1", "caf\u00e9") + "1\ttoo\tshort\n")
            .getBytes(StandardCharsets.ISO_8859_1));
    Path sites = folder.resolve("sites.tsv");
    Files.writeString(sites, "gene_id\tposition\tsite_type\nG1\t1101\tdonor\nG1\tx\tdonor\n");
    List<String> told =
        List.of(
            "  1 of 9 annotation lines are not used (1 COLUMN_COUNT), the first: genes.gtf, line 9",
            "  4 names, types or tags are null, because they are no UTF-8, the first: genes.gtf,",
            "  1 of 3 splice site lines are not used (1 BAD_VALUE), the first: sites.tsv, line 3");
    List<Ran> runs =
        List.of(
            Ran.command(input.build(), "--spliceSites=" + sites),
            annotate("--spliceSites=" + sites));
    for (Ran ran : runs) {
      assertThat(ran.err(), ran.exitCode(), is(0));
      for (String line : told) {
        assertThat(line, ran.out().lines().filter(found -> found.startsWith(line)).count(), is(1L));
      }
    }
    JsonNode found = dataset().path("inputs");
    assertThat(found.path("annotation").path("firstUnused").path("line").asLong(), is(9L));
    assertThat(
        found.path("annotation").path("firstUnreadable").toString(),
        is("{\"line\":1,\"found\":\"gene_name is no UTF-8\"}"));
    assertThat(found.path("spliceSites").path("firstUnused").path("line").asLong(), is(3L));
  }

  @Test
  void spliceSitesThatABuildRefusesAnnotateRefusesToo() throws IOException {
    Path sites = folder.resolve("sites.tsv");
    String header = "gene_id\tposition\tsite_type\n";
    for (String[] refused :
        new String[][] {
          {
            "NOGENE\t1101\tdonor\n",
            "--spliceSites and --gtf have no gene in common: the splice sites have NOGENE, the"
                + " annotation has G1, G2; use the sites of this annotation, or leave the option out"
                + " to take the sites from the introns"
          },
          {
            "G1\tx\tdonor\n",
            "--spliceSites has no site that can be used: sites.tsv, line 2: BAD_VALUE position x;"
                + " mend it, or leave the option out to take the sites from the introns"
          },
          {
            "",
            "--spliceSites has no site that can be used: sites.tsv has no line but its header; mend"
                + " it, or leave the option out to take the sites from the introns"
          }
        }) {
      Files.writeString(sites, header + refused[0]);
      Ran annotate = annotate("--spliceSites=" + sites);
      assertThat(annotate.exitCode(), is(2));
      assertThat(annotate.err().lines().toList(), hasItem("splicebeam annotate: " + refused[1]));
      Ran build =
          Ran.command(
              input.build(),
              "--spliceSites=" + sites,
              "--annotationCache=" + folder.resolve("cache"),
              "--overwrite");
      assertThat(build.exitCode(), is(2));
      assertThat(build.err().lines().toList(), hasItem("splicebeam build: " + refused[1]));
      try (var files = Files.walk(folder)) {
        assertThat(files.filter(file -> file.toString().endsWith(".avro")).count(), is(0L));
      }
    }
  }

  /** Names that reach over the start of a line that messages keep, and lines of CR alone. */
  @Test
  void oddLinesOfOtherFeaturesAreNamed() throws IOException {
    assertRefused(
        plain
            .replaceAll("\t(gene|transcript|exon)\t", "\tCDS\t")
            .replaceAll("(?m)^1\t", "1".repeat(300) + "\t"),
        "none of the lines of genes.gtf is a gene, transcript or exon: line 1 is a CDS");
    assertRefused(
        "\r\r\n" + plain.replaceAll("\t(gene|transcript|exon)\t", "\tCDS\t"),
        "none of the lines of genes.gtf is a gene, transcript or exon: line 2 is a CDS");
  }
}
