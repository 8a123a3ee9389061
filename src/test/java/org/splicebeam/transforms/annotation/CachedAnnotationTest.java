package org.splicebeam.transforms.annotation;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.dynatrace.hash4j.hashing.Hashing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.schemas.genome.AnnotationTally;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.HandMadeAnnotationTally;
import org.splicebeam.schemas.genome.HandMadeGene;
import org.splicebeam.schemas.genome.HandMadeSites;
import org.splicebeam.schemas.genome.HandMadeTranscript;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.SpliceSites;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.genome.TranscriptModel;
import org.splicebeam.schemas.genome.TranscriptModel.Tag;
import org.splicebeam.schemas.inputs.InputFile;
import org.splicebeam.schemas.reject.HandMadeReject;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.schemas.reject.Reject.Input;
import org.splicebeam.schemas.reject.Reject.Reason;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.publish.Owner;
import org.splicebeam.transforms.publish.VerdictFile;

/** One small annotation, computed and from the cache: each time every output is known. */
class CachedAnnotationTest {
  private static final String BACKWARDS =
      line("1 s exon 9 8 . + . gene_id 'G'; transcript_id 'T1';");
  private static final List<String> GTF =
      List.of(
          "#!genome-build made-up",
          line("1 s exon 101 110 . + . gene_id 'G'; transcript_id 'T1'; gene_name 'N';"),
          line("1 s exon 121 140 . + . gene_id 'G'; transcript_id 'T1';"),
          line("1 s exon 101 140 . + . gene_id 'G'; transcript_id 'T2'; tag 'Ensembl_canonical';"),
          BACKWARDS,
          line("1 s CDS 101 110 . + . gene_id 'G'; transcript_id 'T1';"),
          line("1 s gene 140 150 . - . gene_id 'H'; gene_biotype 'lncRNA';"));
  private static final List<String> SITES =
      List.of("gene_id\tsite_type\tposition", "G\tdonor\t111", "G\tacceptor\tx");

  private static final TranscriptModel T1 =
      HandMadeTranscript.transcript("T1").at(101, 140).exons(2, 30, 15).build();
  private static final TranscriptModel T2 =
      HandMadeTranscript.transcript("T2")
          .at(101, 140)
          .tagged(Tag.ENSEMBL_CANONICAL)
          .exons(1, 40, 40)
          .build();
  private static final GeneModel H =
      HandMadeGene.gene("H")
          .ofType("lncRNA")
          .at("1", Strand.REVERSE, 140, 150)
          .overlapping(1)
          .build();

  /** Of gene G. */
  private static final SpliceSites OF_INTRON =
      HandMadeSites.sitesOf("T1", new long[] {111}, new long[] {120});

  @TempDir private Path folder;
  private Path gtf;
  private Path sites;
  private Path cache;

  /** The run that the last pipeline was. */
  private OutputFolder run;

  /** A line with spaces for tabs in it, and single quotes. */
  private static String line(String text) {
    return String.join("\t", text.replace('\'', '"').split(" ", 9));
  }

  private static GeneModel g(int donors, int acceptors, TranscriptModel... transcripts) {
    return HandMadeGene.gene("G")
        .named("N")
        .at("1", Strand.FORWARD, 101, 140)
        .overlapping(1)
        .sites(donors, acceptors, donors + acceptors)
        .transcripts(transcripts)
        .build();
  }

  private Path write(String name, List<String> lines) throws IOException {
    return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
  }

  @BeforeEach
  void writeFiles() throws IOException {
    gtf = write("a.gtf", GTF);
    sites = write("s.tsv", SITES);
    cache = folder.resolve("cache");
  }

  /** As a data set names it: the sum of its data lines' hashes, here from the lines themselves. */
  private static InputFile file(Input input, Path path, List<String> lines) throws IOException {
    long hash =
        lines.stream()
            .filter(line -> !line.startsWith("#"))
            .mapToLong(
                line -> Hashing.xxh3_64().hashBytesToLong(line.getBytes(StandardCharsets.UTF_8)))
            .sum();
    return new InputFile(input, path.getFileName().toString(), Files.size(path), hash);
  }

  private static Reject badLine(Path file) {
    return HandMadeReject.of(Input.ANNOTATION, file.getFileName().toString())
        .at(String.join("\n", GTF).indexOf(BACKWARDS), 5)
        .because(Reason.BAD_VALUE, "start 9, end 8")
        .saying(BACKWARDS)
        .build();
  }

  private static Reject badSite(Path file) {
    return HandMadeReject.of(Input.SPLICE_SITES, file.getFileName().toString())
        .at(String.join("\n", SITES).indexOf(SITES.get(2)), 3)
        .because(Reason.BAD_VALUE, "position x")
        .saying(SITES.get(2))
        .build();
  }

