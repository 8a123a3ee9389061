package org.splicebeam.transforms.fasta;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.splicebeam.transforms.verdict.VerdictException;

class IndexBuilderTest {
  private static String index(String fasta, int chunk) {
    IndexBuilder builder = new IndexBuilder("g.fa");
    byte[] bytes = fasta.getBytes(StandardCharsets.UTF_8);
    for (int from = 0; from < bytes.length; from += chunk) {
      builder.take(bytes, from, Math.min(from + chunk, bytes.length));
    }
    return new String(builder.index().text(), StandardCharsets.UTF_8);
  }

  /** The expected texts are those of samtools faidx 1.24. */
  @ParameterizedTest
  @CsvSource({
    "'>a b c\nACGT\nAC\n>b\nAC\n', 'a\t6\t7\t4\t5\nb\t2\t18\t2\t3\n'",
    "'>a\nACGT\nAC', 'a\t6\t3\t4\t5\n'",
    "'>a\nACGTAC', 'a\t6\t3\t6\t7\n'",
    "'>a\r\nACGT\r\nAC\r\n>b\r\nA\r\n', 'a\t6\t4\t4\t6\nb\t1\t18\t1\t3\n'",
    "'>a\n>b\nAC\n', 'b\t2\t6\t2\t3\n'",
    "'>a\nACGT\nAC\n\n>b\nAC\n\n\n', 'a\t6\t3\t4\t5\nb\t2\t15\t2\t3\n'",
    "'>a\tb\nAC\n', 'a\t2\t5\t2\t3\n'",
    "'>a\nACGT\r\nACGT\n', 'a\t8\t3\t4\t6\n'",
    "'>a\nAC\nAC\n', 'a\t4\t3\t2\t3\n'",
  })
  void theIndexIsThatOfSamtoolsHoweverTheBytesCome(String fasta, String fai) {
    for (int chunk : new int[] {1, 2, 3, 7, 1000}) {
      assertThat(index(fasta, chunk), is(fai));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'>a\nACGT\nAC\nACGT\n', 'has lines of unequal length in contig a, line 3: all but the last must have 4 bases and 5 bytes'",
    "'>a\nACGT\nACGTA\n', 'has lines of unequal length in contig a, line 3'",
    "'>a\nACGT\r\nACGT\nACGT\n', 'has lines of unequal length in contig a, line 3'",
    "'>z\nA\n>a\nACGT\n\nACGT\n', 'has an empty line inside of contig a, line 5'",
    "'>a\n\nACGT\n', 'has an empty line inside of contig a, line 2'",
    "'>a\nAC GT\n', 'has a byte 32 in line 2, which is no letter'",
    "'>a\nACGT\n>b\nACéT\n', 'has a byte 195 in line 4, which is no letter'",
    "'>a\nAC\rGT\r', 'has a CR without LF in line 2'",
    "'>a\n\r\rGT', 'has a CR without LF in line 2'",
    "'ACGT\n', 'does not begin with > but with byte 65'",
    "'@r1 x\nACGT\n+\nFFFF\n', 'does not begin with > but with byte 64'",
    "'\n\n;old\n>a\nAC\n', 'does not begin with > but with byte 59'",
    "'>\nACGT\n', 'has a header without a name in line 1'",
    "'>a\nAC\n> b\nACGT\n', 'has a header without a name in line 3'",
  })
  void whatCannotBeReadByRangeIsNamed(String fasta, String sentence) {
    for (int chunk : new int[] {1, 2, 1000}) {
      VerdictException refused = assertThrows(VerdictException.class, () -> index(fasta, chunk));
      assertThat(refused.getMessage(), startsWith("--fasta g.fa "));
      assertThat(refused.getMessage(), containsString(sentence));
    }
  }

  @Test
  void aLineOfThreeBillionBasesIsCounted() {
    IndexBuilder builder = new IndexBuilder("g.fa");
    byte[] some = new byte[1 << 20];
    Arrays.fill(some, (byte) 'A');
    builder.take(">a\n".getBytes(StandardCharsets.UTF_8), 0, 3);
    for (int i = 0; i < 3000; i++) {
      builder.take(some, 0, some.length);
    }
    long bases = 3000L << 20;
    assertThat(
        builder.index().contigs().toString(),
        is("[a\t%d\t3\t%d\t%d]".formatted(bases, bases, bases + 1)));
  }

  @Test
  void aNameWithoutAnEndIsRefusedBeforeItFillsMemory() {
    IndexBuilder builder = new IndexBuilder("g.fa");
    byte[] some = new byte[1 << 16];
    Arrays.fill(some, (byte) '>');
    VerdictException refused =
        assertThrows(VerdictException.class, () -> builder.take(some, 0, some.length));
    assertThat(refused.getMessage(), containsString("a name of more than 1000 bytes in line 1"));
  }
}
