package org.splicebeam.transforms.gtf;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.schemas.genome.AnnotationLines;
import org.splicebeam.schemas.genome.AnnotationTally;
import org.splicebeam.schemas.genome.GeneLines;
import org.splicebeam.schemas.genome.GenePlace;
import org.splicebeam.schemas.genome.HandMadeAnnotationTally;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.genome.TranscriptLines;
import org.splicebeam.schemas.genome.TranscriptModel.Tag;
import org.splicebeam.schemas.reject.HandMadeReject;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.transforms.lines.LineFile;

class GtfReaderTest {
  private static final GenePlace PLACE = new GenePlace("1", Strand.FORWARD);

  @TempDir private Path folder;

  /** Keeps all in the order it comes. */
  private static final class Kept implements GtfReader.Sink {
    private final List<Object> all = new ArrayList<>();

    @Override
    public void geneLines(String geneId, GeneLines block) {
      all.add(List.of(geneId, block));
    }

    @Override
    public void reject(Reject reject) {
      all.add(reject);
    }
  }

  private Path write(String name, String text) throws IOException {
    Path path = folder.resolve(name);
    try (OutputStream file = Files.newOutputStream(path);
        OutputStream out = name.endsWith(".gz") ? new GZIPOutputStream(file) : file) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return path;
  }

  private static AnnotationTally read(Path path, GtfReader.Sink sink) throws IOException {
    try (LineFile file = LineFile.open(path.toString())) {
      return GtfReader.read(file, new GtfParser(false), sink);
    }
  }

  private static String line(String feature, int start, int end, String attributes) {
    return "1\ts\t" + feature + "\t" + start + "\t" + end + "\t.\t+\t.\t" + attributes;
  }

  private static String ids(String transcript) {
    return "gene_id \"G\"; transcript_id \"" + transcript + "\"; ";
  }

  private static String firstCharacters(String line) {
    return line.substring(0, Math.min(120, line.length()));
  }

  @Test
  void linesOfAGeneAreOneBlock() throws IOException {
    String gene = line("gene", 1, 90, "gene_id \"G\"; gene_name \"N\"");
    String exon = line("exon", 1, 10, ids("A") + "gene_name \"Z\"");
    String transcript =
        line("transcript", 1, 40, ids("A") + "gene_name \"Y\"; tag \"MANE_Select\"");
    String cds = line("CDS", 1, 40, "");
    String repeated = line("exon", 1, 10, ids("A") + "gene_type \"t\"");
    String other = line("exon", 50, 60, ids("B"));
    String reverse = line("exon", 50, 60, ids("B")).replace('+', '-');
    String again = line("exon", 31, 40, ids("A"));
    String nameless = line("exon", 1, 2, "x \"" + "é".repeat(200) + "\"");
    String text =
        String.join(
            "\r\n",
            "#!build",
            gene,
            exon,
            transcript,
            cds,
            repeated,
            other,
            reverse,
            again,
            nameless,
            "",
            "");
    Reject withoutGene =
        HandMadeReject.of(Reject.Input.ANNOTATION, "a.gtf.gz")
            .at(3 + text.indexOf(nameless), 10)
            .because(Reject.Reason.MISSING_ID, "no gene_id")
            .saying(firstCharacters(nameless))
            .build();
    Kept kept = new Kept();
    AnnotationTally tally = read(write("a.gtf.gz", "\uFEFF" + text), kept);
    assertThat(
        tally,
        equalTo(
            HandMadeAnnotationTally.lines(Reject.Input.ANNOTATION, 11)
                .blank(2)
                .otherFeatures(1)
                .used(7)
                .exons(5)
                .unused(withoutGene)
                .build()));
    assertThat(
        kept.all,
        contains(
            withoutGene,
            List.of(
                "G",
                new GeneLines(
                    PLACE,
                    new Span(1, 90),
                    new AnnotationLines("N", null, 1, 12, 2, gene),
                    new AnnotationLines("Y", "t", 5, 3 + text.indexOf(exon), 3, exon),
                    List.of(
                        new TranscriptLines(
                            "A",
                            new Span(1, 40),
                            List.of(new Span(1, 10), new Span(1, 10), new Span(31, 40)),
                            Tag.MANE_SELECT),
                        new TranscriptLines("B", null, List.of(new Span(50, 60)), Tag.NONE)))),
            List.of(
                "G",
                new GeneLines(
                    new GenePlace("1", Strand.REVERSE),
                    null,
                    null,
                    new AnnotationLines(null, null, 1, 3 + text.indexOf(reverse), 8, reverse),
                    List.of(
                        new TranscriptLines("B", null, List.of(new Span(50, 60)), Tag.NONE))))));
  }

