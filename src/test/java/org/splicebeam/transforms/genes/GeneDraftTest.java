package org.splicebeam.transforms.genes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.splicebeam.schemas.genome.AnnotationLines;
import org.splicebeam.schemas.genome.AnnotationTally;
import org.splicebeam.schemas.genome.GeneLines;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.GenePlace;
import org.splicebeam.schemas.genome.HandMadeAnnotationTally;
import org.splicebeam.schemas.genome.HandMadeGene;
import org.splicebeam.schemas.genome.HandMadeTranscript;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.genome.TranscriptModel.Tag;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.transforms.gtf.GtfParser;
import org.splicebeam.transforms.gtf.GtfReader;
import org.splicebeam.transforms.lines.LineFile;
import org.splicebeam.transforms.lines.LineNumbers;
import org.splicebeam.transforms.lines.LineRange;

class GeneDraftTest {
  /** Each gene's lines stand apart: another's, at other places, are between them. */
  private static final List<String> LINES =
      List.of(
          "#!build",
          "",
          line("2", "gene", 5, 80, "+", "gene_id \"A\"; gene_name \"z\"; gene_type \"u\""),
          line("2", "exon", 7, 20, "+", ids("A", "S") + "tag \"MANE_Select\"; gene_name \"b\""),
          line("3", "exon", 9, 10, "-", ids("A", "T") + "gene_name \"a\""),
          line("1", "exon", 31, 40, "-", ids("B", "T") + "gene_name \"y\"; gene_type \"v\""),
          line("1", "CDS", 31, 40, "-", ids("B", "T")),
          "no GTF line",
          line("2", "exon", 51, 60, "+", ids("A", "S")),
          line("1", "transcript", 4, 45, "-", ids("B", "T") + "tag \"Ensembl_canonical\""),
          line("1", "exon", 7, 3, "+", ids("B", "\u00e9".repeat(70))), // backwards
          line("3", "gene", 8, 12, "-", "gene_id \"A\""),
          line("1", "exon", 11, 20, "-", ids("B", "T") + "gene_name \"x\""),
          "",
          line("2", "gene", 50, 90, "+", "gene_id \"A\"; gene_name \"c\""),
          line("2", "exon", 51, 60, "+", ids("A", "U")),
          line("1", "exon", 11, 20, "-", ids("B", "T") + "gene_type \"w\""));

  private static final GenePlace ELSEWHERE = new GenePlace("3", Strand.REVERSE);

  @TempDir private Path folder;

  private static String line(
      String chrom, String feature, int start, int end, String strand, String attributes) {
    return String.join(
        "\t", chrom, "", feature, "" + start, "" + end, ".", strand, ".", attributes);
  }

  private static String ids(String gene, String transcript) {
    return "gene_id \"%s\"; transcript_id \"%s\"; ".formatted(gene, transcript);
  }

  /** All that comes of a gene. */
  private record Gene(GeneModel model, GenePlace place, Map<GenePlace, AnnotationLines> others) {}

  /** All that comes of a file. */
  private record Annotation(
      SortedMap<String, Gene> genes,
      List<Reject> rejects,
      AnnotationTally tally,
      long contentHash) {}

  /** Takes ranges in any order, as workers give them. */
  private static final class Reading implements GtfReader.Sink {
    private final SortedMap<String, GeneDraft> drafts = new TreeMap<>();
    private final List<Reject> rejects = new ArrayList<>();
    private final Map<Long, Long> linesByStart = new HashMap<>();
    private AnnotationTally tally =
        HandMadeAnnotationTally.lines(Reject.Input.ANNOTATION, 0).build();
    private long contentHash;

    @Override
    public void geneLines(String geneId, GeneLines block) {
      drafts.computeIfAbsent(geneId, GeneDraft::new).add(block);
    }

    @Override
    public void reject(Reject reject) {
      rejects.add(reject);
    }

    void read(LineRange range) throws IOException {
      try (LineFile file = LineFile.open(range)) {
        AnnotationTally some = GtfReader.read(file, new GtfParser(false), this);
        linesByStart.put(range.from(), some.lines());
        tally = tally.plus(some);
        contentHash += file.contentHash();
      }
    }

