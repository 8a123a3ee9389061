package org.splicebeam.transforms.scores;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.beam.sdk.testing.TestPipeline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.splicebeam.schemas.genome.ChromosomeAliases;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.rows.PredType;
import org.splicebeam.transforms.GivenViews;
import org.splicebeam.transforms.arrays.NpzFile;
import org.splicebeam.transforms.arrays.ScoreArrays;
import org.splicebeam.transforms.labels.PositionScores;
import org.splicebeam.transforms.labels.SiteLabels;
import org.splicebeam.transforms.labels.SiteLabels.Rule;
import org.splicebeam.transforms.labels.SiteLabels.Sites;
import org.splicebeam.transforms.publish.Claimed;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.scores.ModelScores.Found;
import org.splicebeam.transforms.tracks.BigWigFile;

/** Real scores of two assemblies, where the shared folder is at hand. */
class SharedScoresTest {
  @TempDir private Path folder;

  private record Gene(String id, String chrom, Span span, Strand strand) {
    int length() {
      return (int) span.length();
    }
  }

  private record Site(String geneId, String chrom, long position, Strand strand, String type) {}

  private static Path shared(String name) {
    String told = System.getProperty("splicebeam.shared");
    Path file =
        Stream.of(told, "../../../shared", "/work/shared")
            .filter(folder -> folder != null)
            .map(folder -> Path.of(folder, "data", name))
            .filter(Files::exists)
            .findFirst()
            .orElse(null);
    assumeTrue(file != null, "no shared/data/" + name);
    return file;
  }

