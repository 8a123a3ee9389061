package org.splicebeam.transforms.gtf;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.instanceOf;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.splicebeam.schemas.genome.GenePlace;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.genome.TranscriptModel.Tag;
import org.splicebeam.schemas.reject.Reject.Reason;
import org.splicebeam.transforms.gtf.GtfContent.Skipped;
import org.splicebeam.transforms.gtf.GtfContent.Unusable;
import org.splicebeam.transforms.gtf.GtfLine.Feature;

class GtfParserTest {
  private static final GtfParser PARSER = new GtfParser(false);

  /** As a part of something longer, as the line reader gives it. */
  private static GtfContent parse(GtfParser parser, String line, boolean whole) {
    byte[] bytes = ("\t;\"" + line + "\t\";gene").getBytes(StandardCharsets.UTF_8);
    int length = line.getBytes(StandardCharsets.UTF_8).length;
    return parser.parse(bytes, 3, 3 + length, whole);
  }

  private static GtfContent parse(String line) {
    return parse(PARSER, line, true);
  }

  private static GtfLine exon(String attributes) {
    return (GtfLine) parse("chr1\tsrc\texon\t10\t20\t.\t-\t.\t" + attributes);
  }

  private static String exonLine(String start, String end) {
    return "1\ts\texon\t%s\t%s\t.\t+\t.\tgene_id \"G\"; transcript_id \"T\";".formatted(start, end);
  }

  @Test
  void ensemblGeneLine() {
    assertThat(
        parse(
            "9\thavana\tgene\t12134\t13783\t.\t+\t.\tgene_id \"ENSG00000236875\"; gene_version"
                + " \"3\"; gene_name \"DDX11L5\"; gene_source \"havana\"; gene_biotype"
                + " \"unprocessed_pseudogene\";"),
        equalTo(
            new GtfLine(
                Feature.GENE,
                new GenePlace("9", Strand.FORWARD),
                new Span(12134, 13783),
                "ENSG00000236875",
                null,
                new GtfLine.Told("DDX11L5", "unprocessed_pseudogene", Tag.NONE, List.of()))));
  }

  @Test
  void gencodeExonLine() {
    String line =
        "chr22\tHAVANA\texon\t20004537\t20004715\t.\t-\t.\tgene_id \"ENSG00000183597.16_3\";"
            + " transcript_id \"ENST00000401886.5_1\"; gene_type \"protein_coding\"; gene_name"
            + " \"TANGO2\"; transcript_type \"nonsense_mediated_decay\"; exon_number 1; level 2;"
            + " tag \"basic\"; tag \"MANE_Select\"; tag \"CCDS\"; havana_gene"
            + " \"OTTHUMG00000150510.26_3\";";
    GtfLine expected =
        new GtfLine(
            Feature.EXON,
            new GenePlace("chr22", Strand.REVERSE),
            new Span(20004537, 20004715),
            "ENSG00000183597.16_3",
            "ENST00000401886.5_1",
            new GtfLine.Told("TANGO2", "protein_coding", Tag.MANE_SELECT, List.of()));
    assertThat(parse(line), equalTo(expected));
    assertThat(
        parse(new GtfParser(true), line, true),
        equalTo(
            new GtfLine(
                Feature.EXON,
                expected.place(),
                expected.span(),
                "ENSG00000183597",
                "ENST00000401886",
                new GtfLine.Told("TANGO2", "protein_coding", Tag.MANE_SELECT, List.of()))));
  }

  @Test
  void refSeqTranscriptLine() {
    assertThat(
        parse(
            "chr22\tBestRefSeq\ttranscript\t15528192\t15529139\t.\t+\t.\tgene_id \"OR11H1\";"
                + " transcript_id \"NM_001005239.2\"; db_xref \"GeneID:81061\"; db_xref"
                + " \"HGNC:HGNC:15404\"; tag \"MANE Select\"; exon_number \"1\""),
        equalTo(
            new GtfLine(
                Feature.TRANSCRIPT,
                new GenePlace("chr22", Strand.FORWARD),
                new Span(15528192, 15529139),
                "OR11H1",
                "NM_001005239.2",
                new GtfLine.Told(null, null, Tag.MANE_SELECT, List.of()))));
  }

  @Test
  void aSemicolonInQuotesIsText() {
    GtfLine line =
        exon(
            "note \"a; gene_id no; \"; product \"x;gene_name;\"; gene_id \"G\";transcript_id \"T;1\";"
                + " gene_name \"né;\"");
    assertThat(line.geneId(), equalTo("G"));
    assertThat(line.transcriptId(), equalTo("T;1"));
    assertThat(line.geneName(), equalTo("né;"));
  }

