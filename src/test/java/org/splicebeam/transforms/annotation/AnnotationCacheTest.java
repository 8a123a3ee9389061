package org.splicebeam.transforms.annotation;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.arrayContaining;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.beam.sdk.values.KV;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.schemas.genome.AnnotationTally;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.HandMadeAnnotationTally;
import org.splicebeam.schemas.genome.HandMadeGene;
import org.splicebeam.schemas.genome.HandMadeSites;
import org.splicebeam.schemas.genome.HandMadeTranscript;
import org.splicebeam.schemas.genome.SiteTranscripts;
import org.splicebeam.schemas.genome.SpliceSites;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.genome.TranscriptModel;
import org.splicebeam.schemas.genome.TranscriptModel.Tag;
import org.splicebeam.schemas.inputs.InputFile;
import org.splicebeam.schemas.reject.HandMadeReject;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.schemas.reject.Reject.Input;
import org.splicebeam.schemas.reject.Reject.Reason;
import org.splicebeam.transforms.annotation.AnnotationCache.Found;
import org.splicebeam.transforms.annotation.AnnotationCache.Hit;
import org.splicebeam.transforms.annotation.AnnotationCache.Miss;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.publish.SharedFolder;

class AnnotationCacheTest {
  private static final int DATA_VERSION = 7;
  private static final String GTF = "1204 bytes, xxh3-128 1111, uncompressed";
  private static final String SITES = "77 bytes, xxh3-128 2222, gzip";
  private static final String INTRONS = "introns";
  private static final AnnotationIdentity IDENTITY = new AnnotationIdentity(GTF, INTRONS, false);

  private static final GeneModel FULL =
      HandMadeGene.gene("ENSG01.7_2")
          .named("BRCA\u00e9 \uD83E\uDDEC")
          .ofType("protein_coding")
          .at("chrX", Strand.REVERSE, 1, 249_250_621_000L)
          .overlapping(3)
          .sites(70_000, 69_999, 139_998)
          .transcripts(
              HandMadeTranscript.transcript("T2")
                  .at(5, 90)
                  .tagged(Tag.MANE_SELECT)
                  .exons(3, 41, 13.5)
                  .build(),
              HandMadeTranscript.transcript("T1")
                  .at(1, 99)
                  .tagged(Tag.ENSEMBL_CANONICAL)
                  .exons(1, 99, 99)
                  .build(),
              HandMadeTranscript.transcript("T0").at(7, 7).build())
          .build();

  private static final GeneModel BARE = HandMadeGene.gene("").at("", Strand.UNKNOWN, 0, 0).build();

  private static final KV<String, SpliceSites> FULL_SITES =
      KV.of(
          "ENSG01.7_2",
          new SpliceSites(
              new long[] {5, 90, 249_250_621_000L},
              new long[] {5, 99},
              new SiteTranscripts(new String[] {"T0", null, "T0"}, new int[] {70_000, 1, 2}),
              HandMadeSites.transcripts("T2 1", "T0 3")));

  private static final Reject BAD_LINE =
      HandMadeReject.of(Input.ANNOTATION, "a.gtf")
          .at(1L << 40, 3)
          .because(Reason.BAD_VALUE, "x")
          .saying("1\t")
          .build();

  private static final Reject LONG_LINE =
      HandMadeReject.of(Input.SPLICE_SITES, "s.tsv")
          .at(0, -1)
          .because(Reason.LINE_TOO_LONG)
          .build();

  private static final Reject BAD_SITE =
      HandMadeReject.of(Input.SPLICE_SITES, "s.tsv").at(9, 2).because(Reason.BAD_VALUE).build();

  private static final List<Object> ELEMENTS =
      List.of(
          FULL,
          BARE,
          FULL_SITES,
          KV.of("", HandMadeSites.sites(new long[] {7}, new long[0])),
          BAD_LINE,
          LONG_LINE,
          AnnotationTally.usedToUnused(BAD_LINE, 2),
          HandMadeAnnotationTally.lines(Input.SPLICE_SITES, 10)
              .blank(1)
              .otherFeatures(2)
              .used(3)
              .exons(5)
              .unused(3, LONG_LINE)
              .unused(1, BAD_SITE)
              .unreadable(6, BAD_SITE)
              .build(),
          new InputFile(Input.ANNOTATION, "a.gtf", 1_204, Long.MIN_VALUE),
          new InputFile(Input.SPLICE_SITES, "s.tsv", 77, -1));

