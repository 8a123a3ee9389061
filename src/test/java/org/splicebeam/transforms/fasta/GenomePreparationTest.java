package org.splicebeam.transforms.fasta;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.splicebeam.schemas.inputs.GenomeFile;
import org.splicebeam.transforms.publish.Claimed;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.verdict.Verdict;
import org.splicebeam.transforms.verdict.VerdictException;

class GenomePreparationTest {
  private static final String SMALL = ">1 one\nACGT\nACGT\nAC\n>2\nGGGG\nTT\n";
  private static final String SMALL_FAI = "1\t10\t7\t4\t5\n2\t6\t23\t4\t5\n";

  @TempDir private Path temp;
  private OutputFolder folder;

  @BeforeEach
  void claim() {
    folder = Claimed.folder(temp.resolve("out"), "a-run");
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return MadeUpFasta.write(temp.resolve(name), bytes);
  }

  private Path write(String name, String text) throws IOException {
    return write(name, MadeUpFasta.bytes(text));
  }

  private GenomeFile prepare(Path fasta) throws IOException {
    return new GenomePreparation(fasta.toString(), folder).run();
  }

  private String refused(Path fasta) {
    return refused(fasta.toString());
  }

  private String refused(String fasta) {
    VerdictException e =
        assertThrows(VerdictException.class, () -> new GenomePreparation(fasta, folder).run());
    assertThat(e.verdict().exitCode(), is(Verdict.BAD_INPUT));
    assertThat(e.getMessage(), startsWith("--fasta " + fasta + " "));
    return e.getMessage();
  }

  private String inWorkFolder(String name) throws IOException {
    return Files.readString(temp.resolve("out/.splicebeam/genome/" + name));
  }

  @Test
  void oneGenomeHasOneIndexHoweverItIsStored() throws IOException {
    byte[] text = MadeUpFasta.bytes(SMALL);
    GenomeFile plain = prepare(write("a.fa", text));
    assertThat(inWorkFolder("genome.fai"), is(SMALL_FAI));
    GenomeFile blocks = prepare(write("b.fa.gz", MadeUpFasta.bgzip(text)));
    GenomeFile gzip = prepare(write("c.fa.gz", MadeUpFasta.gzip(text)));
    assertThat(inWorkFolder("genome.fai"), is(SMALL_FAI));
    assertThat(blocks.indexHash(), is(plain.indexHash()));
    assertThat(gzip.indexHash(), is(plain.indexHash()));
    assertThat(plain, is(new GenomeFile("a.fa", text.length, 2, plain.indexHash(), 0, true)));
    assertThat(gzip.unpackedBytes(), is((long) text.length));
    assertThat(blocks.unpackedBytes(), is(0L));
    try (Stream<Path> beside = Files.list(temp)) {
      assertThat(beside.count(), is(4L)); // nothing is written beside the inputs
    }
  }

  @Test
  void anIndexBesideTheFileIsUsed() throws IOException {
    Path plain = write("a.fa", SMALL);
    GenomeFile computed = prepare(plain);
    write("a.fa.fai", SMALL_FAI.replace("\n", "\r\n"));
    GenomeFile found = prepare(plain);
    assertThat(found.indexComputed(), is(false));
    assertThat(found.indexHash(), is(computed.indexHash()));
    assertThat(inWorkFolder("genome.fai"), is(SMALL_FAI));
  }

  @Test
  void bothIndexesOfBgzipAreUsedTogether() throws IOException {
    String text =
        new MadeUpFasta(60, "\n")
            .with("1", MadeUpFasta.bases(200_000, 1))
            .with("2", MadeUpFasta.bases(100, 2))
            .text();
    Path packed = write("g.fa.gz", MadeUpFasta.bgzip(MadeUpFasta.bytes(text)));
    assertThat(prepare(packed).indexComputed(), is(true));
    Path made = temp.resolve("out/.splicebeam/genome");
    Files.copy(made.resolve("genome.fai"), temp.resolve("g.fa.gz.fai"));
    assertThat("one alone says too little", prepare(packed).indexComputed(), is(true));
    byte[] gzi = Files.readAllBytes(made.resolve("genome.gzi"));
    write("g.fa.gz.gzi", gzi);
    assertThat(prepare(packed).indexComputed(), is(false));
    assertThat(Files.readAllBytes(made.resolve("genome.gzi")), is(gzi));

    byte[] lie = gzi.clone();
    lie[gzi.length - 8] += 1; // the last block is told to begin a base later
    write("g.fa.gz.gzi", lie);
    assertThat(refused(packed), containsString("its index contradict each other at contig 1"));
    lie = gzi.clone();
    lie[gzi.length - 16] += 1; // no block begins there
    write("g.fa.gz.gzi", lie);
    assertThat(refused(packed), containsString("the index of its blocks contradict each other"));
    write("g.fa.gz.gzi", Arrays.copyOf(gzi, gzi.length - 3));
    assertThat(
        refused(packed),
        containsString("g.fa.gz.gzi has another length than its count of blocks says"));
  }