  @Test
  void aKeyMatchesWholeAndItsFirstValueCounts() {
    GtfLine line =
        exon(
            "havana_gene_id \"H\"; gene_id_old \"O\"; gene_id \"G\"; gene_id \"later\";"
                + " parent_transcript_id \"P\"; transcript_id \"T\"; gene_type \"t\";"
                + " gene_biotype \"b\"");
    assertThat(line.geneId(), equalTo("G"));
    assertThat(line.transcriptId(), equalTo("T"));
    assertThat(line.geneType(), equalTo("b"));
  }

  @Test
  void anEmptyValueIsNull() {
    GtfLine line =
        exon(
            "gene_id \"G\"; transcript_id \"T\"; gene_name \"\"; gene_name \"N\"; gene_biotype \"\";"
                + " gene_type \"t\"; tag \"\"");
    assertThat(line.geneName(), equalTo(null));
    assertThat(line.geneType(), equalTo("t"));
    assertThat(line.tag(), equalTo(Tag.NONE));
  }

  @Test
  void aStrayQuoteSpoilsItsOwnAttributeOnly() {
    GtfLine line =
        exon("gene_id \"G\"; note \"the 5\" end\"; transcript_id \"T\"; gene_name \"unclosed; x");
    assertThat(line.transcriptId(), equalTo("T"));
    assertThat(line.geneName(), equalTo(null));
  }

  @ParameterizedTest
  @CsvSource({
    "MANE_Select, MANE_SELECT",
    "MANE Select, MANE_SELECT",
    "Ensembl_canonical, ENSEMBL_CANONICAL",
    "MANE_Plus_Clinical, NONE",
    "MANE_Selected, NONE",
    "mane_select, NONE"
  })
  void tagsThatRecommendATranscript(String text, Tag tag) {
    String ids = "gene_id \"G\"; transcript_id \"T\"; ";
    assertThat(exon(ids + "tag \"" + text + "\";").tag(), equalTo(tag));
    assertThat(exon(ids + "tag \"basic\"; tag \"" + text + "\"").tag(), equalTo(tag));
  }

  @Test
  void theBestTagCountsWhereverItStands() {
    String canonical = "tag \"Ensembl_canonical\"; ";
    String mane = "tag \"MANE_Select\"; ";
    String ids = "gene_id \"G\"; transcript_id \"T\"; ";
    assertThat(exon(ids + canonical + mane).tag(), equalTo(Tag.MANE_SELECT));
    assertThat(exon(ids + mane + canonical).tag(), equalTo(Tag.MANE_SELECT));
  }

  @Test
  void anythingButPlusAndMinusIsNoStrand() {
    GtfContent line = parse("1\ts\tgene\t1\t1\t.\t.\t.\tgene_id \"G\"");
    assertThat(((GtfLine) line).place(), equalTo(new GenePlace("1", Strand.UNKNOWN)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "#", "#!genome-build GRCh38", "# 1\ts\texon\t1\t2"})
  void commentsAndEmptyLinesAreSkipped(String line) {
    assertThat(parse(line), equalTo(Skipped.BLANK));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1\ts\tCDS\tx\ty\t.\t+\t0\tnothing",
        "1\ts\tGene\t1\t2\t\t\t\t",
        "1\ts\texons\t1\t2\t\t\t\t",
        "1\ts\t\t1\t2\t\t\t\t"
      })
  void otherFeaturesAreSkippedWhateverTheyHold(String line) {
    assertThat(parse(line), equalTo(Skipped.OTHER_FEATURE));
    assertThat(parse(PARSER, line, false), equalTo(Skipped.OTHER_FEATURE));
  }

  @ParameterizedTest
  @CsvSource({
    "' ', 1 field, ''",
    "gene, 1 field, ''",
    "a|b, 2 fields, ''",
    "1|s|gene, 3 fields, ''",
    "1|s|CDS, 3 fields, ''",
    "1|s|exon|1|2|.|+|., 8 fields, ''",
    "1 s gene 1 2 . + ., 1 field, ''",
    "1 s  gene 1 2|. + . gene_id, 2 fields, ; here are blanks",
    "a0 b|0c, 2 fields, '; here are NUL bytes, as UTF-16 has them'",
  })
  void tooFewFields(String line, String fields, String cause) {
    assertThat(
        parse(line.replace('|', '\t').replace("0", "\0")),
        equalTo(
            new Unusable(
                Reason.COLUMN_COUNT, fields + " where a GTF has 9, separated by tabs" + cause)));
  }

  @Test
  void aTenthFieldIsReadOver() {
    GtfContent line = parse("1\ts\tgene\t1\t1\t.\t+\t.\tgene_id \"G\"\tgene_name \"N\"");
    assertThat(((GtfLine) line).geneName(), equalTo(null));
  }