  private ReadAnnotation read() {
    return ReadAnnotation.from(gtf.toString());
  }

  private static TestPipeline pipeline() {
    return TestPipeline.create().enableAbandonedNodeEnforcement(false);
  }

  /** For a run with an id of its own, so that earlier runs' notices and verdicts do not count. */
  private CachedAnnotation cached(ReadAnnotation read) throws IOException {
    String id = UUID.randomUUID().toString();
    run = OutputFolder.at(folder.resolve("run-" + id).toString()).ownedBy(id);
    Owner.claim(run, false).close();
    return CachedAnnotation.of(
        read.withVerdictFile(new VerdictFile(run)), cache.toString(), 1, run);
  }

  /** Runs and checks every output. */
  private void run(
      ReadAnnotation read,
      List<GeneModel> genes,
      SpliceSites sitesOfG,
      List<Reject> rejects,
      List<AnnotationTally> tallies,
      List<InputFile> files)
      throws IOException {
    TestPipeline p = pipeline();
    PCollectionTuple outputs = p.apply(cached(read));
    PAssert.that(outputs.get(ReadAnnotation.GENES))
        .containsInAnyOrder(genes.stream().map(gene -> KV.of(gene.geneId(), gene)).toList());
    PAssert.that(outputs.get(ReadAnnotation.SITES))
        .containsInAnyOrder(List.of(KV.of("G", sitesOfG)));
    PAssert.that(outputs.get(ReadAnnotation.REJECTS)).containsInAnyOrder(rejects);
    PAssert.that(outputs.get(ReadAnnotation.TALLIES)).containsInAnyOrder(tallies);
    PAssert.that(outputs.get(ReadAnnotation.FILES)).containsInAnyOrder(files);
    p.run().waitUntilFinish();
  }

  private static void runInVain(CachedAnnotation annotation) {
    TestPipeline p = pipeline();
    p.apply(annotation);
    assertThrows(PipelineExecutionException.class, p::run);
  }

  private void runOnIntrons(boolean all) throws IOException {
    run(
        read().withAllTranscripts(all),
        List.of(all ? g(1, 1, T2, T1) : g(1, 1, T2), H),
        OF_INTRON,
        List.of(badLine(gtf)),
        List.of(
            HandMadeAnnotationTally.lines(Input.ANNOTATION, 7)
                .blank(1)
                .otherFeatures(1)
                .used(4)
                .exons(3)
                .unused(badLine(gtf))
                .build()),
        List.of(file(Input.ANNOTATION, gtf, GTF)));
  }

  private void runOnSites() throws IOException {
    run(
        read().withAllTranscripts(true).withSpliceSites(sites.toString()),
        List.of(g(1, 0, T2, T1), H),
        HandMadeSites.sites(new long[] {111}, new long[0]),
        List.of(badLine(gtf), badSite(sites)),
        List.of(
            HandMadeAnnotationTally.lines(Input.ANNOTATION, 7)
                .blank(1)
                .otherFeatures(1)
                .used(4)
                .exons(3)
                .unused(badLine(gtf))
                .build(),
            HandMadeAnnotationTally.lines(Input.SPLICE_SITES, 3)
                .blank(1)
                .used(1)
                .unused(badSite(sites))
                .build()),
        List.of(file(Input.ANNOTATION, gtf, GTF), file(Input.SPLICE_SITES, sites, SITES)));
  }

  /** Why the last run did not use the cache. */
  private String whyNot() throws IOException {
    return CachedAnnotation.whyNotOf(run).read().orElse("it did");
  }

  private String nothingYet() {
    return "annotation cache %s holds nothing of this annotation with these settings: computed anew"
        .formatted(cache);
  }