  @TempDir private Path folder;

  private AnnotationCache cache() {
    return cache(DATA_VERSION);
  }

  private AnnotationCache cache(int dataVersion) {
    return new AnnotationCache(OutputFolder.at(folder.toString()), dataVersion);
  }

  private Path file(AnnotationIdentity identity) {
    return Path.of(cache().folder().path(), identity.hash() + ".avro");
  }

  private static List<byte[]> records() {
    return records(ELEMENTS);
  }

  private static List<byte[]> records(List<Object> elements) {
    List<byte[]> records = new ArrayList<>();
    for (Object element : elements) {
      if (element instanceof GeneModel gene) {
        records.add(AnnotationRecords.of(gene));
      } else if (element instanceof KV<?, ?> sites) {
        records.add(AnnotationRecords.of((String) sites.getKey(), (SpliceSites) sites.getValue()));
      } else if (element instanceof Reject reject) {
        records.add(AnnotationRecords.of(reject));
      } else if (element instanceof AnnotationTally tally) {
        records.add(AnnotationRecords.of(tally));
      } else {
        records.add(AnnotationRecords.of((InputFile) element));
      }
    }
    return records;
  }

  /** Enough genes for several Avro blocks. */
  private static List<Object> manyGenes() {
    return IntStream.range(0, 2_000)
        .mapToObj(i -> (Object) gene("ENSG%06d".formatted(i), i))
        .toList();
  }

  private static GeneModel gene(String id, int i) {
    TranscriptModel transcript =
        HandMadeTranscript.transcript("T" + i)
            .at(i + 1, 5L * i + 9)
            .exons(2, i + 2, i / 2.0)
            .build();
    return HandMadeGene.gene(id)
        .named("N" + i)
        .at("1", Strand.FORWARD, i + 1, 5L * i + 9)
        .overlapping(i)
        .sites(i, i, 2 * i)
        .transcripts(transcript, transcript)
        .build();
  }

  private static List<Object> elements(Found found) throws IOException {
    assertThat(found, instanceOf(Hit.class));
    List<Object> elements = new ArrayList<>();
    ((Hit) found)
        .readTo(
            input -> input == Input.ANNOTATION ? "a.gtf" : "s.tsv",
            new AnnotationRecords.Sink() {
              @Override
              public void gene(GeneModel gene) {
                elements.add(gene);
              }

              @Override
              public void sites(String geneId, SpliceSites sites) {
                elements.add(KV.of(geneId, sites));
              }

              @Override
              public void reject(Reject reject) {
                elements.add(reject);
              }

              @Override
              public void tally(AnnotationTally tally) {
                elements.add(tally);
              }

              @Override
              public void file(InputFile file) {
                elements.add(file);
              }
            });
    return elements;
  }

  /** Why a file at the identity's place is not used, without the path and what is done instead. */
  private String flaw(AnnotationIdentity identity) {
    Found found = cache().find(identity);
    assertThat(found, instanceOf(Miss.class));
    String sentence = ((Miss) found).sentence();
    String before = "annotation cache " + file(identity) + " ";
    String after = ": computed anew";
    assertThat(sentence, startsWith(before));
    assertThat(sentence.endsWith(after), is(true));
    return sentence.substring(before.length(), sentence.length() - after.length());
  }

  @Test
  void everyElementComesBackAsItWas() throws IOException {
    cache().keep(IDENTITY, records());
    assertThat(elements(cache().find(IDENTITY)), containsInAnyOrder(ELEMENTS.toArray()));
    cache().keep(IDENTITY, records(manyGenes()));
    assertThat(elements(cache().find(IDENTITY)), is(manyGenes()));
    cache().keep(IDENTITY, records(List.of()));
    assertThat(elements(cache().find(IDENTITY)), is(List.of()));
  }