    Annotation annotation() {
      LineNumbers numbers = new LineNumbers(linesByStart);
      SortedMap<String, Gene> genes = new TreeMap<>();
      drafts.forEach(
          (geneId, draft) -> {
            Map<GenePlace, AnnotationLines> others = draft.otherPlaces();
            others.replaceAll((place, lines) -> numbered(lines, numbers));
            genes.put(geneId, new Gene(draft.settled(true).model(), draft.place(), others));
          });
      List<Reject> numberedRejects =
          rejects.stream()
              .sorted(Comparator.comparingLong(Reject::byteOffset))
              .map(r -> r.withLine(numbers.of(r.byteOffset(), r.line())))
              .toList();
      AnnotationTally numbered =
          tally.numbered(r -> r.withLine(numbers.of(r.byteOffset(), r.line())));
      return new Annotation(genes, numberedRejects, numbered, contentHash);
    }

    private static AnnotationLines numbered(AnnotationLines lines, LineNumbers numbers) {
      return new AnnotationLines(
          lines.geneName(),
          lines.geneType(),
          lines.count(),
          lines.byteOffset(),
          numbers.of(lines.byteOffset(), lines.line()),
          lines.start());
    }
  }

  /**
   * Reads a file in ranges that start at its start and at some other places, the last one first.
   */
  private static Annotation read(Path path, long... otherStarts) throws IOException {
    Reading reading = new Reading();
    long bytes = Files.size(path);
    long modified = Files.getLastModifiedTime(path).toMillis();
    long to = Long.MAX_VALUE;
    for (int i = otherStarts.length; i >= 0; i--) {
      long from = i == 0 ? 0 : otherStarts[i - 1];
      reading.read(new LineRange(path.toString(), bytes, modified, from, to));
      to = from;
    }
    return reading.annotation();
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("a.gtf"), "\uFEFF" + text);
  }

  @Test
  void aGeneIsWhatItsLinesSayWhereverTheyStand() throws IOException {
    Annotation annotation = read(write(String.join("\n", LINES)));
    String elsewhere = LINES.get(4);
    long offset =
        String.join("\n", LINES.subList(0, 4)).getBytes(StandardCharsets.UTF_8).length + 3 + 1;
    assertThat(
        annotation.genes(),
        equalTo(
            Map.of(
                "A",
                new Gene(
                    HandMadeGene.gene("A")
                        .named("c")
                        .ofType("u")
                        .at("2", Strand.FORWARD, 5, 90)
                        .sites(1, 1, 2)
                        .transcripts(
                            HandMadeTranscript.transcript("S")
                                .at(7, 60)
                                .tagged(Tag.MANE_SELECT)
                                .exons(2, 24, 12)
                                .build(),
                            HandMadeTranscript.transcript("U").at(51, 60).exons(1, 10, 10).build())
                        .build(),
                    new GenePlace("2", Strand.FORWARD),
                    Map.of(ELSEWHERE, new AnnotationLines("a", null, 2, offset, 5, elsewhere))),
                "B",
                new Gene(
                    HandMadeGene.gene("B")
                        .named("x")
                        .ofType("v")
                        .at("1", Strand.REVERSE, 4, 45)
                        .sites(1, 1, 2)
                        .transcripts(
                            HandMadeTranscript.transcript("T")
                                .at(4, 45)
                                .tagged(Tag.ENSEMBL_CANONICAL)
                                .exons(2, 20, 10)
                                .build())
                        .build(),
                    new GenePlace("1", Strand.REVERSE),
                    Map.of()))));
    assertThat(annotation.rejects().stream().map(Reject::line).toList(), contains(8L, 11L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n"})
  void whereverAFileIsCutItsGenesAreTheSame(String lineEnd) throws IOException {
    for (String end : List.of("", lineEnd, lineEnd + lineEnd)) {
      Path path = write(String.join(lineEnd, LINES) + end);
      Annotation whole = read(path);
      long bytes = Files.size(path);
      for (long start = 4; start < bytes; start++) {
        assertThat("cut at " + start, read(path, start), equalTo(whole));
      }
      for (long step : List.of(4L, 7L, 31L)) {
        long[] starts = LongStream.rangeClosed(1, (bytes - 1) / step).map(i -> i * step).toArray();
        assertThat("cut each " + step, read(path, starts), equalTo(whole));
      }
    }
  }
}
