package org.splicebeam.transforms.fasta;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.splicebeam.schemas.genome.ChromosomeAliases;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.inputs.GenomeFile;
import org.splicebeam.transforms.publish.Claimed;
import org.splicebeam.transforms.publish.OutputFolder;

class GenomeTest {
  private static final String COMPLEMENT_OF = "ACGTN";
  private static final String COMPLEMENT = "TGCAN";

  @TempDir private Path temp;
  private OutputFolder folder;

  @BeforeEach
  void claim() {
    folder = Claimed.folder(temp.resolve("out"), "a-run");
  }

  private Genome open(Path fasta) throws IOException {
    return open(fasta, ChromosomeAliases.NONE);
  }

  private Genome open(Path fasta, ChromosomeAliases aliases) throws IOException {
    new GenomePreparation(fasta.toString(), folder).run();
    return Genome.open(fasta.toString(), folder, aliases);
  }

  private static String read(Genome genome, String chrom, long start, long end, Strand strand)
      throws IOException {
    return new String(genome.read(chrom, new Span(start, end), strand), StandardCharsets.US_ASCII);
  }

  /** The slow way: one base after the other. */
  private static String naive(String contig, int start, int end, Strand strand) {
    String forward = contig.substring(start - 1, end).toUpperCase().replaceAll("[^ACGT]", "N");
    if (strand == Strand.FORWARD) {
      return forward;
    }
    StringBuilder reverse = new StringBuilder();
    for (int i = forward.length() - 1; i >= 0; i--) {
      reverse.append(COMPLEMENT.charAt(COMPLEMENT_OF.indexOf(forward.charAt(i))));
    }
    return reverse.toString();
  }