  /** Whatever it stands in. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "gene_id \"G\";\tgene_name \"N\"",
        "gene_id \"G\"; \tgene_name \"N\"",
        "gene_id \"G\"; gene_name\t \"N\"",
        "gene_id \"G\"; gene_name \t\"N\"",
        "gene_id \"G\"; gene_name \"\tN\"",
        "gene_id \"G\"; gene_name \"N\t\"; gene_name \"M\"",
        "gene_id \"G\" x\t; gene_name \"N\"",
        "gene_id \"G\"; level\t2; gene_name \"N\"",
        "gene_id \"G\"; level 2\t; gene_name \"N\""
      })
  void aTabEndsTheAttributes(String attributes) {
    GtfLine line = (GtfLine) parse("1\ts\tgene\t1\t1\t.\t+\t.\t" + attributes);
    assertThat(line.geneId(), equalTo("G"));
    assertThat(line.geneName(), equalTo(null));
  }

  @Test
  void aLineDoesNotKnowTheOneBeforeIt() {
    GtfParser parser = new GtfParser(false);
    String before = "1\ts\texon\t1\t1\t.\t-\t.\t";
    parse(
        parser,
        before
            + "gene_id \"G\"; transcript_id \"T\"; gene_name \"N\"; gene_type \"t\"; tag \"MANE_Select\"",
        true);
    assertThat(
        parse(parser, before + "transcript_id \"T\"; gene_id \"H\"", true),
        equalTo(
            new GtfLine(
                Feature.EXON,
                new GenePlace("1", Strand.REVERSE),
                new Span(1, 1),
                "H",
                "T",
                new GtfLine.Told(null, null, Tag.NONE, List.of()))));
  }

  @ParameterizedTest
  @CsvSource({
    "gene, transcript_id \"T\";, no gene_id",
    "gene, gene_id \"\";, no gene_id",
    "gene, gene_id ;, no gene_id",
    "gene, gene_id, no gene_id",
    "gene, gene_id=17, no gene_id",
    "gene, G1, no gene_id",
    "gene, gene_id \"G; x, no gene_id",
    "gene, '', no gene_id",
    "transcript, gene_id \"G\"; transcript_id \"\";, no transcript_id",
    "exon, gene_id \"G\";, no transcript_id",
    "exon, ID=exon-1;gene=G;transcript_id=T, no gene_id"
  })
  void missingIds(String feature, String attributes, String detail) {
    assertThat(
        parse("1\ts\t" + feature + "\t1\t2\t.\t+\t.\t" + attributes),
        equalTo(new Unusable(Reason.MISSING_ID, detail)));
  }

  @ParameterizedTest
  @CsvSource({
    "5, 4",
    "x, 4",
    "1, ''",
    "'', 1",
    "-1, 4",
    "+1, 4",
    "1.0, 4",
    "' 1', 4",
    "1, 1e6",
    "١, ٢",
    "1, 1000000000000000000"
  })
  void badCoordinates(String start, String end) {
    assertThat(
        parse(exonLine(start, end)),
        equalTo(new Unusable(Reason.BAD_VALUE, "start " + start + ", end " + end)));
  }

  @Test
  void aNameHasAtMostAThousandCharacters() {
    String line = "%s\ts\texon\t1\t2\t.\t+\t.\tgene_id \"%s\"; transcript_id \"%s\";";
    String longest = "\u00b5".repeat(1_000);
    assertThat(parse(line.formatted(longest, longest, longest)), instanceOf(GtfLine.class));
    for (int which = 0; which < 3; which++) {
      String[] names = {"1", "G", "T"};
      names[which] = longest + "x";
      assertThat(
          parse(line.formatted((Object[]) names)),
          equalTo(
              new Unusable(Reason.BAD_VALUE, "a chromosome or id of more than 1000 characters")));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gene_id \"G\"; transcript_id \"T\"; gene_name \"N;1\";",
        "gene_id 'G'; transcript_id 'T'; gene_name 'N;1';",
        "gene_id \"G\"; transcript_id T; gene_name 'N;1'",
        "gene_id   G  ;transcript_id T ; gene_name  \"N;1\" x",
        "gene_id\"G\";transcript_id'T';gene_name\"N;1\"",
        "; ;gene_id \"G\" transcript_version \"2\"; transcript_id \"T\" level 2; gene_name \"N;1\"",
        "note \"gene_id G9; x\"; gene_id \"G\"; transcript_id \"T\"; gene_name \"N;1\"",
        "gene_name \"N;1\"; gene_id G; note \"x y; transcript_id T",
        "gene_name \"N;1\"; gene_id G; transcript_id T; note 'x \"y\"; z",
        "\"gene_id \"\"G\"\"; transcript_id \"\"T\"\"; gene_name \"\"N;1\"\";\"",
        "\"gene_id G; transcript_id T; gene_name 'N;1'\"\tx \"",
      })
  void dialects(String attributes) {
    GtfLine line = exon(attributes);
    assertThat(line.geneId(), equalTo("G"));
    assertThat(line.transcriptId(), equalTo("T"));
    assertThat(line.geneName(), equalTo("N;1"));
  }

  @Test
  void theOtherKindOfQuoteIsText() {
    GtfLine line = exon("gene_id \"G'1\"; transcript_id 'T\"1'; gene_name \"it's\";");
    assertThat(line.geneId(), equalTo("G'1"));
    assertThat(line.transcriptId(), equalTo("T\"1"));
    assertThat(line.geneName(), equalTo("it's"));
    assertThat(exon("gene_id G; transcript_id T\"1; gene_name N 1 ").geneName(), equalTo("N 1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gene_id \"G\"; transcript_id \"T\"; \"x\"; gene_name \"N\"", // no key
        "gene_id \"G\"; transcript_id \"T\"; gene_name \"N; gene_name N", // the first counts
        "gene_id \"G\"; transcript_id \"T\"; gene_name ; gene_name N",
      })
  void whatGivesNoValue(String attributes) {
    assertThat(exon(attributes).geneName(), equalTo(null));
  }

  /** A quoted cell's inner quotes are doubled; others are no such cell. */
  @ParameterizedTest
  @ValueSource(strings = {"\"", "\"\"", "\"gene_id \"G\"\"", "\"gene_id \"\"G\"\" \" \""})
  void whatIsNoQuotedCellIsNone(String attributes) {
    assertThat(
        parse("1\ts\tgene\t1\t2\t.\t+\t.\t" + attributes),
        equalTo(new Unusable(Reason.MISSING_ID, "no gene_id")));
  }