  @ParameterizedTest
  @CsvSource({
    "'1\t10\t7\t4\t5\n2\t5\t23\t4\t5\n', contig 2",
    "'1\t10\t7\t4\t5\n2\t7\t23\t4\t5\n', contig 2",
    "'1\t10\t7\t4\t5\n2\t60\t23\t4\t5\n', contig 2",
    "'1\t9\t7\t4\t5\n2\t6\t23\t4\t5\n', contig 1",
    "'1\t10\t7\t4\t6\n2\t6\t23\t4\t5\n', contig 1",
    "'1\t10\t7\t5\t6\n2\t6\t23\t4\t5\n', contig 1",
    "'1\t10\t6\t4\t5\n2\t6\t23\t4\t5\n', contig 1",
    "'1\t10\t7\t4\t5\n3\t6\t23\t4\t5\n', contig 3",
    "'2\t6\t23\t4\t5\n', contig 2",
    "'1\t10\t7\t4\t5\n', contig 1",
    "'1\t10\t7\t4\t5\n2\t6\t1000000000000\t4\t5\n', contig 2",
    "'1\t10\t7\t4\t5\n2\t6\t22\t4\t5\n', contig 2",
  })
  void anIndexThatContradictsItsFileNamesTheContig(String fai, String contig) throws IOException {
    Path plain = write("a.fa", SMALL);
    write("a.fa.fai", fai);
    assertThat(
        refused(plain),
        allOf(
            containsString("and its index contradict each other at " + contig + ": "),
            containsString("samtools faidx")));
  }

