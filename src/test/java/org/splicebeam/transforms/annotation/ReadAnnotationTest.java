package org.splicebeam.transforms.annotation;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.dynatrace.hash4j.hashing.Hashing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.Values;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.jupiter.api.Test;
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
import org.splicebeam.transforms.genes.SpliceSitesHeaderException;

class ReadAnnotationTest {
  @TempDir private Path folder;

  private static String line(
      String chrom, String feature, int start, int end, String strand, String... attributes) {
    StringBuilder line =
        new StringBuilder(
            String.join("\t", chrom, "s", feature, "" + start, "" + end, ".", strand, ".", ""));
    for (int i = 0; i < attributes.length; i += 2) {
      line.append(attributes[i]).append(" \"").append(attributes[i + 1]).append("\"; ");
    }
    return line.toString();
  }

  private static String exon(
      String chrom, int start, int end, String strand, String gene, String transcript) {
    return line(chrom, "exon", start, end, strand, "gene_id", gene, "transcript_id", transcript);
  }

  private static final String PAR_ON_Y =
      line("chrY", "gene", 50, 80, "+", "gene_id", "PAR.1", "gene_name", "A");
  private static final String BESIDE_ITS_GENE = exon("1", 5, 8, "+", "AWAY.1", "TA.1");
  private static final String ON_REVERSE = exon("3", 1, 9, "-", "BOTH.1", "TB.1");
  private static final String NO_TRANSCRIPT = line("1", "exon", 1, 2, "+", "gene_id", "ALPHA.1");
  private static final String BACKWARDS = exon("1", 2, 1, "+", "ALPHA.1", "T1.1");

  /** In an order in which no annotation comes. */
  private static final List<String> GTF =
      List.of(
          "#!genome-build made-up",
          // exons before their transcript and gene; two exons touch; one is repeated
          exon("1", 600, 1000, "+", "ALPHA.1", "T1.1"),
          exon("1", 100, 199, "+", "ALPHA.1", "T1.1"),
          exon("1", 350, 400, "+", "ALPHA.1", "T1.1"),
          exon("1", 100, 199, "+", "ALPHA.1", "T1.1"),
          exon("1", 300, 349, "+", "ALPHA.1", "T1.1"),
          line("1", "CDS", 300, 349, "+", "gene_id", "ALPHA.1", "transcript_id", "T1.1"),
          exon("1", 100, 199, "+", "ALPHA.1", "T2.1"),
          exon("1", 300, 320, "+", "ALPHA.1", "T2.1"),
          line("1", "transcript", 100, 1000, "+", "gene_id", "ALPHA.1", "transcript_id", "T1.1"),
          line(
              "1",
              "gene",
              100,
              1000,
              "+",
              "gene_id",
              "ALPHA.1",
              "gene_name",
              "Alpha",
              "gene_biotype",
              "protein_coding"),
          // no gene line; the tagged transcript stands for it, though another one is longer
          line(
              "1",
              "transcript",
              500,
              900,
              "-",
              "gene_id",
              "BETA.1",
              "transcript_id",
              "T3.1",
              "gene_name",
              "Zeta"),
          exon("1", 500, 549, "-", "BETA.1", "T3.1"),
          exon("1", 700, 749, "-", "BETA.1", "T3.1"),
          line(
              "1",
              "exon",
              850,
              900,
              "-",
              "gene_id",
              "BETA.1",
              "transcript_id",
              "T3.1",
              "gene_name",
              "Beta",
              "gene_type",
              "lncRNA",
              "tag",
              "Ensembl_canonical"),
          exon("1", 300, 1200, "-", "BETA.1", "T4.1"),
          // nested in both; neither name nor transcript
          line("1", "gene", 450, 460, "+", "gene_id", "INSIDE.1"),
          // touches the last one's neighbour without sharing a base
          line("1", "gene", 1201, 1300, "-", "gene_id", "NEXT.1"),
          // pseudoautosomal: X counts; the Y line comes first and has the smaller name
          PAR_ON_Y,
          exon("chrY", 50, 80, "+", "PAR.1", "TP.1"),
          line("chrX", "gene", 50, 80, "+", "gene_id", "PAR.1", "gene_name", "B"),
          exon("chrX", 50, 59, "+", "PAR.1", "TP.1"),
          exon("chrX", 70, 80, "+", "PAR.1", "TP.1"),
          // the same chromosome by another name
          exon("X", 80, 90, "-", "EX.1", "TX.1"),
          // a gene line outweighs an earlier chromosome, and two make a hull
          BESIDE_ITS_GENE,
          line("2", "gene", 5, 10, "+", "gene_id", "AWAY.1"),
          line("2", "gene", 1, 6, "+", "gene_id", "AWAY.1"),
          // + before -
          ON_REVERSE,
          exon("3", 1, 9, "+", "BOTH.1", "TB.1"),
          NO_TRANSCRIPT,
          BACKWARDS,
          "");