  @Test
  void theFileTellsAvroReadersWhatItIs() throws IOException {
    cache().keep(new AnnotationIdentity(GTF, SITES, true), records());
    byte[] content = Files.readAllBytes(file(new AnnotationIdentity(GTF, SITES, true)));
    try (DataFileStream<GenericRecord> avro =
        new DataFileStream<>(new ByteArrayInputStream(content), new GenericDatumReader<>())) {
      Map<String, String> meta = new TreeMap<>();
      avro.getMetaKeys().stream()
          .filter(key -> key.startsWith("splicebeam."))
          .forEach(key -> meta.put(key, avro.getMetaString(key)));
      assertThat(meta.remove("splicebeam.checksum").length(), is(32));
      assertThat(
          meta,
          is(
              Map.of(
                  "splicebeam.annotationCache", "3",
                  "splicebeam.dataVersion", "7",
                  "splicebeam.annotation", GTF,
                  "splicebeam.spliceSites", SITES,
                  "splicebeam.stripIdVersions", "true")));
      List<String> texts = new ArrayList<>();
      avro.forEach(record -> texts.add(record.getSchema().getName() + record));
      assertThat(
          texts,
          contains(
              "Gene{\"gene_id\": \"\", \"gene_name\": null, \"gene_type\": null, \"chrom\": \"\","
                  + " \"strand\": \"UNKNOWN\", \"start\": 0, \"end\": 0, \"num_overlaps\": 0,"
                  + " \"donor_sites\": 0, \"acceptor_sites\": 0, \"splice_sites\": 0,"
                  + " \"transcripts\": []}",
              "Gene{\"gene_id\": \"ENSG01.7_2\", \"gene_name\": \"BRCA\u00e9 \uD83E\uDDEC\","
                  + " \"gene_type\": \"protein_coding\", \"chrom\": \"chrX\", \"strand\":"
                  + " \"REVERSE\", \"start\": 1, \"end\": 249250621000, \"num_overlaps\": 3,"
                  + " \"donor_sites\": 70000, \"acceptor_sites\": 69999, \"splice_sites\": 139998,"
                  + " \"transcripts\": ["
                  + "{\"transcript_id\": \"T2\", \"start\": 5, \"end\": 90, \"tag\":"
                  + " \"MANE_SELECT\", \"num_exons\": 3, \"total_exon_length\": 41,"
                  + " \"median_exon_length\": 13.5, \"total_intron_length\": 45}, "
                  + "{\"transcript_id\": \"T1\", \"start\": 1, \"end\": 99, \"tag\":"
                  + " \"ENSEMBL_CANONICAL\", \"num_exons\": 1, \"total_exon_length\": 99,"
                  + " \"median_exon_length\": 99.0, \"total_intron_length\": 0}, "
                  + "{\"transcript_id\": \"T0\", \"start\": 7, \"end\": 7, \"tag\":"
                  + " \"NONE\", \"num_exons\": 0, \"total_exon_length\": 0,"
                  + " \"median_exon_length\": 0.0, \"total_intron_length\": 0}]}",
              "GeneSites{\"gene_id\": \"\", \"donors\": [7], \"acceptors\": [], \"of_donors\":"
                  + " [{\"smallest_id\": null, \"transcripts\": 1}], \"of_acceptors\": []}",
              "GeneSites{\"gene_id\": \"ENSG01.7_2\", \"donors\": [5, 90, 249250621000],"
                  + " \"acceptors\": [5, 99], \"of_donors\":"
                  + " [{\"smallest_id\": \"T0\", \"transcripts\": 70000},"
                  + " {\"smallest_id\": null, \"transcripts\": 1},"
                  + " {\"smallest_id\": \"T0\", \"transcripts\": 2}], \"of_acceptors\":"
                  + " [{\"smallest_id\": \"T2\", \"transcripts\": 1},"
                  + " {\"smallest_id\": \"T0\", \"transcripts\": 3}]}",
              "RejectedLine{\"input\": \"ANNOTATION\", \"byte_offset\": 1099511627776, \"line\": 3,"
                  + " \"reason\": \"BAD_VALUE\", \"detail\": \"x\", \"line_start\":"
                  + " \"1\\t\"}",
              "RejectedLine{\"input\": \"SPLICE_SITES\", \"byte_offset\": 0, \"line\": -1,"
                  + " \"reason\": \"LINE_TOO_LONG\", \"detail\": \"\", \"line_start\": \"\"}",
              "LineTally{\"input\": \"ANNOTATION\", \"lines\": 0, \"blank\": 0,"
                  + " \"other_features\": 0, \"used\": -2, \"exons\": 0, \"unused\":"
                  + " [{\"reason\": \"BAD_VALUE\", \"lines\": 2}], \"unreadable\": 0,"
                  + " \"first_unused\": {\"input\": \"ANNOTATION\", \"byte_offset\":"
                  + " 1099511627776, \"line\": 3, \"reason\": \"BAD_VALUE\", \"detail\": \"x\","
                  + " \"line_start\": \"1\\t\"}, \"first_unreadable\": null}",
              "LineTally{\"input\": \"SPLICE_SITES\", \"lines\": 10, \"blank\": 1,"
                  + " \"other_features\": 2, \"used\": 3, \"exons\": 5, \"unused\":"
                  + " [{\"reason\": \"BAD_VALUE\", \"lines\": 1}, {\"reason\":"
                  + " \"LINE_TOO_LONG\", \"lines\": 3}], \"unreadable\": 6, \"first_unused\":"
                  + " {\"input\": \"SPLICE_SITES\", \"byte_offset\": 0, \"line\": -1,"
                  + " \"reason\": \"LINE_TOO_LONG\", \"detail\": \"\", \"line_start\": \"\"},"
                  + " \"first_unreadable\": {\"input\": \"SPLICE_SITES\", \"byte_offset\": 9,"
                  + " \"line\": 2, \"reason\": \"BAD_VALUE\", \"detail\": \"\","
                  + " \"line_start\": \"\"}}",
              "SourceFile{\"input\": \"ANNOTATION\", \"bytes\": 1204, \"content_hash\":"
                  + " -9223372036854775808}",
              "SourceFile{\"input\": \"SPLICE_SITES\", \"bytes\": 77, \"content_hash\": -1}"));
    }
  }