  /** As samtools leaves them out. */
  @Test
  void contigsWithoutABaseAreLeftOut() throws IOException {
    Path plain = write("a.fa", ">0\n>1\n\n>2\nAC\n>3\n");
    GenomeFile computed = prepare(plain);
    assertThat(inWorkFolder("genome.fai"), is("2\t2\t10\t2\t3\n"));
    write("a.fa.fai", "0\t0\t3\t0\t0\n2\t2\t10\t2\t3\n");
    GenomeFile found = prepare(plain);
    assertThat(found.indexComputed(), is(false));
    assertThat(found.indexHash(), is(computed.indexHash()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "version https://git-lfs.github.com/spec/v1\n",
        "1\t10\t7\t4\n",
        "1\t10\t7\t4\t5\t9\n",
        "1\t-10\t7\t4\t5\n",
        "1\t10\t7\t0\t1\n",
        "1\t10\t7\t4\t4\n",
        "1\t99999999999999999999\t7\t4\t5\n",
        "1\t9223372036854775807\t7\t1\t3\n",
      })
  void whatIsNoIndexIsTold(String fai) throws IOException {
    Path plain = write("a.fa", SMALL);
    write("a.fa.fai", fai);
    assertThat(refused(plain), containsString("a.fa.fai has in line 1 '"));
  }

  @Test
  void aNameThatIsThereTwiceIsRefused() throws IOException {
    assertThat(
        refused(write("a.fa", ">2\nAC\n>2\nGT\n")),
        containsString("has two contigs of the name 2; leave one of them out"));
    // Which of these is meant shows where a gene is on it.
    assertThat(prepare(write("b.fa", ">chrM\nAC\n>chrMT\nGT\n")).contigs(), is(2L));
  }

  @ParameterizedTest
  @CsvSource({
    "'', 'is empty'",
    "'>a\n>b\n', 'has no sequence'",
    "'>a', 'has no sequence'",
    "'\n\n', 'has no sequence'",
    "'>a\nMKVLEF\n', 'has the letter L in a, which is no nucleotide'",
    "'@r1\nACGT\n+\nFFFF\n', 'does not begin with >'",
    "'<html><body>', 'is a web page (HTML or XML), which is no input of --fasta'",
    "'{\"a\": 1}', 'is JSON text, which is no input of --fasta'",
    "'version https://git-lfs.github.com/spec/v1\n', 'is a pointer of Git LFS, which'",
    "'chr1\tx\tgene\t1\t5\t.\t+\t.\tgene_id \"a\";\n', 'is a GTF annotation, which is no input of --fasta: name it as --gtf'",
  })
  void whatIsNoGenomeIsTold(String text, String sentence) throws IOException {
    byte[] bytes = MadeUpFasta.bytes(text);
    assertThat(refused(write("a.fa", bytes)), containsString(sentence));
    if (bytes.length > 0) {
      assertThat(refused(write("b.fa.gz", MadeUpFasta.bgzip(bytes))), containsString(sentence));
      assertThat(refused(write("c.fa.gz", MadeUpFasta.gzip(bytes))), containsString(sentence));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"(\u00b5/\u00fd....", "\u00fd7zXZ\0...", "BZh91AY&SY.."})
  void otherWaysOfPackingAreRefused(String head) throws IOException {
    Path packed = write("a.fa.zst", head.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    assertThat(
        refused(packed),
        containsString("is packed in another way than by gzip: unpack it, or pack it with bgzip"));
  }

  @Test
  void bgzipThatIsCutOffIsTold() throws IOException {
    String bases = MadeUpFasta.bases(200_000, 3);
    byte[] packed =
        MadeUpFasta.bgzip(MadeUpFasta.bytes(new MadeUpFasta(60, "\n").with("1", bases).text()));
    assertThat(
        refused(write("a.fa.gz", Arrays.copyOf(packed, packed.length - 28))),
        containsString("is cut off: its last BGZF block is missing"));
    assertThat(
        refused(write("b.fa.gz", Arrays.copyOf(packed, packed.length / 2))),
        containsString("is cut off: its last BGZF block is missing"));
    byte[] other = packed.clone();
    int end = blockEnd(other);
    other[end - 8] ^= 1; // a digit of the first block's checksum
    assertThat(refused(write("d.fa.gz", other)), containsString("damaged or cut off"));
    byte[] damaged = packed.clone();
    Arrays.fill(damaged, 30_000, 30_100, (byte) 7);
    assertThat(refused(write("c.fa.gz", damaged)), containsString("damaged or cut off"));
  }

  /** Where the first block of a bgzip file ends. */
  private static int blockEnd(byte[] packed) {
    return (packed[16] & 0xFF) + ((packed[17] & 0xFF) << 8) + 1;
  }

  @Test
  void gzipThatIsCutOffLeavesNothing() throws IOException {
    byte[] packed = MadeUpFasta.gzip(MadeUpFasta.bytes(SMALL));
    assertThat(
        refused(write("a.fa.gz", Arrays.copyOf(packed, packed.length - 9))),
        containsString("damaged or cut off"));
    assertThat(Files.exists(temp.resolve("out/.splicebeam/genome/genome.fa")), is(false));
    try (Stream<Path> aside = Files.list(temp.resolve("out/.splicebeam/tmp"))) {
      assertThat(aside.count(), is(0L));
    }
  }

  @Test
  void aFileThatIsNotThereIsTold() {
    assertThat(
        refused(temp.resolve("none.fa")),
        allOf(containsString("is not there, or may not be read"), not(containsString("damaged"))));
  }

  @Test
  void anEmptyLineOrACarriageReturnAtTheEndIsFine() throws IOException {
    for (String ending : new String[] {"\n", "\r\n", "\n\n\n", ""}) {
      byte[] text = MadeUpFasta.bytes(">1\nACGT\nAC" + ending);
      Path plain = write("a.fa", text);
      Path packed = write("b.fa.gz", MadeUpFasta.bgzip(text));
      assertThat(prepare(packed).contigs(), is(1L));
      write("b.fa.gz.fai", inWorkFolder("genome.fai"));
      Files.copy(temp.resolve("out/.splicebeam/genome/genome.gzi"), temp.resolve("b.fa.gz.gzi"));
      assertThat(prepare(packed).indexComputed(), is(false));
      assertThat(prepare(plain).contigs(), is(1L));
      Files.copy(temp.resolve("b.fa.gz.fai"), temp.resolve("a.fa.fai"));
      assertThat(prepare(plain).indexComputed(), is(false));
      for (String index : new String[] {"a.fa.fai", "b.fa.gz.fai", "b.fa.gz.gzi"}) {
        Files.delete(temp.resolve(index));
      }
    }
  }

  /** Its end is that of a block, so that nothing stands behind the last base. */
  @Test
  void aContigThatEndsWithItsFileAndBlockIsRead() throws IOException {
    String text = ">1\n" + "A".repeat(2 * 65_498 - 3);
    Path packed = write("b.fa.gz", MadeUpFasta.bgzip(MadeUpFasta.bytes(text)));
    assertThat(prepare(packed).contigs(), is(1L));
    assertThat(inWorkFolder("genome.fai"), is("1\t130993\t3\t130993\t130994\n"));
  }
}