  /** 0 stands for a byte that is no UTF-8. */
  private static GtfContent parseBytes(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = bytes[i] == '0' ? (byte) 0xE9 : bytes[i];
    }
    return PARSER.parse(bytes, 0, bytes.length, true);
  }

  @ParameterizedTest
  @CsvSource({
    "chr0, G, T",
    "1, G0, T",
    "1, G, 0",
  })
  void anIdThatIsNoUtf8IsNone(String chrom, String gene, String transcript) {
    String line = "%s\ts\texon\t1\t2\t.\t+\t.\tgene_id \"%s\"; transcript_id \"%s\";";
    assertThat(
        parseBytes(line.formatted(chrom, gene, transcript)),
        equalTo(new Unusable(Reason.BAD_VALUE, "a chromosome or id that is no UTF-8")));
  }

  @Test
  void aNameTypeOrTagThatIsNoUtf8IsNull() {
    String ids = "1\t0\texon\t1\t2\t0\t+\t0\tgene_id \"G\"; transcript_id \"T\"; note \"0\";";
    GtfLine line =
        (GtfLine)
            parseBytes(
                ids
                    + "gene_name \"caf0\"; gene_biotype 0; gene_type x; tag \"0\"; tag \"0\";"
                    + " tag \"MANE_Select\"");
    assertThat(
        line.told(),
        equalTo(
            new GtfLine.Told(
                null, null, Tag.MANE_SELECT, List.of("gene_name", "gene_biotype", "tag", "tag"))));
    line = (GtfLine) parseBytes(ids + "gene_name \"caf\u00e9\"; gene_biotype b; gene_type 0");
    assertThat(line.told(), equalTo(new GtfLine.Told("caf\u00e9", "b", Tag.NONE, List.of())));
    line = (GtfLine) parseBytes(ids + "gene_biotype \"\"; gene_type 0");
    assertThat(line.told(), equalTo(new GtfLine.Told(null, null, Tag.NONE, List.of("gene_type"))));
  }

  @Test
  void oneBaseAndBaseZeroAreCoordinates() {
    assertThat(((GtfLine) parse(exonLine("7", "7"))).span(), equalTo(new Span(7, 7)));
    assertThat(((GtfLine) parse(exonLine("0", "009"))).span(), equalTo(new Span(0, 9)));
  }

  @Test
  void aCutLineIsNotUsed() {
    String line = exonLine("1", "2");
    assertThat(
        parse(PARSER, line, false),
        equalTo(new Unusable(Reason.LINE_TOO_LONG, "more than " + line.length() + " bytes")));
    assertThat(
        parse(PARSER, "xxx", false),
        equalTo(new Unusable(Reason.LINE_TOO_LONG, "more than 3 bytes")));
  }
}