  private static final TranscriptModel T1 =
      HandMadeTranscript.transcript("T1").at(100, 1000).exons(4, 602, 75.5).build();
  private static final TranscriptModel T2 =
      HandMadeTranscript.transcript("T2").at(100, 320).exons(2, 121, 60.5).build();
  private static final TranscriptModel T3 =
      HandMadeTranscript.transcript("T3")
          .at(500, 900)
          .tagged(Tag.ENSEMBL_CANONICAL)
          .exons(3, 151, 50)
          .build();
  private static final TranscriptModel T4 =
      HandMadeTranscript.transcript("T4").at(300, 1200).exons(1, 901, 901).build();
  private static final TranscriptModel TP =
      HandMadeTranscript.transcript("TP").at(50, 80).exons(2, 21, 10.5).build();
  private static final TranscriptModel TX =
      HandMadeTranscript.transcript("TX").at(80, 90).exons(1, 11, 11).build();
  private static final TranscriptModel TB =
      HandMadeTranscript.transcript("TB").at(1, 9).exons(1, 9, 9).build();

  private static KV<String, GeneModel> gene(
      String id,
      String name,
      String type,
      String chrom,
      Strand strand,
      Span span,
      int numOverlaps,
      int[] sites,
      TranscriptModel... transcripts) {
    return KV.of(
        id,
        HandMadeGene.gene(id)
            .named(name)
            .ofType(type)
            .at(chrom, strand, span)
            .overlapping(numOverlaps)
            .sites(sites[0], sites[1], sites[2])
            .transcripts(transcripts)
            .build());
  }

  private static int[] sites(int donors, int acceptors, int positions) {
    return new int[] {donors, acceptors, positions};
  }

  private static List<KV<String, GeneModel>> expectedGenes() {
    Strand forward = Strand.FORWARD;
    Strand reverse = Strand.REVERSE;
    String coding = "protein_coding";
    int[] none = sites(0, 0, 0);
    return List.of(
        gene(
            "ALPHA", "Alpha", coding, "1", forward, new Span(100, 1000), 2, sites(2, 2, 4), T1, T2),
        gene(
            "BETA", "Beta", "lncRNA", "1", reverse, new Span(300, 1200), 2, sites(2, 2, 4), T3, T4),
        gene("INSIDE", null, null, "1", forward, new Span(450, 460), 2, none),
        gene("NEXT", null, null, "1", reverse, new Span(1201, 1300), 0, none),
        gene("PAR", "B", null, "chrX", forward, new Span(50, 80), 1, sites(1, 1, 2), TP),
        gene("EX", null, null, "X", reverse, new Span(80, 90), 1, none, TX),
        gene("AWAY", null, null, "2", forward, new Span(1, 10), 0, none),
        gene("BOTH", null, null, "3", forward, new Span(1, 9), 0, none, TB));
  }

  private static KV<String, GeneModel> representativeOnly(KV<String, GeneModel> gene) {
    GeneModel g = gene.getValue();
    return gene(
        g.geneId(),
        g.name(),
        g.type(),
        g.chrom(),
        g.strand(),
        g.span(),
        g.numOverlaps(),
        sites(g.donorSites(), g.acceptorSites(), g.spliceSites()),
        g.transcripts().stream().limit(1).toArray(TranscriptModel[]::new));
  }

  private static Reject reject(String text, String line, Reason reason, String detail) {
    String before = text.substring(0, text.indexOf(line));
    return HandMadeReject.of(Input.ANNOTATION, "made-up.gtf")
        .at(before.length(), before.lines().count() + 1)
        .because(reason, detail)
        .saying(line.substring(0, Math.min(120, line.length())))
        .build();
  }

  /** Comments and empty lines have no part in it. */
  private static long contentHash() {
    return GTF.stream()
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .mapToLong(line -> Hashing.xxh3_64().hashBytesToLong(line.getBytes(StandardCharsets.UTF_8)))
        .sum();
  }