  @Test
  void allSpansOfASmallContigOnBothStrands() throws IOException {
    for (String lineEnd : new String[] {"\n", "\r\n"}) {
      for (int lineBases : new int[] {1, 4, 5, 13, 20, 100}) {
        String contig = MadeUpFasta.bases(20, lineBases);
        MadeUpFasta fasta =
            new MadeUpFasta(lineBases, lineEnd).with("before", "ACGT").with("chr1 it", contig);
        Path file = MadeUpFasta.write(temp.resolve("g.fa"), MadeUpFasta.bytes(fasta.text()));
        try (Genome genome = open(file)) {
          for (int start = 1; start <= contig.length(); start++) {
            for (int end = start; end <= contig.length(); end++) {
              for (Strand strand : new Strand[] {Strand.FORWARD, Strand.REVERSE}) {
                assertThat(
                    read(genome, "1", start, end, strand), is(naive(contig, start, end, strand)));
              }
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"g.fa,60", "g.fa.gz,60", "g.fa.bgz,61", "g.fa.gz,100000000"})
  void spansOfManyBlocksInAnyOrder(String name, int lineBases) throws IOException {
    String first = MadeUpFasta.bases(300_000, 1);
    String second = MadeUpFasta.bases(250_001, 2);
    byte[] text =
        MadeUpFasta.bytes(
            new MadeUpFasta(lineBases, "\n").with("1", first).with("X", second).text());
    for (byte[] stored : new byte[][] {text, MadeUpFasta.bgzip(text), MadeUpFasta.gzip(text)}) {
      try (Genome genome = open(MadeUpFasta.write(temp.resolve(name), stored))) {
        assertThat(genome.length("chr1"), is(300_000L));
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 200; i++) {
          String contig = i % 3 == 0 ? first : second;
          int start = random.nextInt(contig.length()) + 1;
          int end = start + random.nextInt(Math.min(90_000, contig.length() - start + 1));
          Strand strand = i % 2 == 0 ? Strand.FORWARD : Strand.REVERSE;
          assertThat(
              read(genome, i % 3 == 0 ? "chr1" : "chrX", start, end, strand),
              is(naive(contig, start, end, strand)));
        }
      }
    }
  }

  @Test
  void blocksOfJoinedFilesAreReadOn() throws IOException {
    byte[] one = MadeUpFasta.bgzip(MadeUpFasta.bytes(">1\nACGTA\n"));
    byte[] two = MadeUpFasta.bgzip(MadeUpFasta.bytes("CCC\n>2\nGG\n"));
    byte[] joined = new byte[one.length + two.length];
    System.arraycopy(one, 0, joined, 0, one.length);
    System.arraycopy(two, 0, joined, one.length, two.length);
    try (Genome genome = open(MadeUpFasta.write(temp.resolve("g.fa.gz"), joined))) {
      assertThat(read(genome, "1", 4, 8, Strand.FORWARD), is("TACCC"));
      assertThat(read(genome, "2", 1, 2, Strand.REVERSE), is("CC"));
      assertThat(read(genome, "1", 1, 8, Strand.FORWARD), is("ACGTACCC"));
    }
  }

  @Test
  void chromosomesMatchByTheirOtherNames() throws IOException {
    Path file =
        MadeUpFasta.write(
            temp.resolve("g.fa"), MadeUpFasta.bytes(">NC_000001.11 one\nAC\n>chrM\nGTA\n"));
    ChromosomeAliases aliases = new ChromosomeAliases(Map.of("NC_000001.11", "1"));
    try (Genome genome = open(file, aliases)) {
      assertThat(genome.length("chr1"), is(2L));
      assertThat(genome.length("MT"), is(3L));
      assertThat(genome.length("2"), is(-1L));
      assertThat(read(genome, "chr1", 1, 2, Strand.REVERSE), is("GT"));
    }
    try (Genome genome = open(file)) {
      assertThat(genome.length("1"), is(-1L));
    }
  }

  @Test
  void ofTwoNamesTheAnnotationsOwnCounts() throws IOException {
    Path file =
        MadeUpFasta.write(
            temp.resolve("g.fa"), MadeUpFasta.bytes(">chrM\nAC\n>chrMT\nGTA\n>1\nA\n"));
    try (Genome genome = open(file)) {
      assertThat(genome.length("chrM"), is(2L));
      assertThat(genome.length("chrMT"), is(3L));
      assertThat(read(genome, "chrMT", 1, 3, Strand.FORWARD), is("GTA"));
      assertThat(genome.length("chr1"), is(1L));
      IOException e = assertThrows(IOException.class, () -> genome.length("MT"));
      assertThat(
          e.getMessage(),
          is(
              file
                  + " has two names of one chromosome, chrM and chrMT, which both match MT of the"
                  + " annotation; leave one of them out of the file"));
    }
  }

  @Test
  void spansOutsideOfTheirContigAreRefused() throws IOException {
    Path file = MadeUpFasta.write(temp.resolve("g.fa"), MadeUpFasta.bytes(">1\nACGT"));
    try (Genome genome = open(file)) {
      assertThat(read(genome, "1", 1, 4, Strand.FORWARD), is("ACGT"));
      for (Span outside : new Span[] {new Span(0, 2), new Span(4, 5)}) {
        assertThrows(
            IllegalArgumentException.class, () -> genome.read("1", outside, Strand.FORWARD));
      }
      assertThrows(
          IllegalArgumentException.class, () -> genome.read("2", new Span(1, 1), Strand.FORWARD));
    }
  }

  @Test
  void aFileThatChangedAfterwardsIsTold() throws IOException {
    Path file = MadeUpFasta.write(temp.resolve("g.fa"), MadeUpFasta.bytes(">1\nACGT\nACGT\n"));
    try (Genome genome = open(file)) {
      MadeUpFasta.write(file, MadeUpFasta.bytes(">1\nACGTACGT\nA\n"));
      IOException moved =
          assertThrows(IOException.class, () -> genome.read("1", new Span(3, 6), Strand.FORWARD));
      assertThat(moved.getMessage(), containsString("g.fa is not as its index says at contig 1"));
      MadeUpFasta.write(file, MadeUpFasta.bytes(">1\nACGT\n"));
      assertThrows(IOException.class, () -> genome.read("1", new Span(3, 6), Strand.FORWARD));
    }
  }

  @Test
  void theUnpackedCopyLiesInTheWorkFolder() throws IOException {
    byte[] text = MadeUpFasta.bytes(">1\nACGT\n");
    Path file = MadeUpFasta.write(temp.resolve("g.fa.gz"), MadeUpFasta.gzip(text));
    GenomeFile prepared = new GenomePreparation(file.toString(), folder).run();
    assertThat(prepared.unpackedBytes(), is((long) text.length));
    assertThat(Files.readAllBytes(temp.resolve("out/.splicebeam/genome/genome.fa")), is(text));
  }
}