  private List<Path> cacheFiles() throws IOException {
    try (Stream<Path> files = Files.list(cache)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void whatIsComputedOnceServesBothJoinsAndOtherNames() throws IOException {
    runOnIntrons(false);
    assertThat(whyNot(), is(nothingYet()));
    runOnIntrons(true);
    assertThat(whyNot(), is("it did"));
    assertThat(
        CachedAnnotation.whereOf(run).read().orElseThrow(),
        is(cacheFiles().get(0) + " holds this annotation already"));
    gtf = Files.move(gtf, folder.resolve("renamed.gtf"));
    runOnIntrons(false);
    assertThat(whyNot(), is("it did"));
  }

  /** The same bytes, which by their name are to be unpacked, are no annotation. */
  @Test
  void anEndingThatIsReadOtherwiseIsAnotherAnnotation() throws IOException {
    runOnIntrons(false);
    gtf = Files.move(gtf, folder.resolve("a.gtf.bz2"));
    runInVain(cached(read()));
    assertThat(whyNot(), is(nothingYet()));
    assertThat(sentence(), startsWith("--gtf " + gtf + " cannot be "));
  }

  @Test
  void sitesOfATableAreKeptApartFromThoseOfIntrons() throws IOException {
    runOnIntrons(true);
    runOnSites();
    assertThat(whyNot(), is(nothingYet()));
    runOnSites();
    assertThat(whyNot(), is("it did"));
    runOnIntrons(true);
    assertThat(whyNot(), is("it did"));
    assertThat(cacheFiles().size(), is(2));
  }

  @Test
  void aChangedAnnotationOfTheSameSizeAndDateIsAnother() throws IOException {
    runOnIntrons(false);
    List<String> changed = new ArrayList<>(GTF);
    changed.set(6, GTF.get(6).replace("140\t150", "141\t150"));
    var date = Files.getLastModifiedTime(gtf);
    gtf = write("a.gtf", changed);
    Files.setLastModifiedTime(gtf, date);
    Span span = new Span(141, 150);
    GeneModel alone = HandMadeGene.gene("H").ofType("lncRNA").at("1", Strand.REVERSE, span).build();
    GeneModel g = g(1, 1, T2);
    run(
        read(),
        List.of(HandMadeGene.like(g).overlapping(0).sites(1, 1, 2).build(), alone),
        OF_INTRON,
        List.of(badLine(gtf)),
        List.of(
            HandMadeAnnotationTally.lines(Input.ANNOTATION, 7)
                .blank(1)
                .otherFeatures(1)
                .used(4)
                .exons(3)
                .unused(badLine(gtf))
                .build()),
        List.of(file(Input.ANNOTATION, gtf, changed)));
    assertThat(whyNot(), is(nothingYet()));
  }

  @Test
  void aCacheThatIsCutOffIsComputedAnewAndMended() throws IOException {
    runOnIntrons(false);
    Path file = cacheFiles().get(0);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 1));
    runOnIntrons(false);
    assertThat(
        whyNot(), is("annotation cache %s is cut off or damaged: computed anew".formatted(file)));
    assertThat(Files.readAllBytes(file), is(whole));
    runOnIntrons(false);
    assertThat(whyNot(), is("it did"));
  }

  @Test
  void anAnnotationWithoutAGeneIsAVerdictAndNotKept() throws IOException {
    gtf = write("cds.gtf", List.of(GTF.get(0), GTF.get(5)));
    TestPipeline p = pipeline();
    PAssert.that(p.apply(cached(read())).get(ReadAnnotation.GENES)).empty();
    p.run().waitUntilFinish(); // A build judges by itself.
    assertThat(Files.exists(cache), is(false));
    runInVain(cached(read()).forCache());
    assertThat(
        sentence(),
        is(
            "--gtf has no gene that can be used: none of the lines of cds.gtf is a gene,"
                + " transcript or exon: line 2 is a CDS"));
    assertThat(Files.exists(cache), is(false));
  }

  @Test
  void aFolderThatCannotBeWrittenIsANoticeOrIfNeededAnError() throws IOException {
    cache = Files.writeString(folder.resolve("a file"), "").resolve("cache");
    runOnIntrons(false);
    assertThat(
        whyNot(),
        startsWith("annotation cache " + cache + " cannot be written (FileSystemException"));
    assertThat(whyNot(), containsString("): computed anew, and not kept"));

    runInVain(cached(read()).forCache());
    assertThat(
        sentence(),
        startsWith("--annotationCache: annotation cache " + cache + " cannot be written ("));
  }

  /** A file that has another content each time it is read. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void anAnnotationThatChangesMeanwhileIsAVerdictAndNotKept() throws IOException {
    gtf = Path.of("/proc/sys/kernel/random/uuid");
    runInVain(cached(read()));
    assertThat(
        sentence(),
        is(
            "--gtf %s or its splice sites changed while they were read: start again"
                .formatted(gtf)));
    assertThat(Files.exists(cache), is(false));
  }

  @Test
  void anAnnotationThatCannotBeReadIsAVerdict() throws IOException {
    gtf = folder.resolve("none.gtf");
    runInVain(cached(read()));
    assertThat(sentence(), startsWith("--gtf " + gtf + " cannot be read: "));
  }

  /** Of the last run's verdict. */
  private String sentence() throws IOException {
    return new VerdictFile(run).read().orElseThrow().sentence();
  }
}