  private static List<Reject> expectedRejects(String text) {
    return List.of(
        reject(text, NO_TRANSCRIPT, Reason.MISSING_ID, "no transcript_id"),
        reject(text, BACKWARDS, Reason.BAD_VALUE, "start 2, end 1"),
        reject(
            text,
            PAR_ON_Y,
            Reason.OTHER_PLACE,
            "gene PAR is taken from chrX +; lines at chrY +: 2"),
        reject(
            text,
            BESIDE_ITS_GENE,
            Reason.OTHER_PLACE,
            "gene AWAY is taken from 2 +; lines at 1 +: 1"),
        reject(
            text, ON_REVERSE, Reason.OTHER_PLACE, "gene BOTH is taken from 3 +; lines at 3 -: 1"));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static TestPipeline pipeline() {
    return TestPipeline.create().enableAbandonedNodeEnforcement(false);
  }

  private static PCollection<AnnotationTally> sum(PCollection<AnnotationTally> tallies) {
    return tallies.apply(
        Combine.globally(
                (Iterable<AnnotationTally> some) -> {
                  AnnotationTally sum = null;
                  for (AnnotationTally tally : some) {
                    sum = sum == null ? tally : sum.plus(tally);
                  }
                  return sum;
                })
            .withoutDefaults());
  }

  @Test
  void genesOfTheIntronsWithAllTranscripts() throws IOException {
    String text = String.join("\n", GTF) + "\n";
    TestPipeline p = pipeline();
    PCollectionTuple read =
        p.apply(
            ReadAnnotation.from(write("made-up.gtf", text).toString())
                .withSpliceSites(null)
                .withStripIdVersions(true)
                .withAllTranscripts(true));
    PAssert.that(read.get(ReadAnnotation.GENES)).containsInAnyOrder(expectedGenes());
    PAssert.that(read.get(ReadAnnotation.SITES))
        .containsInAnyOrder(
            List.of(
                KV.of(
                    "ALPHA",
                    new SpliceSites(
                        new long[] {200, 401},
                        new long[] {299, 599},
                        HandMadeSites.transcripts("T1 2", "T1 1"),
                        HandMadeSites.transcripts("T1 2", "T1 1"))),
                KV.of(
                    "BETA",
                    HandMadeSites.sitesOf("T3", new long[] {699, 849}, new long[] {550, 750})),
                KV.of("PAR", HandMadeSites.sitesOf("TP", new long[] {60}, new long[] {69}))));
    PAssert.that(read.get(ReadAnnotation.REJECTS)).containsInAnyOrder(expectedRejects(text));
    PAssert.that(sum(read.get(ReadAnnotation.TALLIES)))
        .containsInAnyOrder(
            HandMadeAnnotationTally.lines(Input.ANNOTATION, 32)
                .blank(2)
                .otherFeatures(1)
                .used(23)
                .exons(18)
                .unused(
                    reject(text, NO_TRANSCRIPT, Reason.MISSING_ID, ""),
                    reject(text, BACKWARDS, Reason.BAD_VALUE, ""))
                .unused(4, expectedRejects(text).get(2))
                .build());
    p.run().waitUntilFinish();
  }

  /** Comments between the lines put them into three ranges, which are read apart. */
  @Test
  void aLargeFileIsReadInRangesAsIfItWereNone() throws IOException {
    List<String> lines = new ArrayList<>(GTF);
    String megabyte = "#" + "-".repeat(1 << 20) + "\n";
    for (int at : List.of(25, 8)) {
      lines.add(at, megabyte.repeat(30) + "#");
    }
    String text = String.join("\n", lines) + "\n";
    TestPipeline p = pipeline();
    PCollectionTuple read =
        p.apply(
            ReadAnnotation.from(write("made-up.gtf", text).toString())
                .withStripIdVersions(true)
                .withAllTranscripts(true));
    PAssert.that(read.get(ReadAnnotation.GENES)).containsInAnyOrder(expectedGenes());
    PAssert.that(read.get(ReadAnnotation.REJECTS)).containsInAnyOrder(expectedRejects(text));
    PAssert.that(sum(read.get(ReadAnnotation.TALLIES)))
        .containsInAnyOrder(
            HandMadeAnnotationTally.lines(Input.ANNOTATION, 94)
                .blank(64)
                .otherFeatures(1)
                .used(23)
                .exons(18)
                .unused(
                    reject(text, NO_TRANSCRIPT, Reason.MISSING_ID, ""),
                    reject(text, BACKWARDS, Reason.BAD_VALUE, ""))
                .unused(4, expectedRejects(text).get(2))
                .build());
    PAssert.that(read.get(ReadAnnotation.FILES))
        .containsInAnyOrder(
            new InputFile(Input.ANNOTATION, "made-up.gtf", text.length(), contentHash()));
    p.run().waitUntilFinish();
  }

  @Test
  void theOrderOfLinesDoesNotShow() throws IOException {
    for (int seed = 0; seed < 3; seed++) {
      List<String> lines = new ArrayList<>(GTF);
      Collections.shuffle(lines, new Random(seed));
      TestPipeline p = pipeline();
      PCollectionTuple read =
          p.apply(
              ReadAnnotation.from(write(seed + ".gtf", String.join("\n", lines)).toString())
                  .withStripIdVersions(true));
      PAssert.that(read.get(ReadAnnotation.GENES))
          .containsInAnyOrder(
              expectedGenes().stream().map(ReadAnnotationTest::representativeOnly).toList());
      p.run().waitUntilFinish();
    }
  }

  /** Its exons stand in other ranges than the lines that they are below. */
  @Test
  void aLargeGff3IsReadInRanges() throws IOException {
    String comments = ("#" + "-".repeat(1 << 20) + "\n").repeat(30);
    String text =
        gff3Line("exon", 3, 9, "Parent=rna-T")
            + gff3Line("exon", 20, 29, "Parent=rna-T")
            + comments
            + gff3Line("mRNA", 3, 29, "ID=rna-T;Parent=gene-G")
            + comments
            + gff3Line("gene", 1, 30, "ID=gene-G;Name=N;gene_biotype=x")
            + gff3Line("exon", 1, 2, "Parent=gone");
    TestPipeline p = pipeline();
    PCollectionTuple read = p.apply(ReadAnnotation.from(write("a.gff3", text).toString()));
    PAssert.that(read.get(ReadAnnotation.GENES))
        .containsInAnyOrder(
            List.of(
                gene(
                    "G",
                    "N",
                    "x",
                    "1",
                    Strand.FORWARD,
                    new Span(1, 30),
                    0,
                    sites(1, 1, 2),
                    HandMadeTranscript.transcript("T").at(3, 29).exons(2, 17, 8.5).build())));
    PAssert.that(read.get(ReadAnnotation.REJECTS))
        .satisfies(
            rejects -> {
              Reject reject = rejects.iterator().next();
              assertThat(reject.reason(), equalTo(Reason.NO_PARENT));
              assertThat(reject.line(), equalTo(65L));
              return null;
            });
    p.run().waitUntilFinish();
  }

  /** An odd line in the first range ends the features; a gene stands in the third. */
  @Test
  void genesBehindTheFeaturesAreToldFromEveryRange() throws IOException {
    String sequence = ("A".repeat(1 << 20) + "\n").repeat(20);
    String late = gff3Line("gene", 1, 30, "ID=late");
    String text =
        gff3Line("gene", 1, 30, "ID=G") + ">odd\n" + sequence + "\n" + sequence + late + sequence;
    TestPipeline p = pipeline();
    PCollectionTuple read = p.apply(ReadAnnotation.from(write("a.gff3", text).toString()));
    Reject lost =
        new Reject(
            Input.ANNOTATION,
            "a.gff3",
            text.indexOf(late),
            44,
            Reason.BAD_VALUE,
            "the features end with the first line that begins with > or ##FASTA, at byte "
                + text.indexOf(">odd"),
            late.strip());
    PAssert.that(read.get(ReadAnnotation.REJECTS)).containsInAnyOrder(lost);
    PAssert.that(sum(read.get(ReadAnnotation.TALLIES)))
        .containsInAnyOrder(
            HandMadeAnnotationTally.lines(Input.ANNOTATION, 2).used(1).unused(lost).build());
    byte[] gene = text.lines().findFirst().orElseThrow().getBytes(StandardCharsets.UTF_8);
    long hash = Hashing.xxh3_64().hashBytesToLong(gene);
    PAssert.that(read.get(ReadAnnotation.FILES))
        .containsInAnyOrder(new InputFile(Input.ANNOTATION, "a.gff3", text.length(), hash));
    p.run().waitUntilFinish();
  }

  private static String gff3Line(String type, int start, int end, String attributes) {
    return "1\ts\t%s\t%d\t%d\t.\t+\t.\t%s\n".formatted(type, start, end, attributes);
  }

  @Test
  void idsStayAsWrittenByDefault() throws IOException {
    TestPipeline p = pipeline();
    PCollectionTuple read =
        p.apply(
            ReadAnnotation.from(
                write("a.gtf", exon("1", 3, 9, "+", "G.1_2", "T.3") + "\n").toString()));
    PAssert.that(read.get(ReadAnnotation.GENES))
        .containsInAnyOrder(
            List.of(
                gene(
                    "G.1_2",
                    null,
                    null,
                    "1",
                    Strand.FORWARD,
                    new Span(3, 9),
                    0,
                    sites(0, 0, 0),
                    HandMadeTranscript.transcript("T.3").at(3, 9).exons(1, 7, 7).build())));
    p.run().waitUntilFinish();
  }

  @Test
  void givenSitesReplaceThoseOfTheIntrons() throws IOException {
    String sites =
        Stream.of(
                "chrom|gene_id|site_type|position|transcript_id",
                "1|BETA.1|donor|900|T3.1",
                "1|ALPHA.1|donor|200|T2.1",
                "1|ALPHA.1|acceptor|200|T2.1",
                "1|ALPHA.1|acceptor|300|T1.1",
                "1|UNKNOWN.1|donor|7|T1.1",
                "1|ALPHA.2|donor|200|T1.1",
                "1|ALPHA.2|donor|200|T2.2",
                "1|ALPHA.1|donor|x|T1.1")
            .map(row -> row.replace('|', '\t'))
            .reduce("", (a, b) -> a + b + "\n");
    TestPipeline p = pipeline();
    PCollectionTuple read =
        p.apply(
            ReadAnnotation.from(write("made-up.gtf", String.join("\n", GTF)).toString())
                .withSpliceSites(write("sites.tsv", sites).toString())
                .withStripIdVersions(true)
                .withAllTranscripts(true));
    PCollection<String> counts =
        read.get(ReadAnnotation.GENES)
            .apply(Values.create())
            .apply(
                MapElements.into(TypeDescriptors.strings())
                    .via(
                        g ->
                            g.geneId()
                                + " "
                                + List.of(g.donorSites(), g.acceptorSites(), g.spliceSites())));
    PAssert.that(counts)
        .containsInAnyOrder(
            "ALPHA [1, 2, 2]",
            "BETA [1, 0, 1]",
            "INSIDE [0, 0, 0]",
            "NEXT [0, 0, 0]",
            "PAR [0, 0, 0]",
            "EX [0, 0, 0]",
            "AWAY [0, 0, 0]",
            "BOTH [0, 0, 0]");
    PAssert.that(read.get(ReadAnnotation.SITES))
        .containsInAnyOrder(
            List.of(
                KV.of(
                    "ALPHA",
                    new SpliceSites(
                        new long[] {200},
                        new long[] {200, 300},
                        HandMadeSites.transcripts("T1 2"),
                        HandMadeSites.transcripts("T2 1", "T1 1"))),
                KV.of("BETA", HandMadeSites.sitesOf("T3", new long[] {900}, new long[0]))));
    List<Reject> rejects = new ArrayList<>(expectedRejects(String.join("\n", GTF)));
    rejects.add(
        HandMadeReject.of(Input.SPLICE_SITES, "sites.tsv")
            .at(sites.indexOf("1\tALPHA.1\tdonor\tx"), 9)
            .because(Reason.BAD_VALUE, "position x")
            .saying("1\tALPHA.1\tdonor\tx\tT1.1")
            .build());
    PAssert.that(read.get(ReadAnnotation.REJECTS)).containsInAnyOrder(rejects);
    p.run().waitUntilFinish();
  }

  @Test
  void anAnnotationWithoutLinesHasNoGenes() throws IOException {
    TestPipeline p = pipeline();
    PCollectionTuple read = p.apply(ReadAnnotation.from(write("a.gtf", "").toString()));
    PAssert.that(read.get(ReadAnnotation.GENES)).empty();
    PAssert.that(read.get(ReadAnnotation.REJECTS)).empty();
    p.run().waitUntilFinish();
  }

  @Test
  void aWrongSitesFileStopsTheRunWithItsSentence() throws IOException {
    TestPipeline p = pipeline();
    p.apply(
        ReadAnnotation.from(write("a.gtf", "").toString())
            .withSpliceSites(write("s.tsv", "gene_id\tposition\n").toString()));
    PipelineExecutionException e = assertThrows(PipelineExecutionException.class, p::run);
    assertThat(e.getCause().getClass(), equalTo(SpliceSitesHeaderException.class));
    assertThat(e.getMessage(), containsString("line 1: no column \"site_type\""));
  }
}
