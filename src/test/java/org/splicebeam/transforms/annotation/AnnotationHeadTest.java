package org.splicebeam.transforms.annotation;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnnotationHeadTest {
  private static final String GOOD = line("gene", "gene_id \"G\"");
  private static final String BLANKS = GOOD.replace('\t', ' ');

  @TempDir private Path folder;

  private static String line(String feature, String attributes) {
    return String.join("\t", "1", "s", feature, "1", "9", ".", "+", ".", attributes) + "\n";
  }

  private Optional<String> flaw(String text) throws IOException {
    return flaw(text, StandardCharsets.UTF_8);
  }

  private Optional<String> flaw(String text, Charset charset) throws IOException {
    Path file = Files.write(folder.resolve("a.gtf"), text.getBytes(charset));
    return AnnotationHead.flawOf(file.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ID=g", // a gene
        "ID=x;Parent=y" // whatever it is: its Parent may stand further down
      })
  void aLineOfAGff3MayBeUsed(String attributes) throws IOException {
    String bad = "##gff-version 3\nno line\n" + line("exon", "ID=e");
    assertThat(flaw(bad + line("gene", attributes)), is(Optional.empty()));
    assertThat(flaw(bad + line("exon", "ID=e;Parent=late")), is(Optional.empty()));
  }

  @Test
  void oneGoodLineIsEnough() throws IOException {
    assertThat(flaw("#!build\n" + BLANKS.repeat(999) + GOOD), is(Optional.empty()));
  }

  @Test
  void commentsAndOtherFeaturesAreReadOn() throws IOException {
    assertThat(flaw("# a\n\n"), is(Optional.empty()));
    assertThat(flaw(line("CDS", "gene_id \"G\"").repeat(2_000)), is(Optional.empty()));
    assertThat(flaw("# a comment\n".repeat(100_000) + BLANKS), is(Optional.empty()));
  }

  @Test
  void aBadLineAmongOtherFeaturesIsNoReasonToEnd() throws IOException {
    String region = line("region", "ID=chr1").repeat(500);
    assertThat(flaw("##gff-version 3\n" + region + "no line\n" + region), is(Optional.empty()));
    assertThat(flaw(region + line("gene", "Name=x") + GOOD), is(Optional.empty()));
  }

  /** Tables have nine columns, too. */
  @Test
  void otherFeaturesWithoutCoordinatesDoNotHelp() throws IOException {
    String row = "a\tb\tc\td\te\tf\tg\th\ti\n";
    String backwards = line("region", ".").replace("\t1\t9\t", "\t9\t1\t");
    assertThat(
        flaw(row + backwards + "no line\n").orElseThrow(),
        is(
            "--gtf has no gene that can be used: a.gtf, line 3: 1 field where a GTF has 9,"
                + " separated by tabs: no line"));
  }

  @Test
  void aThousandBadLinesAreEnough() throws IOException {
    String found = flaw("#!build\n" + BLANKS.repeat(1_000) + GOOD).orElseThrow();
    assertThat(
        found,
        is(
            "--gtf has no line that can be used among its first 1000 (1 MiB at most): a.gtf,"
                + " line 2: 1 field where a GTF has 9, separated by tabs; here are blanks: 1 s gene 1 9 . + . gene_id \"G\""));
  }

  @Test
  void aMebibyteIsEnough() throws IOException {
    String found = flaw("x".repeat(2_000) + "\n" + "y".repeat(3 << 20) + "\n" + GOOD).orElseThrow();
    assertThat(found, containsString("a.gtf, line 1: 1 field where a GTF has 9"));
    found = flaw("y".repeat(3 << 20) + "\n" + GOOD).orElseThrow();
    assertThat(found, containsString("a.gtf, line 1: more than 1048576 bytes"));
  }

  /** A gibibyte without a line's end; on disk it takes a few kilobytes. */
  @Test
  void theRestOfALargeFileIsNotRead() throws IOException {
    Path file = Files.writeString(folder.resolve("a.gtf"), ">chr1\nACGTACGTACGT\nACGTACGT");
    try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
      large.setLength(1L << 30);
    }
    String found =
        assertTimeout(
            Duration.ofSeconds(3), () -> AnnotationHead.flawOf(file.toString()).orElseThrow());
    assertThat(found, containsString("a.gtf, line 1: 1 field where a GTF has 9"));
  }

  @Test
  void carriageReturnsAloneAreNamed() throws IOException {
    for (String lines : new String[] {GOOD.repeat(3), "#!build\n" + GOOD, GOOD.repeat(90_000)}) {
      String found = flaw(lines.replace('\n', '\r')).orElseThrow();
      assertThat(found, startsWith("--gtf has no "));
      assertThat(found, containsString("that can be used"));
      assertThat(found, containsString(": a.gtf, line "));
      assertThat(found, containsString("lines end with CR alone"));
    }
  }

  @Test
  void utf16IsNamed() throws IOException {
    String found = flaw(GOOD, StandardCharsets.UTF_16).orElseThrow();
    assertThat(found, containsString("a.gtf"));
    assertThat(found, containsString("is UTF-16 text: save it as UTF-8"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a FASTA file | >chr1_ACGTACGTAA_ACGTACGTAC_",
        "a VCF file | ##fileformat=VCFv4.2_#CHROM!POS!ID!REF!ALT!QUAL!FILTER!INFO_1!5!.!A!C!9!.!X=1_",
        "a BED file | chr1!100!200!a!0!+_chr1!300!400!b!0!-_",
        "a bedGraph | chr1!100!200!0.5_chr1!200!300!0.25_"
      })
  void formatsOfOthersAreNamed(String format, String text) throws IOException {
    String found = flaw(text.replace('!', '\t').replace('_', '\n')).orElseThrow();
    assertThat(found, containsString(", line "));
    assertThat(found, containsString("the file is " + format));
  }

  @Test
  void aFileWithoutIdsIsNamedByItsFirstLine() throws IOException {
    String found = flaw(line("gene", "note \"x\"").repeat(3)).orElseThrow();
    assertThat(found, is("--gtf has no gene that can be used: a.gtf, line 1: no gene_id"));
    found = flaw("##gff-version 3\n" + line("gene", "Name=x")).orElseThrow();
    assertThat(
        found,
        is("--gtf has no gene that can be used: a.gtf, line 2: a gene without gene_id and ID"));
  }
}