  /** One behind the other at a line's end is part of the end. */
  @Test
  void aCarriageReturnInsideOfALineSpoilsIt() throws IOException {
    String good = line("exon", 1, 9, ids("A"));
    String text = "# a\r\r\n# a\rb\n" + good + "\r\r\n" + line("CDS", 1, 9, "x\ry") + "\n\r\n\n";
    Kept kept = new Kept();
    AnnotationTally tally = read(write("a.gtf", text), kept);
    assertThat(
        tally,
        equalTo(
            HandMadeAnnotationTally.lines(Reject.Input.ANNOTATION, 6)
                .blank(3)
                .used(1)
                .exons(1)
                .unused(2, tally.firstUnused())
                .build()));
    assertThat(tally.firstUnused(), equalTo(kept.all.get(0)));
    assertThat(
        tally.firstUnused(),
        equalTo(
            HandMadeReject.of(Reject.Input.ANNOTATION, "a.gtf")
                .at(6, 2)
                .because(
                    Reject.Reason.BAD_VALUE,
                    "a CR inside of the line, where lines end with LF or CRLF")
                .saying("# a\rb")
                .build()));
  }

  @Test
  void valuesThatAreNoUtf8AreCounted() throws IOException {
    String good = line("exon", 1, 9, ids("A"));
    String bad = line("exon", 1, 9, ids("A") + "gene_name \"caf?\"; gene_type '?'");
    Path path = folder.resolve("a.gtf");
    byte[] bytes = (good + "\n" + bad + "\n" + bad).getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = bytes[i] == '?' ? (byte) 0xE9 : bytes[i];
    }
    AnnotationTally tally = read(Files.write(path, bytes), new Kept());
    assertThat(
        tally,
        equalTo(
            HandMadeAnnotationTally.lines(Reject.Input.ANNOTATION, 3)
                .used(3)
                .exons(3)
                .unreadable(
                    4,
                    HandMadeReject.of(Reject.Input.ANNOTATION, "a.gtf")
                        .at(good.length() + 1, 2)
                        .because(Reject.Reason.BAD_VALUE, "gene_name, gene_type are no UTF-8")
                        .saying(firstCharacters(bad.replace('?', '\uFFFD')))
                        .build())
                .build()));
  }

  @Test
  void aBlockIsBounded() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i <= 2 * GtfReader.MOST_LINES + 1; i++) {
      text.append(line("exon", 10 * i, 10 * i + 5, ids("A"))).append('\n');
    }
    Kept kept = new Kept();
    AnnotationTally tally = read(write("a.gtf", text.toString()), kept);
    assertThat(tally.used(), equalTo(2L * GtfReader.MOST_LINES + 1));
    assertThat(kept.all, hasSize(3));
  }

  @Test
  void longNamesAreHandedOverSooner() throws IOException {
    String name = "n".repeat(GtfReader.MOST_BYTES / 10);
    StringBuilder text = new StringBuilder();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      text.append(line("gene", 1, 9, "gene_id \"G" + i + "\"; gene_name \"" + i + name + "\"\n"));
      text.append("no GTF line\n");
      expected.add("a reject");
      if (i % 10 == 9 || i == 24) {
        IntStream.rangeClosed(i / 10 * 10, i).forEach(gene -> expected.add("G" + gene));
      }
    }
    // The blocks of ten lines are handed over before the next line's.
    List<String> order = new ArrayList<>();
    AnnotationTally tally =
        read(
            write("a.gtf", text.toString()),
            new GtfReader.Sink() {
              @Override
              public void geneLines(String geneId, GeneLines block) {
                assertThat(block.geneLines().geneName(), equalTo(geneId.substring(1) + name));
                order.add(geneId);
              }

              @Override
              public void reject(Reject reject) {
                order.add("a reject");
              }
            });
    assertThat(
        tally,
        equalTo(
            HandMadeAnnotationTally.lines(Reject.Input.ANNOTATION, 50)
                .used(25)
                .unused(25, tally.firstUnused())
                .build()));
    assertThat(tally.firstUnused().line(), equalTo(2L));
    assertThat(order, equalTo(expected));
  }

  @Test
  void noLinesAreATallyOfNothing() throws IOException {
    Kept kept = new Kept();
    assertThat(
        read(write("a.gtf", ""), kept),
        equalTo(HandMadeAnnotationTally.lines(Reject.Input.ANNOTATION, 0).build()));
    assertThat(kept.all, hasSize(0));
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path path = folder.resolve("none.gtf");
    IOException e = assertThrows(IOException.class, () -> read(path, new Kept()));
    assertThat(e.getMessage(), equalTo(path + ": there is no such file, or it may not be read"));
  }

  @Test
  void aTruncatedFileIsNamedWithTheLastWholeLine() throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(zipped)) {
      for (int i = 1; i < 20_000; i++) {
        String text = line("exon", i, i + 37 * i % 1009, ids("T" + i)) + "\n";
        out.write(text.getBytes(StandardCharsets.UTF_8));
      }
    }
    byte[] half = Arrays.copyOf(zipped.toByteArray(), zipped.size() / 2);
    Path path = Files.write(folder.resolve("cut.gtf.gz"), half);
    IOException e = assertThrows(IOException.class, () -> read(path, new Kept()));
    assertThat(e.getMessage(), containsString(path + " cannot be read after line "));
  }
}
