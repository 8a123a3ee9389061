package org.splicebeam.transforms.annotation;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.splicebeam.schemas.genome.AnnotationTally;
import org.splicebeam.schemas.genome.GeneLines;
import org.splicebeam.schemas.genome.HandMadeAnnotationTally;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.transforms.genes.AnnotationModels;
import org.splicebeam.transforms.gtf.GtfParser;
import org.splicebeam.transforms.gtf.GtfReader;
import org.splicebeam.transforms.lines.LineFile;

/** Real annotations of a whole chromosome, where the shared folder is at hand. */
class WholeChromosomeTest {

  private static Path annotation(String name) {
    String told = System.getProperty("splicebeam.shared");
    Path file =
        Stream.of(told, "../../../shared", "/work/shared")
            .filter(folder -> folder != null)
            .map(folder -> Path.of(folder, "data", "annotation_extra", name))
            .filter(Files::exists)
            .findFirst()
            .orElse(null);
    assumeTrue(file != null, "no shared/data/annotation_extra/" + name);
    return file;
  }

  /** How often each feature occurs; comments as "#". */
  private static Map<String, Long> features(Path file) throws IOException {
    Map<String, Long> features = new HashMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line; (line = lines.readLine()) != null; ) {
        features.merge(line.startsWith("#") ? "#" : line.split("\t")[2], 1L, Long::sum);
      }
    }
    return features;
  }

  private static final class Counts implements GtfReader.Sink {
    private final List<Reject> rejects = new ArrayList<>();
    private final Set<String> geneIds = new HashSet<>();
    private final Set<List<String>> transcripts = new HashSet<>();
    private long blocks;
    private long exons;
    private long lines;

    @Override
    public void geneLines(String geneId, GeneLines block) {
      blocks++;
      geneIds.add(geneId);
      block
          .transcripts()
          .forEach(
              t -> {
                transcripts.add(List.of(geneId, t.transcriptId()));
                exons += t.exons().size();
              });
      Stream.of(block.geneLines(), block.otherLines())
          .filter(Objects::nonNull)
          .forEach(some -> lines += some.count());
    }

    @Override
    public void reject(Reject reject) {
      rejects.add(reject);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Homo_sapiens.GRCh38.99.chr22.gtf.gz",
        "MANE.refseq.chr22.no_gene_features.gtf.gz",
        "gencode.v38.basic.chr22.no_gene_features.gtf.gz"
      })
  void everyLineIsAccountedFor(String name) throws IOException {
    Path path = annotation(name);
    Map<String, Long> features = features(path);
    long all = features.values().stream().mapToLong(Long::longValue).sum();
    long comments = features.getOrDefault("#", 0L);
    long of =
        Stream.of("gene", "transcript", "exon").mapToLong(f -> features.getOrDefault(f, 0L)).sum();

    Counts counts = new Counts();
    AnnotationTally tally;
    try (LineFile file = LineFile.open(path.toString())) {
      tally = GtfReader.read(file, new GtfParser(false), counts);
    }
    assertThat(
        tally,
        equalTo(
            HandMadeAnnotationTally.lines(Reject.Input.ANNOTATION, all)
                .blank(comments)
                .otherFeatures(all - comments - of)
                .used(of)
                .exons(counts.exons)
                .unused(counts.rejects)
                .build()));
    assertThat(counts.rejects, empty());
    assertThat(counts.lines, equalTo(tally.used()));
    assertThat(counts.exons, equalTo(features.get("exon")));
    assertThat((long) counts.transcripts.size(), equalTo(features.get("transcript")));
    // a gene may be cut where two thousand lines are handed over
    assertThat(counts.blocks, lessThan(counts.geneIds.size() + 1 + tally.used() / 2_000));
  }

  @Test
  void ensemblsTwoFormsGiveTheSameModels() throws IOException {
    AnnotationModels gtf = models("Homo_sapiens.GRCh38.99.chr22.gtf.gz");
    AnnotationModels gff3 = models("Homo_sapiens.GRCh38.99.chr22.gff3.gz");
    assertThat(gff3.genes().size(), equalTo(1_388));
    assertThat(gff3.genes(), equalTo(gtf.genes()));
    gtf.sites()
        .forEach(
            (gene, sites) -> {
              assertThat(gene, gff3.sites().get(gene).donors(), equalTo(sites.donors()));
              assertThat(gene, gff3.sites().get(gene).acceptors(), equalTo(sites.acceptors()));
            });
    assertThat(gff3.tally().exons(), equalTo(gtf.tally().exons()));
    assertThat(gff3.rejects(), empty());
  }

  @Test
  void everyExonOfManesGff3IsUsed() throws IOException {
    String name = "MANE.refseq.chr22.gff3.gz";
    Map<String, Long> features = features(annotation(name));
    AnnotationModels mane = models(name);
    assertThat(mane.tally().exons(), equalTo(features.get("exon")));
    assertThat((long) mane.genes().size(), equalTo(features.get("gene")));
    assertThat(mane.rejects(), empty());
  }

  private static AnnotationModels models(String name) throws IOException {
    return AnnotationModels.of(annotation(name), false, Long.MAX_VALUE);
  }
}