  /** Rows of a table by column. */
  private static List<Map<String, String>> table(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    String[] names = lines.get(0).split("\t");
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split("\t", -1);
      Map<String, String> row = new HashMap<>();
      for (int i = 0; i < names.length; i++) {
        row.put(names[i], cells[i]);
      }
      rows.add(row);
    }
    return rows;
  }

  private static List<Gene> genes(String build) throws IOException {
    return table(shared(build + "/genes.tsv")).stream()
        .map(
            row ->
                new Gene(
                    row.get("gene_id"),
                    row.get("chrom"),
                    new Span(Long.parseLong(row.get("start")), Long.parseLong(row.get("end"))),
                    Strand.ofGtf(row.get("strand"))))
        .toList();
  }

  private static List<Site> sites(String build) throws IOException {
    return table(shared(build + "/splice_sites.tsv")).stream()
        .map(
            row ->
                new Site(
                    row.get("gene_id"),
                    row.get("chrom"),
                    Long.parseLong(row.get("position")),
                    Strand.ofGtf(row.get("strand")),
                    row.get("site_type")))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "grch38/base_scores.npz",
        "grch38/scores/npz_from_tracks.npz",
        "grch37/scores80/base_scores80.npz"
      })
  void arraysAreWhatAnotherReaderOfZipsReads(String name) throws IOException {
    Path path = shared(name);
    int read = 0;
    try (ZipFile zip = new ZipFile(path.toFile());
        NpzFile npz = NpzFile.open(path.toString())) {
      for (ZipEntry entry : zip.stream().toList()) {
        byte[] bytes = zip.getInputStream(entry).readAllBytes();
        ByteBuffer numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int head = 10 + numbers.getShort(8);
        int length = (bytes.length - head) / 12;
        float[] donor = new float[length];
        float[] acceptor = new float[length];
        String geneId = entry.getName().replace(".npy", "");
        assertThat(npz.read(geneId, length, donor, acceptor), is(ScoreArrays.Found.SCORES));
        float[] expected = new float[length];
        numbers.position(head + 4 * length).asFloatBuffer().get(expected);
        assertThat(Arrays.equals(acceptor, expected), is(true));
        numbers.position(head + 8 * length).asFloatBuffer().get(expected);
        assertThat(Arrays.equals(donor, expected), is(true));
        assertThat(Probability.clip(donor, 0, length), is(-1));
        read++;
      }
    }
    assertThat(read, greaterThan(20));
  }

  /** Scores of a gene from tracks, in transcription direction. */
  private static float[] ofTrack(Path folder, String type, Gene gene) throws IOException {
    String strand = gene.strand() == Strand.FORWARD ? "Plus" : "Minus";
    String path = folder.resolve("spliceAi" + type + strand + ".bw").toString();
    float[] scores = new float[gene.length()];
    try (BigWigFile track = BigWigFile.open(path)) {
      String chrom = gene.chrom().startsWith("chr") ? gene.chrom() : "chr" + gene.chrom();
      track.read(chrom, (int) gene.span().start() - 1, (int) gene.span().end(), scores);
    }
    for (int i = 0, j = scores.length - 1; gene.strand() == Strand.REVERSE && i < j; i++, j--) {
      float score = scores[i];
      scores[i] = scores[j];
      scores[j] = score;
    }
    return scores;
  }

  @ParameterizedTest
  @CsvSource({"grch38, scores", "grch38, scores80", "grch37, scores", "grch37, scores80"})
  void labelsAreAsManyAsTheOracleCounts(String build, String scores) throws IOException {
    List<Site> sites = sites(build);
    Path tracks = shared(build + "/" + scores + "/bigwig");
    Map<PredType, Long> counts = new HashMap<>();
    long masked = 0;
    for (Gene gene : genes(build)) {
      Sites own = sites(gene, sites, site -> site.geneId().equals(gene.id()));
      if (own.donors().length + own.acceptors().length == 0) {
        continue;
      }
      int length = gene.length();
      float[] donor = ofTrack(tracks, "Donor", gene);
      float[] acceptor = ofTrack(tracks, "Acceptor", gene);
      PositionScores.fillMissing(donor, length);
      PositionScores.fillMissing(acceptor, length);
      PositionScores.shift(donor, length, 1);
      PositionScores.shift(acceptor, length, -1);
      Sites others =
          sites(
              gene,
              sites,
              site -> site.chrom().equals(gene.chrom()) && site.strand() == gene.strand());
      SiteLabels labels = SiteLabels.of(donor, acceptor, length, own, others, new Rule(0.5, 2));
      for (PredType type : PredType.values()) {
        counts.merge(type, labels.count(type), Long::sum);
      }
      masked += labels.masked();
    }
    String expected = Files.readString(shared(build + "/" + scores + "/expected_k3.json"));
    for (PredType type : PredType.values()) {
      assertThat(expected, containsString("\"%s\": %d,".formatted(type, counts.get(type))));
    }
    assertThat(expected, containsString("\"masked\": " + masked + ","));
  }

  @ParameterizedTest
  @CsvSource({
    "grch38, npz_from_tracks.npz, bigwig",
    "grch37, npz_from_tracks.npz, bigwig",
    "grch38, bedgraph_sparse, bigwig_sparse",
    "grch37, bedgraph_sparse, bigwig_sparse"
  })
  void formsHoldTheSameScores(String build, String form, String otherForm) throws IOException {
    OutputFolder output = Claimed.folder(folder, "run");
    ScoreInput input = input(build, form);
    TestPipeline p = GivenViews.pipeline();
    p.apply(input.prepare(output, List.of()));
    p.run().waitUntilFinish();
    int read = 0;
    try (ModelScores some = input.open(output);
        ModelScores others = input(build, otherForm).open(output)) {
      for (Gene gene : genes(build)) {
        float[][] scores = new float[4][gene.length()];
        if (read(some, gene, scores[0], scores[1]) == Found.SCORES) {
          assertThat(read(others, gene, scores[2], scores[3]), is(Found.SCORES));
          assertThat(Arrays.equals(scores[0], scores[2]), is(true));
          assertThat(Arrays.equals(scores[1], scores[3]), is(true));
          read++;
        }
      }
    }
    assertThat(read, greaterThan(15));
  }

  private static ScoreInput input(String build, String form) throws IOException {
    return ScoreInput.of(shared(build + "/scores/" + form).toString(), ChromosomeAliases.NONE);
  }

  private static Found read(ModelScores scores, Gene gene, float[] donor, float[] acceptor)
      throws IOException {
    return scores.read(gene.id(), gene.chrom(), gene.strand(), gene.span(), donor, acceptor);
  }

  private static Sites sites(Gene gene, List<Site> sites, Predicate<Site> wanted) {
    TreeSet<Integer> donors = new TreeSet<>();
    TreeSet<Integer> acceptors = new TreeSet<>();
    for (Site site : sites) {
      boolean inside =
          gene.span().start() <= site.position() && site.position() <= gene.span().end();
      if (inside && wanted.test(site)) {
        long at =
            gene.strand() == Strand.FORWARD
                ? site.position() - gene.span().start()
                : gene.span().end() - site.position();
        (site.type().equals("donor") ? donors : acceptors).add((int) at);
      }
    }
    return new Sites(
        donors.stream().mapToInt(i -> i).toArray(), acceptors.stream().mapToInt(i -> i).toArray());
  }

  @Test
  void bedFilesHoldTheScoresOfTheArraysAtTheIntronsBases() throws IOException {
    Path bedFolder = shared("grch38/scores/openspliceai_bed");
    OpenSpliceAiBed bed = OpenSpliceAiBed.open(bedFolder.toString(), ChromosomeAliases.NONE);
    int found = 0;
    List<String> different = new ArrayList<>();
    try (NpzFile npz = NpzFile.open(shared("grch38/scores/npz_from_tracks.npz").toString())) {
      for (Gene gene : genes("grch38")) {
        int length = gene.length();
        float[][] raw = new float[2][length];
        float[][] told = new float[2][length];
        if (npz.read(gene.id(), length, raw[0], raw[1]) != ScoreArrays.Found.SCORES) {
          continue;
        }
        read(bed, gene, told[0], told[1]);
        for (int type = 0; type < 2; type++) {
          for (int p = 1; p < length - 1; p++) {
            float expected = raw[type][type == 0 ? p - 1 : p + 1];
            boolean isCut = Float.isNaN(told[type][p]);
            found += isCut ? 0 : 1;
            if (isCut ? expected > 1e-4 : Math.abs(told[type][p] - expected) > 6e-7) {
              different.add(gene.id() + " " + p + " is " + told[type][p] + " not " + expected);
            }
          }
        }
      }
    }
    assertThat(different, is(List.of()));
    assertThat(found, greaterThan(1000));
  }
}