  /** Another schema, or another meaning of it, needs another version. */
  @Test
  void theSchemaOfVersionThreeStandsStill() {
    assertThat(AnnotationCache.VERSION, is(3));
    assertThat(
        Long.toHexString(SchemaNormalization.parsingFingerprint64(AnnotationRecords.SCHEMA)),
        is("2659b6c674a4c8cc"));
    Schema gene = AnnotationRecords.SCHEMA.getTypes().get(0);
    Schema transcript = gene.getField("transcripts").schema().getElementType();
    Schema reject = AnnotationRecords.SCHEMA.getTypes().get(2);
    assertThat(symbols(gene, "strand"), is(names(Strand.values())));
    assertThat(symbols(transcript, "tag"), is(names(Tag.values())));
    assertThat(symbols(reject, "input"), is(names(Input.values())));
    assertThat(symbols(reject, "reason"), is(names(Reason.values())));
  }

  private static List<String> symbols(Schema record, String field) {
    return record.getField(field).schema().getEnumSymbols();
  }

  private static List<String> names(Enum<?>[] values) {
    return Stream.of(values).map(Enum::name).toList();
  }

  @Test
  void equalContentGivesEqualBytesAndOneFile() throws IOException {
    List<byte[]> records = records(manyGenes());
    cache().keep(IDENTITY, records);
    byte[] first = Files.readAllBytes(file(IDENTITY));
    Collections.shuffle(records, new Random(3));
    cache().keep(IDENTITY, records);
    assertThat(Files.readAllBytes(file(IDENTITY)), is(first));
    assertThat(filesBelow(folder), arrayContaining(file(IDENTITY).getFileName().toString()));
  }

