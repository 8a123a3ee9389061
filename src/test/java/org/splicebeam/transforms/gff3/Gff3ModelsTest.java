package org.splicebeam.transforms.gff3;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.splicebeam.transforms.gff3.HandMadeGff3.ids;
import static org.splicebeam.transforms.gff3.HandMadeGff3.line;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.SpliceSites;
import org.splicebeam.schemas.genome.TranscriptModel;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.schemas.reject.Reject.Reason;
import org.splicebeam.transforms.genes.AnnotationModels;

/** Contract 1.2: what the lines of a GFF3 are, and what they come to. */
class Gff3ModelsTest {
  private static final String GENE = line("gene", 1, 90, "ID=g");

  @TempDir private Path folder;

  private AnnotationModels gff3(String... lines) throws IOException {
    return HandMadeGff3.gff3(folder, lines);
  }

  private static TranscriptModel transcript(AnnotationModels models, String gene, String id) {
    return models.genes().get(gene).transcripts().stream()
        .filter(t -> t.transcriptId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  // ---------------------------------------------------------------- recognition

  @ParameterizedTest
  @ValueSource(
      strings = {
        "##gff-version 3\n",
        "##gff-version   3.1.26\n",
        "##gff-version\t3\r\n",
        "",
        "# made up\n\n",
        "\uFEFF##gff-version 3\n",
        "1\tx\tregion\t1\t90\t.\t.\t.\t.\n1\tx\tregion\t1\t9\t.\t.\t.\t\n"
      })
  void aGff3IsKnownByItsVersionOrItsFirstAttributes(String head) throws IOException {
    String text = head + line("gene", 1, 90, "ID=gene:G") + "\n";
    assertThat(ids(HandMadeGff3.models(folder, false, text)), contains("G"));
  }

  @Test
  void anotherVersionDecidesNothing() throws IOException {
    AnnotationModels gff2 =
        HandMadeGff3.models(
            folder, false, "##gff-version 2\n" + line("gene", 1, 9, "gene_id \"G\"") + "\n");
    assertThat(ids(gff2), contains("G"));
    AnnotationModels gff30 =
        HandMadeGff3.models(
            folder, false, "##gff-version 30\n" + line("gene", 1, 9, "gene_id \"G\"") + "\n");
    assertThat(ids(gff30), contains("G"));
  }

  @Test
  void theFirstAttributesDecideForTheWholeFile() throws IOException {
    String lines =
        line("gene", 1, 9, "gene_id \"G=1\";") + "\n" + line("gene", 1, 9, "ID=x") + "\n";
    AnnotationModels gtf = HandMadeGff3.models(folder, false, lines);
    assertThat(ids(gtf), contains("G=1"));
    assertThat(gtf.tally().unused(), is(Map.of(Reason.MISSING_ID, 1L)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"##FASTA", "##FASTA\r", ">1", ">1 chromosome"})
  void sequencesEndTheFeatures(String end) throws IOException {
    AnnotationModels models = gff3(GENE, "###", end, "ACGT", "#" + GENE, "", "1\tACGT", ">2");
    assertThat(ids(models), contains("g"));
    assertThat(models.tally().lines(), is(3L));
    assertThat(models.tally().unused(), is(anEmptyMap()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"##FASTA", ">1", ">odd\tline"})
  void featuresBehindTheEndAreLostAndCounted(String end) throws IOException {
    String late = line("gene", 1, 9, "ID=late");
    AnnotationModels models = gff3(GENE, end, "ACGT", "#" + late, late, line("CDS", 1, 9, "."));
    assertThat(ids(models), contains("g"));
    assertThat(models.tally().lines(), is(4L));
    assertThat(models.tally().unused(), is(Map.of(Reason.BAD_VALUE, 2L)));
    Reject first = models.tally().firstUnused();
    assertThat(first.line(), is(6L));
    assertThat(
        first.detail(),
        is(
            "the features end with the first line that begins with > or ##FASTA, at byte "
                + (HandMadeGff3.VERSION + "\n" + GENE + "\n").length()));
    assertThat(models.rejects().stream().map(Reject::line).toList(), contains(6L, 7L));
  }

  @Test
  void theOddLineItselfIsTheFirstThatIsLost() throws IOException {
    AnnotationModels models = gff3(GENE, ">" + GENE, line("gene", 1, 9, "ID=late"));
    assertThat(models.tally().unused(), is(Map.of(Reason.BAD_VALUE, 2L)));
    assertThat(models.tally().firstUnused().line(), is(3L));
  }

  @Test
  void anIdBehindTheSequencesIsNotInTheFile() throws IOException {
    AnnotationModels models =
        gff3(line("mRNA", 1, 9, "ID=t;Parent=late"), "##FASTA", line("gene", 1, 9, "ID=late"));
    assertThat(models.tally().unused(), is(Map.of(Reason.NO_PARENT, 1L, Reason.BAD_VALUE, 1L)));
  }

  @Test
  void aNinthFieldMayBeOneCellOfACsv() throws IOException {
    String gene = line("gene", 1, 9, "\"ID=gene:G;note=\"\"x\"\"\"");
    assertThat(ids(gff3(gene)), contains("G"));
    assertThat(ids(HandMadeGff3.models(folder, false, gene)), contains("G"));
  }

  // ---------------------------------------------------------------- ids

  @ParameterizedTest
  @CsvSource({
    "gene:G, G",
    "gene-G, G",
    "transcript:G, G",
    "rna-G, G",
    "gene:gene-G, gene-G",
    "id-G, id-G",
    "Gene:G, Gene:G"
  })
  void oneKnownPrefixIsDropped(String id, String stripped) throws IOException {
    assertThat(ids(gff3(line("gene", 1, 9, "ID=" + id))), contains(stripped));
  }

  @Test
  void attributesNameBeforeIds() throws IOException {
    List<String> lines =
        List.of(
            line("gene", 1, 9, "ID=g;gene_id=G.1"),
            line("mRNA", 1, 9, "ID=t;Parent=g;transcript_id=T.2"),
            line("exon", 1, 9, "Parent=t"));
    assertThat(ids(gff3(lines.toArray(String[]::new))), contains("G.1/T.2"));
    String bare = HandMadeGff3.VERSION + "\n" + String.join("\n", lines);
    assertThat(ids(HandMadeGff3.models(folder, true, bare)), contains("G/T"));
  }

  @Test
  void theCopyOnYKeepsItsMark() throws IOException {
    String text = line("gene", 1, 9, "ID=g;gene_id=ENSG1.5_PAR_Y");
    assertThat(ids(HandMadeGff3.models(folder, true, text)), contains("ENSG1_PAR_Y"));
  }

  @Test
  void escapesAreDecodedBehindTheSplitting() throws IOException {
    AnnotationModels models =
        gff3(
            line("gene", 1, 9, "ID=gene:A%2CB%3b"),
            line("mRNA", 1, 9, "ID=rna-%54;Parent=gene:A%2CB%3B"),
            line("gene", 1, 9, "ID=a%zz+b%;Name=%"));
    assertThat(ids(models), contains("A,B;/T", "a%zz+b%"));
    assertThat(models.genes().get("a%zz+b%").name(), is("%"));
  }

  @Test
  void blanksAroundKeysAndValuesDoNotCount() throws IOException {
    AnnotationModels models =
        gff3(line("gene", 1, 9, " ID = g ; Name = n "), line("mRNA", 1, 9, "ID=t;Parent= g , x "));
    assertThat(ids(models), contains("g/t"));
    assertThat(models.genes().get("g").name(), is("n"));
  }

  @Test
  void aNameThatIsNoUtf8IsNoneAndCounted() throws IOException {
    AnnotationModels models =
        gff3(
            line("gene", 1, 9, "ID=g;Name=caf%E9"),
            line("gene", 1, 9, "ID=h;Name=caf%C3%A9"),
            line("gene", 1, 9, "ID=i;description=caf%E9"),
            line("gene", 1, 9, "ID=j;gene_name=%E9;Name=n;biotype=%FF"),
            line("mRNA", 1, 9, "ID=t;Parent=j;tag=%FF,MANE Select"));
    assertThat(models.genes().get("g").name(), is(nullValue()));
    assertThat(models.genes().get("h").name(), is("café"));
    assertThat(models.genes().get("i").name(), is(nullValue()));
    assertThat(models.genes().get("j").name(), is("n"));
    assertThat(transcript(models, "j", "t").tag(), is(TranscriptModel.Tag.MANE_SELECT));
    assertThat(models.tally().unreadable(), is(4L));
    assertThat(models.tally().unused(), is(anEmptyMap()));
  }

  @Test
  void anIdThatIsNoUtf8MakesALineBad() throws IOException {
    AnnotationModels models =
        gff3(
            line("gene", 1, 9, "ID=caf%E9"),
            line("gene", 1, 9, "ID=h;gene_id=%FF"),
            line("mRNA", 1, 9, "ID=t;Parent=h,%FF"),
            line("mRNA", 1, 9, "ID=u;Parent=k;transcript_id=%FF"),
            line("exon", 1, 9, "ID=%FF;Parent=h"),
            line("CDS", 1, 9, "ID=%FF;Parent=h"),
            line("region", 1, 9, "ID=%FF"),
            line("gene", 1, 9, "ID=k"));
    assertThat(ids(models), contains("k"));
    assertThat(models.tally().unused(), is(Map.of(Reason.BAD_VALUE, 5L)));
    assertThat(models.tally().otherFeatures(), is(2L));
  }

  /** Nothing but the type and the Parent tells it from a region. */
  @ParameterizedTest
  @CsvSource({
    "mRNA, ID=T%E9;geneID=G1, 1",
    "mRNA, ID=T%E9;gene_id=G1, 1",
    "mRNA, ID=T;geneID=%E9, 1",
    "RNA, ID=gene:%E9, 1",
    "RNA, ID=gene%3A%E9, 1",
    "RNA, ID=gene-%E9, 1",
    "RNA, ID=T;transcript_id=%E9, 0",
    "region, ID=%E9, 0"
  })
  void whatCouldBeAGeneOrTranscriptIsNoOtherFeature(String type, String attributes, long bad)
      throws IOException {
    AnnotationModels models = gff3(GENE, line(type, 1, 9, attributes));
    assertThat(models.tally().rejected(), is(bad));
    assertThat(models.tally().unused().getOrDefault(Reason.BAD_VALUE, 0L), is(bad));
    assertThat(models.tally().otherFeatures(), is(1 - bad));
  }

  @Test
  void aGeneOnAChromosomeThatIsNoUtf8IsReported() throws IOException {
    String text = GENE + "\n" + line("é", "+", "RNA", 1, 9, "ID=gene:h");
    AnnotationModels models = HandMadeGff3.models(folder, false, text, StandardCharsets.ISO_8859_1);
    assertThat(models.tally().unused(), is(Map.of(Reason.BAD_VALUE, 1L)));
  }

  @Test
  void bytesThatAreNoUtf8CountOnlyWhereTheyAreUsed() throws IOException {
    String text =
        String.join(
            "\n",
            "# é",
            line("gene", 1, 9, "ID=g;Note=é"),
            line("é", "+", "gene", 1, 9, "ID=h"),
            line("1", "+", "exon", 1, 9, "Parent=g;Name=é"));
    AnnotationModels models = HandMadeGff3.models(folder, false, text, StandardCharsets.ISO_8859_1);
    assertThat(ids(models), contains("g/g"));
    assertThat(models.tally().unused(), is(Map.of(Reason.BAD_VALUE, 1L)));
    assertThat(models.tally().unreadable(), is(0L));
  }

  @Test
  void aGeneOrTranscriptWithoutAnyIdIsReported() throws IOException {
    AnnotationModels models =
        gff3(
            line("gene", 1, 9, "Name=n"),
            line("gene", 1, 9, "ID="),
            line("mRNA", 1, 9, "Parent=g"),
            line("gene", 1, 9, "ID=g"),
            line("gene", 1, 9, "gene_id=h"));
    assertThat(ids(models), contains("g", "h"));
    assertThat(models.tally().unused(), is(Map.of(Reason.MISSING_ID, 3L)));
  }

  // ---------------------------------------------------------------- kinds

  @ParameterizedTest
  @ValueSource(strings = {"gene", "pseudogene", "ncRNA_gene", "transposable_element_gene"})
  void theseAreGenes(String type) throws IOException {
    assertThat(ids(gff3(line(type, 1, 9, "ID=g"))), contains("g"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"region", "biological_region", "mRNA", "CDS", "genes", "Gene", "gene_x"})
  void theseAreNone(String type) throws IOException {
    AnnotationModels models = gff3(line(type, 1, 9, "ID=g"));
    assertThat(ids(models), is(empty()));
    assertThat(models.tally().otherFeatures(), is(1L));
  }

  @Test
  void anIdCanMakeAGeneOfOtherTypes() throws IOException {
    assertThat(ids(gff3(line("RNA", 1, 9, "ID=gene:g"))), contains("g")); // old Ensembl
    assertThat(ids(gff3(line("processed_transcript", 1, 9, "ID=gene-g"))), contains("g"));
    assertThat(ids(gff3(line("CDS", 1, 9, "ID=gene:g"))), is(empty()));
    assertThat(ids(gff3(line("five_prime_UTR", 1, 9, "ID=gene:g"))), is(empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mRNA",
        "transcript",
        "lnc_RNA",
        "V_gene_segment",
        "pseudogenic_transcript",
        "primary_transcript",
        "gene"
      })
  void whatIsBelowAGeneIsATranscript(String type) throws IOException {
    AnnotationModels models = gff3(GENE, line(type, 1, 9, "ID=t;Parent=g"));
    assertThat(ids(models), contains("g/t"));
    assertThat(models.tally().used(), is(2L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"CDS", "five_prime_UTR", "x_UTR", "start_codon", "stop_codon", "intron"})
  void butTheseAreNot(String type) throws IOException {
    AnnotationModels models = gff3(GENE, line(type, 1, 9, "ID=t;Parent=g"));
    assertThat(ids(models), contains("g"));
    assertThat(models.tally().otherFeatures(), is(1L));
  }

  @Test
  void exonsBelowAGeneAreATranscriptOfItsId() throws IOException {
    AnnotationModels models =
        gff3(
            line("pseudogene", 1, 90, "ID=gene-P"),
            line("exon", 1, 9, "ID=id-P;Parent=gene-P"),
            line("exon", 20, 90, "ID=id-P-2;Parent=gene-P"));
    assertThat(transcript(models, "P", "P").numExons(), is(2));
    SpliceSites sites = models.sites().get("P");
    assertThat(sites.donors(), is(new long[] {10}));
    assertThat(sites.acceptors(), is(new long[] {19}));
  }

  @Test
  void aLineMayHaveSeveralParents() throws IOException {
    AnnotationModels models =
        gff3(
            GENE,
            line("mRNA", 1, 9, "ID=t;Parent=g"),
            line("mRNA", 1, 9, "ID=u;Parent=g"),
            line("exon", 1, 4, "Parent=t,u"),
            line("exon", 6, 9, "Parent=u,nowhere"));
    assertThat(transcript(models, "g", "t").numExons(), is(1));
    assertThat(transcript(models, "g", "u").numExons(), is(2));
    assertThat(models.tally().used(), is(5L));
    assertThat(models.tally().exons(), is(2L));
  }

  @Test
  void aLineOfTwoGenesCountsOnce() throws IOException {
    AnnotationModels models =
        gff3(
            GENE,
            line("gene", 5, 20, "ID=h"),
            line("mRNA", 6, 20, "ID=t;Parent=h,g"),
            line("exon", 6, 9, "Parent=t"));
    assertThat(ids(models), contains("g/t", "h/t"));
    assertThat(models.tally().used(), is(4L));
  }

  @Test
  void linesThatLeadNowhereAreReported() throws IOException {
    AnnotationModels models =
        gff3(
            GENE,
            line("exon", 1, 9, "Parent=nowhere"),
            line("exon", 1, 9, "ID=e"),
            line("mRNA", 1, 9, "ID=t;Parent=nowhere"),
            line("exon", 1, 9, "Parent=t"));
    assertThat(ids(models), contains("g"));
    assertThat(models.tally().unused(), is(Map.of(Reason.NO_PARENT, 4L)));
    assertThat(
        models.rejects().get(0).detail(),
        is("no gene or transcript has the ID of its Parent nowhere"));
    assertThat(models.rejects().get(1).detail(), is("an exon without Parent"));
  }

  @Test
  void otherFeaturesAreNoFault() throws IOException {
    AnnotationModels models =
        gff3(
            GENE,
            line("CDS", 1, 9, "Parent=nowhere"),
            line("match", 1, 9, "ID=m"),
            line("match_part", 1, 9, "Parent=m"));
    assertThat(models.tally().unused(), is(anEmptyMap()));
    assertThat(models.tally().otherFeatures(), is(3L));
  }

  @Test
  void anExonsIdIsNotInTheFile() throws IOException {
    AnnotationModels models =
        gff3(GENE, line("exon", 1, 9, "ID=e;Parent=g"), line("mRNA", 1, 9, "ID=t;Parent=e"));
    assertThat(models.tally().unused(), is(Map.of(Reason.NO_PARENT, 1L)));
  }

  @Test
  void matureMiRnaIsAnotherFeature() throws IOException {
    AnnotationModels models =
        gff3(
            line("gene", 1, 90, "ID=gene-M"),
            line("primary_transcript", 1, 90, "ID=rna-P;Parent=gene-M"),
            line("exon", 1, 90, "Parent=rna-P"),
            line("miRNA", 5, 25, "ID=rna-P-2;Parent=rna-P"),
            line("exon", 5, 25, "Parent=rna-P-2"));
    assertThat(ids(models), contains("M/P"));
    assertThat(transcript(models, "M", "P").numExons(), is(1));
    assertThat(models.tally().otherFeatures(), is(2L));
    assertThat(models.tally().unused(), is(anEmptyMap()));
  }

  @Test
  void severalLinesOfOneIdMakeTheirHull() throws IOException {
    AnnotationModels models =
        gff3(
            line("gene", 5, 20, "ID=g"),
            line("gene", 40, 60, "ID=g"),
            line("mRNA", 6, 20, "ID=t;Parent=g"),
            line("mRNA", 40, 55, "ID=t;Parent=g"));
    assertThat(models.genes().get("g").span(), is(new Span(5, 60)));
    assertThat(transcript(models, "g", "t").span(), is(new Span(6, 55)));
  }

  @Test
  void badCoordinatesDoNotCutTheTie() throws IOException {
    AnnotationModels models =
        gff3(
            line("gene", "x", 20, "ID=g"),
            line("mRNA", 9, 5, "ID=t;Parent=g"),
            line("exon", 7, 8, "Parent=t"));
    assertThat(models.genes().get("g").span(), is(new Span(7, 8)));
    assertThat(models.tally().unused(), is(Map.of(Reason.BAD_VALUE, 2L)));
  }

  @Test
  void aGeneIsOnePlace() throws IOException {
    AnnotationModels models =
        gff3(
            line("Y", "+", "gene", 1, 9, "ID=y;gene_id=G"),
            line("X", "+", "gene", 3, 9, "ID=x;gene_id=G"),
            line("Y", "+", "mRNA", 1, 9, "ID=t;Parent=y"));
    assertThat(models.genes().get("G").chrom(), is("X"));
    assertThat(ids(models), contains("G"));
    assertThat(models.tally().unused(), is(Map.of(Reason.OTHER_PLACE, 2L)));
  }

  @Test
  void twoTranscriptsOfOneTranscriptIdAreKnownByTheirIds() throws IOException {
    AnnotationModels models =
        gff3(
            GENE,
            line("mRNA", 1, 9, "ID=rna-T;Parent=g;transcript_id=T"),
            line("mRNA", 20, 90, "ID=rna-T-2;Parent=g;transcript_id=T"),
            line("exon", 1, 9, "Parent=rna-T;transcript_id=T"),
            line("exon", 20, 30, "Parent=rna-T-2;transcript_id=T"),
            line("exon", 40, 90, "Parent=rna-T-2;transcript_id=T"),
            line("gene", 1, 9, "ID=h"),
            line("mRNA", 1, 9, "ID=rna-T-3;Parent=h;transcript_id=T"),
            line("exon", 1, 9, "Parent=rna-T-3;transcript_id=T"));
    assertThat(ids(models), contains("g/T", "g/T-2", "h/T"));
    assertThat(transcript(models, "g", "T-2").numExons(), is(2));
  }

  @Test
  void aLineOfFewFieldsOrWithACarriageReturnInsideIsReported() throws IOException {
    AnnotationModels models =
        gff3(
            "1\tx\tCDS\t1\t9",
            GENE + "\r" + GENE,
            "# a\rb",
            GENE + "\r",
            "1 x gene 1 9 . + . ID=g");
    assertThat(ids(models), contains("g"));
    assertThat(models.tally().unused(), is(Map.of(Reason.COLUMN_COUNT, 2L, Reason.BAD_VALUE, 2L)));
  }

  // ---------------------------------------------------------------- without gene lines

  @Test
  void aTranscriptWithoutParentBelongsToTheGeneItNames() throws IOException {
    assertThat(
        ids(
            gff3(
                line("transcript", 1, 9, "ID=S.1.1;geneID=S.1"),
                line("exon", 1, 9, "Parent=S.1.1"))),
        contains("S.1/S.1.1"));
    assertThat(ids(gff3(line("mRNA", 1, 9, "ID=rna-N;geneID=gene-G"))), contains("G/N"));
    assertThat(ids(gff3(line("mRNA", 1, 9, "ID=t;Parent=gone;gene_id=G"))), contains("G/t"));
    assertThat(ids(gff3(line("mRNA", 1, 9, "ID=t;gene_id=G;geneID=H"))), contains("G/t"));
  }

  @Test
  void aParentInTheFileCountsFirst() throws IOException {
    assertThat(ids(gff3(line("mRNA", 1, 9, "ID=t;Parent=g;gene_id=X"), GENE)), contains("g/t"));
    AnnotationModels models =
        gff3(line("region", 1, 9, "ID=r"), line("mRNA", 1, 9, "ID=t;Parent=r;gene_id=X"));
    assertThat(ids(models), is(empty()));
    assertThat(models.tally().otherFeatures(), is(2L));
  }

  @Test
  void onlyTranscriptsNameTheirGene() throws IOException {
    AnnotationModels models = gff3(GENE, line("exon", 1, 9, "gene_id=G"));
    assertThat(ids(models), contains("g"));
    assertThat(models.tally().unused(), is(Map.of(Reason.NO_PARENT, 1L)));
  }

  @Test
  void aGeneWithoutLineIsTheHullOfItsTranscripts() throws IOException {
    AnnotationModels models =
        gff3(
            line("transcript", 5, 9, "ID=a;geneID=G"),
            line("exon", 5, 9, "Parent=a"),
            line("transcript", 20, 40, "ID=b;geneID=G"),
            line("exon", 20, 40, "Parent=b"));
    assertThat(models.genes().get("G").span(), is(new Span(5, 40)));
  }

  // ---------------------------------------------------------------- names

  @ParameterizedTest
  @CsvSource({
    "gene=c;Name=b;gene_name=a;gene_type=z;biotype=y;gene_biotype=x, a, x",
    "gene=c;Name=b;gene_type=z;biotype=y, b, y",
    "gene=c;gene_type=z, c, z",
    "Name=;gene=c;biotype=;gene_type=z, c, z",
    "Name=a;Name=b;gene_biotype=x;gene_biotype=y, a, x"
  })
  void aGenesNameAndTypeAreTheFirstThere(String attributes, String name, String type)
      throws IOException {
    GeneModel gene = gff3(line("gene", 1, 9, "ID=g;" + attributes)).genes().get("g");
    assertThat(List.of(gene.name(), gene.type()), contains(name, type));
  }

  @Test
  void aTranscriptsNameAndTypeAreNotTheGenes() throws IOException {
    GeneModel gene =
        gff3(
                GENE,
                line("mRNA", 1, 9, "ID=t;Parent=g;Name=g-201;biotype=retained_intron"),
                line("exon", 1, 9, "Parent=t;Name=ENSE1"))
            .genes()
            .get("g");
    assertThat(gene.name(), is(nullValue()));
    assertThat(gene.type(), is(nullValue()));
  }

  @Test
  void otherLinesCanTellTheGenesNameAndType() throws IOException {
    GeneModel gene =
        gff3(
                GENE,
                line("mRNA", 1, 9, "ID=t;Parent=g;Name=NM_1;gene=B;gene_biotype=q"),
                line("exon", 1, 9, "Parent=t;gene=A"))
            .genes()
            .get("g");
    assertThat(List.of(gene.name(), gene.type()), contains("A", "q"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tag=basic,MANE Select", "tag=MANE_Select", "tag=a,MANE%20Select"})
  void aTagOfTranscriptOrExonChoosesTheRepresentative(String tag) throws IOException {
    String longer = line("mRNA", 1, 80, "ID=u;Parent=g;tag=Ensembl_canonical");
    String plain = line("mRNA", 1, 90, "ID=v;Parent=g");
    String exon = line("exon", 1, 9, "Parent=t;" + tag);
    assertThat(
        representative(gff3(GENE, line("mRNA", 1, 9, "ID=t;Parent=g;" + tag), longer, plain)),
        is("t"));
    assertThat(
        representative(gff3(GENE, line("mRNA", 1, 9, "ID=t;Parent=g"), longer, plain, exon)),
        is("t"));
    assertThat(representative(gff3(GENE, longer, plain)), is("u"));
  }

  private static String representative(AnnotationModels models) {
    return models.genes().get("g").representative().orElseThrow().transcriptId();
  }

  // ---------------------------------------------------------------- one annotation in both forms

  @Test
  void bothFormsGiveTheSameModels() throws IOException {
    List<String> gtf =
        Stream.of(
                line("1", "-", "gene", 10, 99, "gene_id \"G\"; gene_name \"N\"; gene_type \"l\""),
                line("1", "-", "transcript", 10, 99, gtfIds("T") + "tag \"MANE_Select\""),
                line("1", "-", "transcript", 20, 99, gtfIds("U") + "tag \"x\""),
                line("1", "-", "exon", 10, 30, gtfIds("T")),
                line("1", "-", "exon", 41, 60, gtfIds("T")),
                line("1", "-", "exon", 61, 99, gtfIds("T")),
                line("1", "-", "exon", 20, 30, gtfIds("U")),
                line("1", "-", "exon", 90, 99, gtfIds("U")))
            .toList();
    AnnotationModels expected =
        AnnotationModels.of(Files.write(folder.resolve("a.gtf"), gtf), false, Long.MAX_VALUE);
    List<String> gff3 =
        new ArrayList<>(
            List.of(
                line("1", "-", "gene", 10, 99, "ID=gene-G;Name=N;gene_biotype=l"),
                line("1", "-", "mRNA", 10, 99, "ID=rna-T;Parent=gene-G;tag=MANE Select"),
                line("1", "-", "lnc_RNA", 20, 99, "ID=rna-U;Parent=gene-G"),
                line("1", "-", "exon", 10, 30, "Parent=rna-T"),
                line("1", "-", "exon", 41, 60, "Parent=rna-T"),
                line("1", "-", "exon", 61, 99, "Parent=rna-T"),
                line("1", "-", "exon", 20, 30, "Parent=rna-U"),
                line("1", "-", "exon", 90, 99, "Parent=rna-U")));
    for (boolean backwards : List.of(false, true)) {
      if (backwards) {
        Collections.reverse(gff3);
      }
      AnnotationModels models = gff3(gff3.toArray(String[]::new));
      assertThat(models.genes(), is(expected.genes()));
      assertThat(models.sites().get("G").donors(), is(new long[] {40, 89}));
      assertThat(models.sites().get("G").acceptors(), is(new long[] {31}));
    }
  }

  private static String gtfIds(String transcript) {
    return "gene_id \"G\"; transcript_id \"%s\"; ".formatted(transcript);
  }
}
