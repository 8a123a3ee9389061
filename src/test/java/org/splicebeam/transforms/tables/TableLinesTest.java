package org.splicebeam.transforms.tables;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.splicebeam.schemas.inputs.TableFile;
import org.splicebeam.schemas.reject.HandMadeReject;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.transforms.verdict.Verdict;
import org.splicebeam.transforms.verdict.VerdictException;

class TableLinesTest {
  private static final String HEADER = new HandMadeTable().header();

  @TempDir Path folder;

  private TableFile file(String name, byte[] content) throws IOException {
    return HandMadeTable.file(folder.resolve(name), "below/" + name, content);
  }

  private TableLines open(String text) throws IOException {
    return TableLines.open(
        file("t.tsv", text.getBytes(StandardCharsets.UTF_8)), HandMadeTable.STANDARD);
  }

  private static List<String> read(TableLines lines) {
    List<String> read = new ArrayList<>();
    while (lines.next()) {
      read.add(
          new String(
              lines.bytes(), lines.start(), lines.end() - lines.start(), StandardCharsets.UTF_8));
    }
    return read;
  }

  private static Verdict verdictOf(TableFile file) {
    return assertThrows(
            VerdictException.class,
            () -> {
              try (TableLines lines = TableLines.open(file, HandMadeTable.STANDARD)) {
                read(lines);
              }
            })
        .verdict();
  }

  @Test
  void emptyLinesAreNoRows() throws IOException {
    try (TableLines lines = open("\uFEFF" + HEADER + "\r\n\r\na\tb\r\n\n\n \nlast")) {
      assertThat(lines.header().size(), is(11));
      assertThat(read(lines), is(List.of("a\tb", " ", "last")));
      assertThat(lines.rows(), is(3L));
    }
  }

  /** The two sums are of the reference implementation of XXH3. */
  @Test
  void theHashIsASumOverLines() throws IOException {
    try (TableLines lines = open(HEADER + "\nENSG00000141510\n")) {
      read(lines);
      assertThat(Long.toHexString(lines.contentHash()), is("77489637769a3b96"));
    }
    try (TableLines lines = open(HEADER + "\r\n\u00b5\r\n\r\nENSG00000141510")) {
      read(lines);
      assertThat(Long.toHexString(lines.contentHash()), is("7a441ebc65dffcfa"));
    }
    try (TableLines lines = open(HEADER + "\n")) {
      read(lines);
      assertThat(lines.contentHash(), is(0L));
      assertThat(lines.rows(), is(0L));
    }
  }

  @Test
  void aRejectShowsWhereAndTheStart() throws IOException {
    String first = "\u00b5\tx";
    String second = "\uD83E\uDDEC".repeat(100) + "\tend";
    try (TableLines lines = open(HEADER + "\n" + first + "\n\n" + second + "\n")) {
      lines.next();
      assertThat(
          lines.reject(Reject.Reason.COLUMN_COUNT, "two"),
          is(reject(HEADER.length() + 1, 2, first)));
      lines.next();
      assertThat(
          lines.reject(Reject.Reason.COLUMN_COUNT, "two"),
          is(reject(HEADER.length() + 1 + 5 + 1, 4, "\uD83E\uDDEC".repeat(60))));
    }
  }

  private static Reject reject(long byteOffset, long line, String start) {
    return HandMadeReject.of(Reject.Input.ANALYSIS, "below/t.tsv")
        .at(byteOffset, line)
        .because(Reject.Reason.COLUMN_COUNT, "two")
        .saying(start)
        .build();
  }

  @Test
  void aLineTooLongIsCutAndReadOver() throws IOException {
    String tooLong = "x".repeat(TableFormat.MOST_LINE_BYTES + 1);
    try (TableLines lines = open(HEADER + "\n" + tooLong + "\nnext\n")) {
      assertThat(lines.next(), is(true));
      assertThat(lines.tooLong(), is(true));
      assertThat(lines.reject(Reject.Reason.LINE_TOO_LONG, "").start(), is("x".repeat(120)));
      assertThat(read(lines), is(List.of("next")));
      assertThat(lines.rows(), is(2L));
    }
  }