  private static String[] filesBelow(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toArray(String[]::new);
    }
  }

  @Test
  void severalAnnotationsAndSettingsShareAFolder() throws IOException {
    List<AnnotationIdentity> identities =
        List.of(
            IDENTITY,
            new AnnotationIdentity(GTF, INTRONS, true),
            new AnnotationIdentity(GTF, SITES, false),
            new AnnotationIdentity(SITES, GTF, false),
            new AnnotationIdentity(SITES, INTRONS, false),
            new AnnotationIdentity(GTF.replace("uncompressed", "gzip"), INTRONS, false));
    for (int i = 0; i < identities.size(); i++) {
      assertThat(
          cache().find(identities.get(i)),
          is(
              new Miss(
                  "annotation cache %s holds nothing of this annotation with these settings:"
                          .formatted(folder)
                      + " computed anew")));
      cache().keep(identities.get(i), records(List.of(gene("G" + i, i))));
    }
    for (int i = 0; i < identities.size(); i++) {
      assertThat(elements(cache().find(identities.get(i))), is(List.of((Object) gene("G" + i, i))));
    }
    for (String name : filesBelow(folder)) {
      assertThat(name.matches("[0-9a-f]{32}\\.avro"), is(true));
    }
    assertThat(filesBelow(folder).length, is(identities.size()));
  }

  @Test
  void aFileOfSomethingElseSaysOfWhat() throws IOException {
    assertFlaw(new AnnotationIdentity(SITES, INTRONS, false), "is of another annotation");
    assertFlaw(
        new AnnotationIdentity(GTF.replace("1204", "1203"), INTRONS, false),
        "is of another annotation");
    assertFlaw(new AnnotationIdentity(GTF, SITES, false), "is of other splice sites");
    assertFlaw(new AnnotationIdentity(GTF, INTRONS, true), "is of another --stripIdVersions");
    cache(DATA_VERSION + 1).keep(IDENTITY, records());
    assertThat(flaw(IDENTITY), is("was made by another version of splicebeam"));
  }

  /** A file that was made for one annotation and stands in the place of another. */
  private void assertFlaw(AnnotationIdentity made, String flaw) throws IOException {
    cache().keep(made, records());
    Files.move(file(made), file(IDENTITY), StandardCopyOption.REPLACE_EXISTING);
    assertThat(flaw(IDENTITY), is(flaw));
  }

  @Test
  void aForeignFileIsNeverBelieved() throws IOException {
    put(new byte[0]);
    assertThat(flaw(IDENTITY), is("is empty"));
    put("gene_id\tgene_start\tgene_end\nENSG1\t1\t2\n".getBytes(StandardCharsets.UTF_8));
    assertThat(flaw(IDENTITY), is("is no Avro file"));
    put("Ob".getBytes(StandardCharsets.UTF_8));
    assertThat(flaw(IDENTITY), is("is cut off, or holds no aggregated gene models"));
    put(Arrays.copyOf("Obj\u0001".getBytes(StandardCharsets.UTF_8), 100_000));
    assertThat(flaw(IDENTITY), is("is cut off, or holds no aggregated gene models"));
    put("Obj\u0001splicebeam.checksum@".getBytes(StandardCharsets.UTF_8));
    assertThat(flaw(IDENTITY), is("is cut off, or holds no aggregated gene models"));
    put(("Obj\u0001splicebeam.checksum@" + "0".repeat(32)).getBytes(StandardCharsets.UTF_8));
    assertThat(flaw(IDENTITY), is("is cut off or damaged"));
    Files.delete(file(IDENTITY));
    Files.createDirectory(file(IDENTITY));
    assertThat(flaw(IDENTITY), is("is another user's, or no file, and stays as it is"));
  }

  @Test
  void aRawExonTableIsNoTableOfGenes() throws IOException {
    put(rawExons(Map.of()));
    assertThat(flaw(IDENTITY), is("is cut off, or holds no aggregated gene models"));
    cache().keep(IDENTITY, records());
    Map<String, String> itsMetadata = metadata(Files.readAllBytes(file(IDENTITY)));
    put(rawExons(itsMetadata));
    assertThat(flaw(IDENTITY), is("is cut off or damaged"));
    put(AnnotationCache.sealed(rawExons(itsMetadata)));
    assertThat(flaw(IDENTITY), is("is of another version of the cache"));
  }

  @Test
  void anOtherVersionIsNotUsed() throws IOException {
    cache().keep(IDENTITY, records());
    Map<String, String> metadata = metadata(Files.readAllBytes(file(IDENTITY)));
    metadata.put("splicebeam.annotationCache", "2");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataFileWriter<Object> avro = new DataFileWriter<>(new GenericDatumWriter<>())) {
      metadata.forEach(avro::setMeta);
      avro.create(AnnotationRecords.SCHEMA, bytes);
    }
    put(AnnotationCache.sealed(bytes.toByteArray()));
    assertThat(flaw(IDENTITY), is("is of another version of the cache"));
  }

  /** Columns named as an aggregated table might name them. */
  private static byte[] rawExons(Map<String, String> metadata) throws IOException {
    Schema exon =
        SchemaBuilder.record("Gene")
            .namespace("org.splicebeam.annotation")
            .fields()
            .requiredString("gene_id")
            .requiredString("transcript_id")
            .requiredLong("start")
            .requiredLong("end")
            .endRecord();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataFileWriter<GenericRecord> avro =
        new DataFileWriter<>(new GenericDatumWriter<>(exon))) {
      metadata.forEach(avro::setMeta);
      avro.create(exon, bytes);
      for (long i = 1; i < 9; i++) {
        avro.append(
            new GenericRecordBuilder(exon)
                .set("gene_id", "ENSG01.7_2")
                .set("transcript_id", "T1")
                .set("start", i)
                .set("end", i + 3)
                .build());
      }
    }
    return bytes.toByteArray();
  }

  private static Map<String, String> metadata(byte[] content) throws IOException {
    Map<String, String> metadata = new TreeMap<>();
    try (DataFileStream<GenericRecord> avro =
        new DataFileStream<>(new ByteArrayInputStream(content), new GenericDatumReader<>())) {
      avro.getMetaKeys().stream()
          .filter(key -> key.startsWith("splicebeam."))
          .forEach(key -> metadata.put(key, avro.getMetaString(key)));
    }
    return metadata;
  }

  private void put(byte[] content) throws IOException {
    Files.createDirectories(folder);
    Files.write(file(IDENTITY), content);
  }

  @Test
  void aFileCutOffAnywhereIsNotUsed() throws IOException {
    cache().keep(IDENTITY, records(manyGenes()));
    byte[] large = Files.readAllBytes(file(IDENTITY));
    for (int twentieth = 1; twentieth < 20; twentieth++) {
      put(Arrays.copyOf(large, large.length * twentieth / 20));
      assertThat(twentieth + "/20", flaw(IDENTITY), startsWith("is cut off"));
    }
    for (int length = 1; length < large.length; length += 97) {
      put(Arrays.copyOf(large, length));
      assertThat("after " + length, flaw(IDENTITY), startsWith("is cut off"));
    }
    put(Arrays.copyOf(large, large.length + 1));
    assertThat(flaw(IDENTITY), is("is cut off or damaged"));
  }

  /** Avro itself takes such a file for a whole one. */
  @Test
  void aFileCutOffBetweenTwoBlocksIsNotUsed() throws IOException {
    cache().keep(IDENTITY, records(manyGenes()));
    byte[] whole = Files.readAllBytes(file(IDENTITY));
    byte[] sync = HexFormat.of().parseHex(IDENTITY.hash());
    int cuts = 0;
    for (int end = sync.length; end < whole.length; end++) {
      if (Arrays.equals(whole, end - sync.length, end, sync, 0, sync.length)) {
        put(Arrays.copyOf(whole, end));
        assertThat(flaw(IDENTITY), is("is cut off or damaged"));
        cuts++;
      }
    }
    assertThat("blocks", cuts > 1, is(true));
  }

  @Test
  void aFileWithAChangedBitIsNotUsed() throws IOException {
    cache().keep(IDENTITY, records());
    byte[] content = Files.readAllBytes(file(IDENTITY));
    for (int bit = 0; bit < 8 * content.length; bit += 31) {
      content[bit / 8] ^= (byte) (1 << bit % 8);
      put(content);
      assertThat("bit " + bit, cache().find(IDENTITY), instanceOf(Miss.class));
      content[bit / 8] ^= (byte) (1 << bit % 8);
    }
    put(content);
    assertThat(cache().find(IDENTITY), instanceOf(Hit.class));
  }

  @Test
  void writersAndReadersAtTheSameTimeDoNoHarm() throws Exception {
    List<Object> genes = manyGenes();
    cache().keep(IDENTITY, records(genes));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> tasks = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        boolean writes = i % 2 == 0;
        tasks.add(
            threads.submit(
                () -> {
                  for (int round = 0; round < 10; round++) {
                    if (writes) {
                      cache().keep(IDENTITY, records(genes));
                    } else {
                      assertThat(elements(cache().find(IDENTITY)), is(genes));
                    }
                  }
                  return null;
                }));
      }
      for (Future<?> task : tasks) {
        task.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } finally {
      threads.shutdownNow();
    }
    assertThat(filesBelow(folder), arrayContaining(file(IDENTITY).getFileName().toString()));
  }

  /** Root may give a file to another user; elsewhere that cannot be tried. */
  @Test
  void anotherUsersFileNeitherCountsNorIsTouched() throws IOException {
    assumeTrue(SharedFolder.user() == 0);
    cache().keep(IDENTITY, records());
    byte[] content = Files.readAllBytes(file(IDENTITY));
    Files.setAttribute(file(IDENTITY), "unix:uid", 12_345);
    assertThat(flaw(IDENTITY), is("is another user's, or no file, and stays as it is"));

    Path own = folder.resolve(IDENTITY.hash() + "-0.avro");
    assertThat(cache().keep(IDENTITY, records()).name(), is(own.getFileName().toString()));
    assertThat(((AnnotationCache.Hit) cache().find(IDENTITY)).path(), is(own.toString()));
    assertThat(Files.readAllBytes(file(IDENTITY)), is(content));

    Files.setAttribute(folder, "unix:uid", 12_345); // the folder's owner is trusted
    assertThat(
        ((AnnotationCache.Hit) cache().find(IDENTITY)).path(), is(file(IDENTITY).toString()));
    assertThat(cache().keep(IDENTITY, records()).name(), is(own.getFileName().toString()));
    Files.setAttribute(folder, "unix:uid", 0);

    Files.setAttribute(own, "unix:uid", 12_345);
    assertThat(
        assertThrows(IOException.class, () -> cache().keep(IDENTITY, records())).getMessage(),
        is("its files of this annotation are another user's"));
  }

  @Test
  void aLinkInTheCacheIsNotFollowed() throws IOException {
    cache().keep(IDENTITY, records());
    Path moved = folder.resolve("moved");
    Files.move(file(IDENTITY), moved);
    Files.createSymbolicLink(file(IDENTITY), moved);
    byte[] content = Files.readAllBytes(moved);
    assertThat(flaw(IDENTITY), is("is another user's, or no file, and stays as it is"));
    cache().keep(IDENTITY, records());
    assertThat(Files.isSymbolicLink(file(IDENTITY)), is(true));
    assertThat(Files.readAllBytes(moved), is(content));
  }

  @Test
  void anIdentityComesThroughItsCoder() throws IOException {
    for (AnnotationIdentity identity :
        List.of(IDENTITY, new AnnotationIdentity(GTF, SITES, true))) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      new AnnotationIdentity.Coder().encode(identity, bytes);
      assertThat(
          new AnnotationIdentity.Coder().decode(new ByteArrayInputStream(bytes.toByteArray())),
          is(identity));
    }
    assertThat(IDENTITY.hash(), is(not(new AnnotationIdentity(GTF, INTRONS, true).hash())));
  }
}
