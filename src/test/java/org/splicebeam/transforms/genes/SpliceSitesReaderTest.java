package org.splicebeam.transforms.genes;

import static org.apache.beam.sdk.testing.CombineFnTester.testCombineFn;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.KV;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.splicebeam.schemas.genome.AnnotationTally;
import org.splicebeam.schemas.genome.HandMadeAnnotationTally;
import org.splicebeam.schemas.genome.HandMadeSites;
import org.splicebeam.schemas.genome.SiteTranscripts;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.SpliceSites;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.reject.HandMadeReject;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.transforms.lines.LineFile;

class SpliceSitesReaderTest {
  @TempDir private Path folder;

  private final List<KV<String, SpliceSites>> blocks = new ArrayList<>();
  private final List<Reject> rejects = new ArrayList<>();

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("sites.tsv"), text);
  }

  private AnnotationTally read(String text, boolean stripIdVersions) throws IOException {
    try (LineFile file = LineFile.open(write(text).toString())) {
      return SpliceSitesReader.read(
          file,
          stripIdVersions,
          (geneId, sites) -> blocks.add(KV.of(geneId, sites.sites())),
          rejects::add);
    }
  }

  private static SpliceSites sites(List<Long> donors, List<Long> acceptors) {
    return HandMadeSites.sites(
        donors.stream().mapToLong(Long::longValue).toArray(),
        acceptors.stream().mapToLong(Long::longValue).toArray());
  }

  @Test
  void columnsAreFoundByNameAndLinesFoldedByGene() throws IOException {
    String text =
        "\uFEFFsite_type\tgene_id\t\"position\"\tother\r\n"
            + "donor\tG.2\t20\t\r\n"
            + "acceptor\t\"G.2\"\t7.0\tx\r\n"
            + "\r\n"
            + "donor\tG.2\t\"+10\"\t\r\n"
            + "donor\tH\t10\t\r\n"
            + "\"donor\"\tG.3\t20\t";
    assertThat(
        read(text, false),
        equalTo(
            HandMadeAnnotationTally.lines(Reject.Input.SPLICE_SITES, 7).blank(2).used(5).build()));
    assertThat(
        blocks,
        contains(
            KV.of("G.2", sites(List.of(10L, 20L), List.of(7L))),
            KV.of("H", sites(List.of(10L), List.of())),
            KV.of("G.3", sites(List.of(20L), List.of()))));
    blocks.clear();
    read(text, true);
    assertThat(blocks.get(0).getKey(), equalTo("G"));
  }

  @Test
  void aHeaderHasABoundAndALineOfTabsIsOneReject() throws IOException {
    for (String header : List.of("\t".repeat(1 << 16), "x".repeat(LineFile.MAX_LINE_LENGTH + 1))) {
      assertThat(
          assertThrows(SpliceSitesHeaderException.class, () -> read(header, false)).getMessage(),
          equalTo(
              folder.resolve("sites.tsv")
                  + ", line 1: its first line is too long to name the columns; the first line has"
                  + " to name the columns \"gene_id\","
                  + " \"position\" and \"site_type\""));
    }
    read("gene_id\tposition\tsite_type\n" + "\t".repeat(1_000_000) + "\n", false);
    assertThat(
        rejects,
        contains(
            HandMadeReject.of(Reject.Input.SPLICE_SITES, "sites.tsv")
                .at(27, 2)
                .because(Reject.Reason.COLUMN_COUNT, "1000001 cells where the header has 3")
                .saying("\t".repeat(120))
                .build()));
  }

  @Test
  void anIdHasAtMostAThousandCharacters() throws IOException {
    String longest = "G".repeat(1_000);
    read(
        "gene_id\tposition\tsite_type\n%s\t1\tdonor\n%sx\t1\tdonor\n".formatted(longest, longest),
        false);
    assertThat(blocks, contains(KV.of(longest, sites(List.of(1L), List.of()))));
    assertThat(
        rejects.stream().map(r -> r.reason() + " " + r.detail()).toList(),
        contains("BAD_VALUE gene_id " + "G".repeat(40)));
  }

  @ParameterizedTest
  @CsvSource({
    "'|5|donor', MISSING_ID, gene_id",
    "'\"\"|5|donor', MISSING_ID, gene_id",
    "'NA|x|y', MISSING_ID, gene_id",
    "'G||donor', BAD_VALUE, 'position '",
    "'G|NA|donor', BAD_VALUE, position NA",
    "'G|5.5|donor', BAD_VALUE, position 5.5",
    "'G|5e3|donor', BAD_VALUE, position 5e3",
    "'G|--5|donor', BAD_VALUE, position --5",
    "'G|-|donor', BAD_VALUE, position -",
    "'G|.0|donor', BAD_VALUE, position .0",
    "'G|+|donor', BAD_VALUE, position +",
    "'G|99999999999999999999|donor', BAD_VALUE, position 99999999999999999999",
    "'G|5|Donor', BAD_VALUE, site_type Donor",
    "'G|5|NA', BAD_VALUE, site_type NA",
    "'G|5', COLUMN_COUNT, 2 cells where the header has 3",
    "'G|5|donor|x', COLUMN_COUNT, 4 cells where the header has 3"
  })
  void linesThatCannotBeUsedAreReported(String cells, Reject.Reason reason, String detail)
      throws IOException {
    String line = cells.replace('|', '\t');
    assertThat(
        read("gene_id\tposition\tsite_type\n" + line + "\nG\t1\tdonor\n", false),
        equalTo(
            HandMadeAnnotationTally.lines(Reject.Input.SPLICE_SITES, 3)
                .blank(1)
                .used(1)
                .unused(rejects)
                .build()));
    assertThat(
        rejects,
        contains(
            HandMadeReject.of(Reject.Input.SPLICE_SITES, "sites.tsv")
                .at(27, 2)
                .because(reason, detail)
                .saying(line)
                .build()));
    assertThat(blocks, contains(KV.of("G", sites(List.of(1L), List.of()))));
  }

  @ParameterizedTest
  @CsvSource({
    "'', the file is empty",
    "'gene_id|position', no column \"site_type\"",
    "'gene_id|x', 'no columns \"position\", \"site_type\"'",
    "'gene_id|position|site_type|gene_id', the column \"gene_id\" occurs twice",
    "'transcript_id|gene_id|position|site_type|transcript_id', the column \"transcript_id\" occurs twice"
  })
  void aWrongHeaderIsToldInOneSentence(String header, String found) throws IOException {
    Path path = write(header.replace('|', '\t'));
    IOException e =
        assertThrows(
            SpliceSitesHeaderException.class, () -> SpliceSitesIO.checkHeader(path.toString()));
    assertThat(
        e.getMessage(),
        equalTo(
            path
                + ", line 1: "
                + found
                + "; the first line has to name the columns \"gene_id\","
                + " \"position\" and \"site_type\""));
  }

  @Test
  void aPositionIsAnIntegerOfAnySign() throws IOException {
    read("gene_id\tposition\tsite_type\nG\t-5\tdonor\nG\t+7\tdonor\nG\t-0.0\tdonor\n", false);
    assertThat(rejects, equalTo(List.of()));
    assertThat(blocks, contains(KV.of("G", sites(List.of(-5L, 0L, 7L), List.of()))));
    SpliceSites negative = sites(List.of(Long.MIN_VALUE, -5L), List.of(Long.MAX_VALUE));
    assertThat(CoderUtils.clone(new SpliceSites.Coder(), negative), equalTo(negative));
  }

  @Test
  void aGeneIdIsUtf8() throws IOException {
    Path path = write("");
    String header = "x\tgene_id\tposition\tsite_type\n";
    Files.write(
        path,
        (header + "\u00E9\tG\u00E9\t5\tdonor\n\u00E9\tG\t5\tdonor\n")
            .getBytes(StandardCharsets.ISO_8859_1));
    try (LineFile file = LineFile.open(path.toString())) {
      SpliceSitesReader.read(
          file, false, (gene, sites) -> blocks.add(KV.of(gene, sites.sites())), rejects::add);
    }
    assertThat(
        rejects.stream().map(r -> r.reason() + " " + r.detail()).toList(),
        contains("BAD_VALUE gene_id G\uFFFD"));
    assertThat(blocks, contains(KV.of("G", sites(List.of(5L), List.of()))));
    blocks.clear();
    read("gene_id\tposition\tsite_type\nG\uFFFD\t5\tdonor\n", false);
    assertThat(blocks, contains(KV.of("G\uFFFD", sites(List.of(5L), List.of()))));
  }

  @Test
  void aBlockIsBounded() throws IOException {
    StringBuilder text = new StringBuilder("gene_id\tposition\tsite_type\n");
    for (int i = 0; i <= SpliceSitesReader.MAX_SITES; i++) {
      text.append("G\t").append(i).append("\tdonor\n");
    }
    read(text.toString(), false);
    assertThat(
        blocks.stream().map(block -> block.getValue().donors().length).toList(),
        equalTo(List.of(SpliceSitesReader.MAX_SITES, 1)));
  }

  /** Of many transcripts of one site, too. */
  @Test
  void aBlockOfOneSiteIsBounded() throws IOException {
    StringBuilder text = new StringBuilder("gene_id\tposition\tsite_type\ttranscript_id\n");
    for (int i = 0; i <= SpliceSitesReader.MAX_SITES; i++) {
      text.append("G\t1\tdonor\tT").append(i).append('\n');
    }
    read(text.toString(), false);
    assertThat(
        blocks.stream().map(block -> block.getValue().ofDonors().counts()[0]).toList(),
        equalTo(List.of(SpliceSitesReader.MAX_SITES, 1)));
  }

  @Test
  void aTranscriptHasASiteOnce() throws IOException {
    String text =
        "transcript_id\tgene_id\tposition\tsite_type\n"
            + "T2.1\tG\t5\tdonor\n"
            + "\"T2.1\"\tG\t5.0\tdonor\n"
            + "T2.2\tG\t5\tdonor\n"
            + "T10.1\tG\t5\tdonor\n"
            + "T2.1\tG\t5\tacceptor\n"
            + "T2.1\tG\t9\tdonor\n";
    read(text, false);
    read(text, true);
    assertThat(
        blocks.stream().map(block -> block.getValue().ofDonors()).toList(),
        contains(
            HandMadeSites.transcripts("T10.1 3", "T2.1 1"),
            HandMadeSites.transcripts("T10 2", "T2 1")));
    assertThat(
        blocks.get(0).getValue().ofAcceptors(), equalTo(HandMadeSites.transcripts("T2.1 1")));
  }

  /** A line that names no transcript has one without id, as the smallest of all. */
  @ParameterizedTest
  @ValueSource(strings = {"", "NA", "\"\"", "TOO_LONG"})
  void aSiteMayNameNoTranscript(String cell) throws IOException {
    String none = cell.equals("TOO_LONG") ? "T".repeat(1_001) : cell;
    read(
        "gene_id\tposition\tsite_type\ttranscript_id\n"
            + "G\t5\tdonor\tT1\nG\t5\tdonor\t%s\nG\t5\tdonor\t%s\n".formatted(none, none)
            + "G\t7\tdonor\t%s\nG\t9\tdonor\tT1\n".formatted(none),
        true);
    assertThat(rejects, equalTo(List.of()));
    assertThat(
        blocks.get(0).getValue().ofDonors(),
        equalTo(new SiteTranscripts(new String[] {null, null, "T1"}, new int[] {2, 1, 1})));
  }

  private static SpliceSiteSet set(String... sites) {
    SpliceSiteSet set = new SpliceSiteSet();
    for (String site : sites) {
      String[] words = site.split(" ");
      String id = words.length < 3 ? null : words[2];
      if (words[0].equals("donor")) {
        set.addDonor(Long.parseLong(words[1]), id);
      } else {
        set.addAcceptor(Long.parseLong(words[1]), id);
      }
    }
    return set;
  }

  @Test
  void sitesOfAGeneAreTheUnionOfItsBlocks() throws Exception {
    List<SpliceSiteSet> some =
        List.of(
            set("donor 5 T2", "donor 9 T\uFF5E", "acceptor 7 T2", "donor 5 T3"),
            set(),
            set("donor 1 T9", "donor 9 T\uD83E\uDDEC", "donor 5 T2"),
            set("acceptor 3 T2", "acceptor 9 T2", "acceptor 7", "donor 5 T1"));
    testCombineFn(
        new SpliceSitesFn(),
        new ArrayList<>(some),
        new SpliceSites(
            new long[] {1, 5, 9},
            new long[] {3, 7, 9},
            HandMadeSites.transcripts("T9 1", "T1 3", "T\uFF5E 2"),
            new SiteTranscripts(new String[] {"T2", null, "T2"}, new int[] {1, 2, 1})));
    SpliceSiteSet.Coder coder = new SpliceSiteSet.Coder();
    for (SpliceSiteSet set : some) {
      SpliceSiteSet copy = CoderUtils.clone(coder, set);
      assertThat(copy.sites(), equalTo(set.sites()));
      assertThat(copy.size(), equalTo(set.size()));
      assertThat(
          CoderUtils.encodeToByteArray(coder, copy),
          equalTo(CoderUtils.encodeToByteArray(coder, set)));
    }
  }

  @Test
  void anIntronStartsWithItsDonorInTranscriptionDirection() throws Exception {
    SpliceSiteSet forward = new SpliceSiteSet();
    forward.addIntron(new Span(11, 20), Strand.FORWARD, null);
    assertThat(forward.sites(), equalTo(sites(List.of(11L), List.of(20L))));
    SpliceSiteSet reverse = new SpliceSiteSet();
    reverse.addIntron(new Span(11, 20), Strand.REVERSE, null);
    reverse.addIntron(new Span(11, 11), Strand.REVERSE, null);
    assertThat(reverse.sites(), equalTo(sites(List.of(11L, 20L), List.of(11L))));
    assertThat(
        CoderUtils.clone(new SpliceSiteSet.Coder(), reverse).sites(), equalTo(reverse.sites()));
  }
}