  @Test
  void aBadHeaderIsAVerdictThatNamesTheFile() throws IOException {
    assertThat(
        verdictOf(file("t.tsv", "gene_id\tposition\n".getBytes(StandardCharsets.UTF_8))),
        is(
            Verdict.badInput(
                "below/t.tsv, line 1: no columns \"transcript_id\", \"donor_score\","
                    + " \"acceptor_score\", \"neither_score\", \"pred_type\", \"splice_type\","
                    + " \"chrom\", \"sequence\", which every table needs (tab-separated)")));
    assertThat(
        verdictOf(file("t.tsv.gz", new byte[0])),
        is(Verdict.badInput("below/t.tsv.gz, no header: the file is empty")));
  }

  @Test
  void aFileThatIsGoneIsAVerdict() {
    TableFile gone = new TableFile(folder.resolve("x.tsv").toString(), "x.tsv", 1);
    assertThat(
        verdictOf(gone),
        is(Verdict.badInput("x.tsv: it is not there any more, or may not be read")));
  }

  /** Wherever a file is cut off, the sentence names it and says so in words. */
  @ParameterizedTest
  @EnumSource(
      value = Packing.class,
      names = {"GZIP", "BZIP2", "ZSTD"})
  void aFileCutOffIsAVerdict(Packing packing) throws IOException {
    byte[] whole = packing.pack(HandMadeTable.text(400, i -> i * i));
    for (int length : new int[] {5, 40, whole.length / 2, whole.length - 5, whole.length - 1}) {
      Verdict verdict = verdictOf(file("t.tsv" + packing.ending(), Arrays.copyOf(whole, length)));
      assertThat(verdict.exitCode(), is(Verdict.BAD_INPUT));
      assertThat(
          length + " of " + whole.length,
          verdict.sentence(),
          allOf(
              startsWith("below/t.tsv" + packing.ending() + " cannot be read beyond byte "),
              containsString("damaged or cut off"),
              not(containsString("null"))));
      assertThat(
          TableLines.fault(
              file("t.tsv" + packing.ending(), Arrays.copyOf(whole, length)),
              HandMadeTable.STANDARD),
          allOf(startsWith("it is damaged or cut off ("), not(containsString("null"))));
    }
    TableFile good = file("t.tsv" + packing.ending(), whole);
    assertThat(TableLines.fault(good, HandMadeTable.STANDARD), is(nullValue()));
  }

  /** Whatever a decompressor makes of it, it is a table, other text, or a fault in words. */
  @ParameterizedTest
  @EnumSource(
      value = Packing.class,
      names = {"GZIP", "BZIP2", "ZSTD"})
  void aFlippedByteIsAFaultOrAnotherText(Packing packing) throws IOException {
    byte[] whole = packing.pack(HandMadeTable.text(400, i -> i * i));
    int faults = 0;
    SplittableRandom random = new SplittableRandom(1);
    for (int flip = 0; flip < 300; flip++) {
      byte[] flipped = whole.clone();
      int at = flip < 40 ? flip : random.nextInt(whole.length);
      flipped[at] ^= (byte) (1 + random.nextInt(255));
      TableFile file = file("t.tsv" + packing.ending(), flipped);
      String fault = TableLines.fault(file, HandMadeTable.STANDARD);
      if (fault != null) {
        faults++;
        assertThat(verdictOf(file).exitCode(), is(Verdict.BAD_INPUT));
      }
    }
    assertThat(faults, greaterThan(100));
  }

  @Test
  void aBombIsAFault() throws IOException {
    TableFile bomb = file("t.tsv.gz", Packing.GZIP.pack(HEADER + "\n" + "\n".repeat(80_000_000)));
    String fault =
        "it unpacks to more than 500 times its size, as no table or annotation does; if it is"
            + " meant, give it unpacked";
    assertThat(TableLines.fault(bomb, HandMadeTable.STANDARD), is(fault));
    assertThat(verdictOf(bomb), is(Verdict.badInput("below/t.tsv.gz: " + fault)));
  }
}
