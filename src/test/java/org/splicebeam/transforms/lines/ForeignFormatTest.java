package org.splicebeam.transforms.lines;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignFormatTest {
  private static final String HEADER =
      "gene_id\ttranscript_id\tposition\tdonor_score\tacceptor_score\tneither_score\tpred_type\n";
  private static final String GTF_LINE =
      "chr1\tHAVANA\tgene\t11\t90\t.\t+\t.\tgene_id \"G1\"; gene_name \"a, b\";\n";
  private static final String GFF3_LINE = "1\tensembl\tgene\t11\t90\t.\t+\t.\tID=gene:G1;Name=N\n";
  private static final Set<ForeignFormat> NONE = Set.of();

  @TempDir Path folder;

  private interface Body {
    void to(OutputStream out) throws IOException;
  }

  private static byte[] bytes(Body body) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    body.to(out);
    return out.toByteArray();
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] gzip(byte[] content) throws IOException {
    return bytes(
        out -> {
          try (OutputStream packed = new GZIPOutputStream(out)) {
            packed.write(content);
          }
        });
  }

  private static byte[] bzip2(byte[] content) throws IOException {
    return bytes(
        out -> {
          try (OutputStream packed = new BZip2CompressorOutputStream(out)) {
            packed.write(content);
          }
        });
  }

  private static byte[] zip(String name, byte[] content) throws IOException {
    return bytes(
        out -> {
          try (ZipOutputStream packed = new ZipOutputStream(out)) {
            packed.putNextEntry(new ZipEntry(name));
            packed.write(content);
          }
        });
  }

  private static ForeignFormat formatOf(byte[] head) {
    return ForeignFormat.of(head).orElse(null);
  }

  private Optional<ForeignFormat> ofFile(String name, byte[] content) throws IOException {
    return ofFile(name, content, NONE);
  }

  private Optional<ForeignFormat> ofFile(String name, byte[] content, Set<ForeignFormat> wanted)
      throws IOException {
    Path file = Files.write(folder.resolve(name), content);
    return ForeignFormat.ofFile(file.toString(), wanted);
  }

  @Test
  void packedDataIsKnown() throws IOException {
    byte[] table = latin1(HEADER);
    assertThat(formatOf(gzip(table)), is(ForeignFormat.GZIP));
    assertThat(formatOf(Zstd.compress(table)), is(ForeignFormat.ZSTD));
    assertThat(formatOf(bzip2(table)), is(ForeignFormat.BZIP2));
    assertThat(formatOf(zip("t.tsv", table)), is(ForeignFormat.ZIP));
    assertThat(formatOf(zip("arr_0.npy", table)), is(ForeignFormat.NPZ));
    assertThat(formatOf(zip("[Content_Types].xml", table)), is(ForeignFormat.WORKBOOK));
    assertThat(formatOf(latin1("\u00FD7zXZ\0\0")), is(ForeignFormat.XZ));
  }

  @Test
  void whatIsPackedIsTheFormatWhereItIsForeignByItself() throws IOException {
    assertThat(formatOf(gzip(latin1("BAM\u0001\0"))), is(ForeignFormat.BAM));
    assertThat(formatOf(gzip(latin1("BCF\u0002\u0002"))), is(ForeignFormat.BCF));
    assertThat(formatOf(gzip(latin1("##fileformat=VCFv4.2\n"))), is(ForeignFormat.VCF));
    assertThat(formatOf(gzip(latin1(GTF_LINE))), is(ForeignFormat.GZIP));
    assertThat(formatOf(new byte[] {0x1F, (byte) 0x8B, 8, 0}), is(ForeignFormat.GZIP));
  }

  @ParameterizedTest
  @CsvSource({
    "BIG_WIG, 26FC8F88",
    "BIG_WIG, 888FFC26",
    "BIG_BED, EBF28987",
    "BIG_BED, 8789F2EB",
    "BAM, 42414D01",
    "CRAM, 4352414D03",
    "NPY, 934E554D5059",
    "HDF5, 894844460D0A1A0A",
    "PARQUET, 5041523115",
    "ARROW, 4152524F573100",
    "AVRO, 4F626A01",
    "PICKLE, 8004",
    "SQLITE, 53514C69746520666F726D6174203300",
    "WORKBOOK, D0CF11E0A1B11AE1",
    "UTF_16, FFFE6300",
    "UTF_16, FEFF0063",
    "UTF_16, 6300680072003100",
    "UTF_16, 0063006800720031",
  })
  void binaryFormatsAreKnownByTheirFirstBytes(ForeignFormat format, String hex) {
    assertThat(formatOf(HexFormat.of().parseHex(hex)), is(format));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      quoteCharacter = '`',
      value = {
        "SAM > @HD|VN:1.6|SO:coordinate~",
        "VCF > ##source=x~##fileformat=VCFv4.3~",
        "VCF > #CHROM|POS|ID|REF|ALT~1|5|.|A|C~",
        "BED > chr1|100|200~chr1|300|400~",
        "BED > # made~chr1|100|200|peak|0|+~",
        "BED > chr1 100 200 peak~",
        "BED > track name=x~chr1|100|200|peak~",
        "BED_GRAPH > chr1|0|100|0.25~",
        "BED_GRAPH > browser position chr1~track type=bedGraph name=x~",
        "WIGGLE > fixedStep chrom=chr1 start=1 step=1~0.5~",
        "WIGGLE > track type=wiggle_0 name=x~variableStep chrom=1~",
        "GENE_PRED > NM_1|chr1|+|10|90|20|80|2|10,50,|40,90,~",
        "GENE_PRED > 585|NM_1|chr1|-|10|90|20|80|2|10,50,|40,90,|0|N~",
        "GEN_BANK > LOCUS       NC_000001 248956422 bp~",
        "GIT_LFS > version https://git-lfs.github.com/spec/v1~oid sha256:4d~",
        "CARRIAGE_RETURNS > gene_id|position^G1|5^",
        "BLANKS > gene_id position  site_type~G1 5 donor~",
        "BLANKS > 1 splicebeam gene 11 90 . + . gene_id \"G1\"; gene_name \"N\";~",
        "COMMAS > gene_id,position,site_type~G1,5,donor~",
        "COMMAS > gene_id;position;site_type~G1;5;donor~",
        "TABLE > chrom|\"gene_id\"|position~1|G1|5~",
      })
  void formatsOfTextAreKnownByTheirFirstLines(ForeignFormat format, String text) {
    String lines = text.replace('|', '\t').replace('~', '\n').replace('^', '\r');
    assertThat(formatOf(latin1(lines)), is(format));
    assertThat(formatOf(latin1("\u00EF\u00BB\u00BF" + lines.replace("\n", "\r\n"))), is(format));
  }

  @Test
  void sequencesAndPagesAreKnown() {
    assertThat(formatOf(latin1(">chr1 x\nACGT\n")), is(ForeignFormat.FASTA));
    assertThat(formatOf(latin1(">chr1\n" + "ACGT".repeat(50_000))), is(ForeignFormat.FASTA));
    assertThat(formatOf(latin1("\n<!DOCTYPE html>\n<html>")), is(ForeignFormat.HTML));
    assertThat(formatOf(latin1("<?xml version='1.0'?><Error>")), is(ForeignFormat.HTML));
    assertThat(
        formatOf(latin1("{\n  \"genes\": [1, 2],\n  \"x\": [3, 4]\n}")), is(ForeignFormat.JSON));
    assertThat(formatOf(latin1("[{\"error\": 404}]")), is(ForeignFormat.JSON));
  }

  @Test
  void annotationsAreKnownWhateverStandsBefore() {
    for (String before :
        List.of("", "#!genome-build x\n", "track name=x\n", "a, b, c\n", ">x\n", "1 2 3\n")) {
      assertThat(before, formatOf(latin1(before + GTF_LINE)), is(ForeignFormat.GTF));
      assertThat(before, formatOf(latin1(before + GFF3_LINE)), is(ForeignFormat.GFF3));
    }
    assertThat(formatOf(latin1("##gff-version 3\n")), is(ForeignFormat.GFF3));
    assertThat(formatOf(latin1("##gff-version 3.1.26\n>x\n")), is(ForeignFormat.GFF3));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "G1\n",
        "# a comment\n",
        "chrom\tstart\tend\tposition\tstrand\n",
        // Splice sites without their header are told by their reader.
        "chr1\t100\t101\t100\t+\tdonor\tG1\tT1\n",
        // A cell of each kind in the places of a GTF's fields.
        "a\tb\tc\t1\t2\td\t+\te\tzinc finger protein\n",
        "chr1\tHAVANA\tgene\t11\t90\t.\t+\t.\tgene_idX\n",
        "PAR1\tHAVANA\tgene\tx\t90\t.\t+\t.\tgene_id \"G1\";\n",
        "BZh9\tx\tgene\n",
        "Obj\tx\n",
        "1\t22\n",
        "one line that ends with CR alone\r",
        "[x] words\n{y}\n",
        "words, words, words\nwords, words, words\n",
        "words, words and, perhaps, more words\nand another line\n",
      })
  void whatMayBeAnythingIsNothing(String text) {
    assertThat(ForeignFormat.of(latin1(text)), is(Optional.empty()));
  }

  @Test
  void whatIsWantedIsNotForeign() throws IOException {
    assertThat(ofFile("a.gtf", latin1(GTF_LINE), ForeignFormat.ANNOTATIONS), is(Optional.empty()));
    assertThat(
        ofFile("a.gff3.gz", gzip(latin1(GFF3_LINE)), ForeignFormat.ANNOTATIONS),
        is(Optional.empty()));
    assertThat(ofFile("t.tsv", latin1(HEADER), ForeignFormat.TABLES), is(Optional.empty()));
    assertThat(
        ofFile("a.tsv", latin1(GTF_LINE), ForeignFormat.TABLES),
        is(Optional.of(ForeignFormat.GTF)));
    assertThat(
        ofFile("t.gtf", latin1(HEADER), ForeignFormat.ANNOTATIONS),
        is(Optional.of(ForeignFormat.TABLE)));
  }

  @Test
  void aNameThatTellsAnotherCompressionOrNoneIsTold() throws IOException {
    byte[] zipped = gzip(latin1(HEADER));
    assertThat(ofFile("t.tsv", zipped), is(Optional.of(ForeignFormat.GZIP)));
    assertThat(ofFile("t.tsv.bz2", zipped), is(Optional.of(ForeignFormat.GZIP)));
    assertThat(ofFile("t.tsv.zst", zipped), is(Optional.of(ForeignFormat.GZIP)));
    byte[] byZstd = Zstd.compress(latin1(HEADER));
    assertThat(ofFile("z.tsv.gz", byZstd), is(Optional.of(ForeignFormat.ZSTD)));
    assertThat(ofFile("w.tsv.gz", gzip(zipped)), is(Optional.of(ForeignFormat.PACKED_TWICE)));
    assertThat(
        ofFile("v.vcf.gz", gzip(latin1("##fileformat=VCFv4.2\n"))),
        is(Optional.of(ForeignFormat.VCF)));
  }

  @Test
  void aDamagedFileUnderAnHonestNameIsNotForeign() throws IOException {
    byte[] zipped = gzip(latin1(HEADER));
    assertThat(
        ofFile("t.tsv.gz", Arrays.copyOf(zipped, 20), ForeignFormat.TABLES), is(Optional.empty()));
    assertThat(ofFile("t.tsv.bz2", Arrays.copyOf(bzip2(latin1(HEADER)), 30)), is(Optional.empty()));
  }

  @Test
  void theSentenceSaysWhatItIsAndWhatToDo() {
    assertThat(
        ForeignFormat.BIG_WIG.phrase("--gtf"),
        is("is a bigWig (scores along a genome), which is no input of --gtf: name another file"));
    assertThat(ForeignFormat.UTF_16.phrase("--gtf"), is("is UTF-16 text: save it as UTF-8"));
  }
}
