package org.splicebeam.schemas.rows;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PackedSequencesTest {

  private static PackedSequences pack(List<String> windows) {
    PackedSequences.Builder builder = new PackedSequences.Builder();
    for (String window : windows) {
      add(builder, window);
    }
    return builder.build();
  }

  private static void add(PackedSequences.Builder builder, String window) {
    builder.add(window.getBytes(StandardCharsets.US_ASCII), 0, window.length());
  }

  private static PackedSequences throughBytes(PackedSequences windows) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    windows.write(new DataOutputStream(bytes));
    ByteArrayInputStream in = new ByteArrayInputStream(bytes.toByteArray());
    PackedSequences read = PackedSequences.read(new DataInputStream(in));
    assertThat(in.available(), equalTo(0));
    return read;
  }

  private static List<String> texts(PackedSequences windows) {
    return IntStream.range(0, windows.size()).mapToObj(windows::text).toList();
  }

  private static void comesBack(List<String> windows) throws IOException {
    PackedSequences packed = pack(windows);
    assertThat(texts(packed), equalTo(windows));
    PackedSequences read = throughBytes(packed);
    assertThat(texts(read), equalTo(windows));
    assertThat(read, equalTo(packed));
    assertThat(read.hashCode(), equalTo(packed.hashCode()));
    for (int row = 0; row < windows.size(); row++) {
      assertThat(read.length(row), equalTo(windows.get(row).length()));
    }
  }

  @Test
  void stretchesOfNEndWithTheirRow() throws IOException {
    comesBack(List.of());
    comesBack(List.of("N"));
    comesBack(List.of("ACGTN", "NACGT", "NNNN", "A", "NANAN", "ACGNNACGT"));
  }

  @Test
  void everyLengthAndAnyMixtureComesBack() throws IOException {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      String letters = seed % 3 == 0 ? "ACGT" : seed % 3 == 1 ? "ACGTN" : "NNNNNA";
      List<String> windows = new ArrayList<>();
      for (int row = random.nextInt(60); row > 0; row--) {
        StringBuilder window = new StringBuilder();
        for (int length = 1 + random.nextInt(40); length > 0; length--) {
          window.append(letters.charAt(random.nextInt(letters.length())));
        }
        windows.add(window.toString());
      }
      comesBack(windows);
    }
    comesBack(List.of("ACGTN".repeat(13_107), "T".repeat(65_535), "N".repeat(65_535)));
  }

  @Test
  void unpackingLeavesNothingOfTheWindowBefore() {
    PackedSequences windows = pack(List.of("NNNNNN", "TTTTT", "AC"));
    byte[] codes = {9, 9, 9, 9, 9, 9, 9};
    assertThat(windows.unpack(0, codes), equalTo(6));
    assertThat(codes, equalTo(new byte[] {4, 4, 4, 4, 4, 4, 9}));
    assertThat(windows.unpack(1, codes), equalTo(5));
    assertThat(codes, equalTo(new byte[] {3, 3, 3, 3, 3, 4, 9}));
    assertThat(windows.unpack(2, codes), equalTo(2));
    assertThat(codes, equalTo(new byte[] {0, 1, 3, 3, 3, 4, 9}));
  }

  @Test
  void anNIsNoA() {
    assertThat(pack(List.of("NA")), not(equalTo(pack(List.of("AA")))));
    assertThat(pack(List.of("A", "N")), not(equalTo(pack(List.of("N", "A")))));
    assertThat(pack(List.of("AA", "A")), not(equalTo(pack(List.of("A", "AA")))));
  }

  @Test
  void aBaseTakesTwoBits() throws IOException {
    PackedSequences.Builder builder = new PackedSequences.Builder();
    for (int row = 0; row < 100; row++) {
      add(builder, "A".repeat(601));
    }
    assertThat(builder.bytes(), equalTo(100 * 151));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    builder.build().write(new DataOutputStream(bytes));
    assertThat(bytes.size(), lessThan(100 * 155));
  }

  @Test
  void windowsCompareLikeTheirTexts() {
    List<String> windows =
        List.of("A", "AC", "ACGT", "ACGTA", "ACGTC", "ACGNC", "ACGTACGN", "ACGTACGT", "N", "T");
    PackedSequences packed = pack(windows);
    for (int i = 0; i < windows.size(); i++) {
      for (int j = 0; j < windows.size(); j++) {
        assertThat(
            windows.get(i) + " " + windows.get(j),
            Integer.signum(packed.compare(i, pack(windows.subList(j, j + 1)), 0)),
            equalTo(Integer.signum(windows.get(i).compareTo(windows.get(j)))));
      }
    }
  }

  @Test
  void stretchesOfNTakeEightBytes() {
    PackedSequences.Builder builder = new PackedSequences.Builder();
    add(builder, "NANNAN");
    add(builder, "AN");
    assertThat(builder.bytes(), equalTo(2 + 1 + 4 * 8));
  }

  /** Half a million stretches, some in each row: a copy a row would take minutes. */
  @Test
  void manyStretchesOfNAreReadInTime() {
    PackedSequences.Builder builder = new PackedSequences.Builder();
    for (int row = 0; row < 100_000; row++) {
      add(builder, "NANANANANA");
    }
    PackedSequences windows = builder.build();
    PackedSequences read =
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> throughBytes(windows));
    assertThat(read, equalTo(windows));
  }
}
