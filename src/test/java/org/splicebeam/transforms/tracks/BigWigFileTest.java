package org.splicebeam.transforms.tracks;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.splicebeam.transforms.lines.BytesChannel;

class BigWigFileTest {
  /** Bases of a chromosome that are looked at in a file which may say any length. */
  private static final int MOST_BASES = 6000;

  private static final ByteOrder LITTLE = ByteOrder.LITTLE_ENDIAN;

  static Stream<Arguments> forms() {
    return Stream.of(LITTLE, ByteOrder.BIG_ENDIAN)
        .flatMap(order -> Stream.of(Arguments.of(order, true), Arguments.of(order, false)));
  }

  private static BigWigFile open(byte[] bytes) throws IOException {
    return BigWigFile.open("x.bw", new BytesChannel(bytes));
  }

  private static Map<String, float[]> readAll(byte[] bytes) throws IOException {
    Map<String, float[]> all = new LinkedHashMap<>();
    try (BigWigFile file = open(bytes)) {
      for (Map.Entry<String, Integer> chromosome : file.chromosomes().entrySet()) {
        float[] into = new float[Math.min(chromosome.getValue(), MOST_BASES)];
        file.read(chromosome.getKey(), 0, into.length, into);
        all.put(chromosome.getKey(), into);
      }
    }
    return all;
  }

  private static boolean isSame(Map<String, float[]> one, Map<String, float[]> other) {
    return List.copyOf(one.keySet()).equals(List.copyOf(other.keySet()))
        && one.keySet().stream().allMatch(name -> Arrays.equals(one.get(name), other.get(name)));
  }

  private static void refuses(byte[] bytes, Matcher<String> sentence) {
    IOException e = assertThrows(IOException.class, () -> readAll(bytes));
    assertThat(e.getMessage(), allOf(startsWith("x.bw"), sentence));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void givesTheValueOfEachBase(ByteOrder order, boolean packed) throws IOException {
    HandMadeBigWig made = HandMadeBigWig.ofAllKinds(order, packed);
    Map<String, float[]> read = readAll(made.bytes());
    assertThat(read.keySet(), is(made.values().keySet()));
    made.values().forEach((name, values) -> assertArrayEquals(values, read.get(name), name));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void givesEachStretchAlone(ByteOrder order, boolean packed) throws IOException {
    HandMadeBigWig made = HandMadeBigWig.ofAllKinds(order, packed);
    SplittableRandom random = new SplittableRandom(1);
    List<String> names = List.copyOf(made.values().keySet());
    try (BigWigFile file = open(made.bytes())) {
      for (int i = 0; i < 20_000; i++) {
        String name = names.get(random.nextInt(names.size()));
        float[] values = made.values().get(name);
        int start = random.nextInt(Math.min(values.length, 500) + 1);
        int end = start + random.nextInt(Math.min(values.length - start, 200) + 1);
        float[] into = new float[end - start + 1];
        into[end - start] = 7;
        file.read(name, start, end, into);
        assertThat(into[end - start], is(7f)); // nothing is written behind the range
        assertArrayEquals(
            Arrays.copyOfRange(values, start, end), Arrays.copyOf(into, end - start), name);
      }
    }
  }

  @Test
  void readsBlocksThatStandTogetherAtOnce() throws IOException {
    HandMadeBigWig made = new HandMadeBigWig(LITTLE, true).chromosome("chr1", 5_000);
    for (int i = 0; i < 500; i++) {
      made.fixed("chr1", 10 * i, 1, 1, i);
    }
    BytesChannel channel = new BytesChannel(made.bytes());
    try (BigWigFile file = BigWigFile.open("x.bw", channel)) {
      float[] into = new float[5_000];
      file.read("chr1", 0, 5_000, into);
      int first = channel.reads();
      file.read("chr1", 0, 5_000, into); // now all nodes are known
      assertThat(channel.reads() - first, lessThan(30)); // of 1021 bytes each
      assertArrayEquals(made.values().get("chr1"), into);
    }
  }

  @Test
  void hasNoValuesWhereThereAreNoBlocks() throws IOException {
    HandMadeBigWig made = new HandMadeBigWig(LITTLE, true).chromosome("chr1", 5);
    assertArrayEquals(made.values().get("chr1"), readAll(made.bytes()).get("chr1"));
    assertThat(readAll(new HandMadeBigWig(LITTLE, true).bytes()).size(), is(0));
  }

  @Test
  void refusesABaseWithTwoValues() {
    HandMadeBigWig twice =
        new HandMadeBigWig(LITTLE, true)
            .chromosome("chr1", 100)
            .fixed("chr1", 10, 1, 1, 1, 2, 3)
            .fixed("chr1", 12, 1, 1, 4);
    refuses(twice.bytes(), containsString("chr1, base 13 has two values"));
    HandMadeBigWig within =
        new HandMadeBigWig(LITTLE, false)
            .chromosome("chr1", 100)
            .intervals("chr1", new int[][] {{3, 9}, {8, 10}}, 1, 1);
    refuses(within.bytes(), containsString("chr1, base 9 has two values"));
  }

  @Test
  void doesNotLookAtBasesBesideTheRange() throws IOException {
    HandMadeBigWig made =
        new HandMadeBigWig(LITTLE, false)
            .chromosome("chr1", 100)
            .intervals("chr1", new int[][] {{3, 9}, {8, 10}, {20, 30}}, 1, 1, 2);
    try (BigWigFile file = open(made.bytes())) {
      float[] into = new float[10];
      file.read("chr1", 15, 25, into);
      assertThat(into[4], is(Float.NaN));
      assertThat(into[5], is(2f));
    }
  }

  @Test
  void tellsWhatAFileIsInstead() {
    refuses(new byte[0], containsString("is empty"));
    refuses(new byte[] {1}, containsString("no bigWig"));
    refuses("chr1\t0\t1\t0.5\n".getBytes(), containsString("no bigWig"));
    byte[] bigBed = ByteBuffer.allocate(200).order(LITTLE).putInt(0x8789F2EB).array();
    refuses(bigBed, containsString("is a bigBed"));
    byte[] other = HandMadeBigWig.ofAllKinds(LITTLE, true).bytes();
    other[4] = 5;
    refuses(other, containsString("version 5"));
  }

  @Test
  void opensAFileByItsPath(@TempDir Path folder) throws IOException {
    HandMadeBigWig made = HandMadeBigWig.ofAllKinds(LITTLE, true);
    Path path = Files.write(folder.resolve("a b[1].bw"), made.bytes());
    try (BigWigFile file = BigWigFile.open(path.toString())) {
      float[] into = new float[1000];
      file.read("chr1", 0, 1000, into);
      assertArrayEquals(made.values().get("chr1"), into);
    }
    Path none = folder.resolve("none.bw");
    IOException e = assertThrows(IOException.class, () -> BigWigFile.open(none.toString()));
    assertThat(e.getMessage(), is(none + ": there is no such file, or it may not be read"));
    IOException other = assertThrows(IOException.class, () -> BigWigFile.open(folder.toString()));
    assertThat(other.getMessage(), startsWith(folder.toString()));
  }

  @Test
  void tellsWhatIsWrongWithItsFigures() {
    HandMadeBigWig made = HandMadeBigWig.ofAllKinds(LITTLE, true);
    byte[] good = made.bytes();
    int names = made.chromosomesAt;
    int index = made.indexAt;
    for (int place : new int[] {8, 16, 24}) {
      for (long offset : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE, good.length}) {
        refuses(with(good, b -> b.putLong(place, offset)), containsString("cut off"));
      }
    }
    refuses(with(good, b -> b.putInt(names, 1)), containsString("no list of chromosomes"));
    refuses(with(good, b -> b.putInt(names + 8, -1)), containsString("names of 4294967295"));
    refuses(with(good, b -> b.putInt(names + 12, 4)), containsString("values of 4"));
    refuses(with(good, b -> b.putLong(names + 16, -1)), containsString("would list"));
    refuses(with(good, b -> b.putLong(names + 16, 4)), containsString("more chromosomes"));
    refuses(with(good, b -> b.putLong(names + 16, 6)), containsString("lists 5"));
    refuses(
        with(good, b -> b.putLong(names + 32 + 4 + HandMadeBigWig.KEY, names + 32)),
        containsString("chromosomes leads back to itself"));
    refuses(with(good, b -> b.putInt(index, 1)), containsString("no index"));
    refuses(
        with(good, b -> b.putLong(index + 48 + 4 + 16, index + 48)),
        containsString("index leads back to itself"));
    refuses(with(good, b -> b.putInt(52, 30)), containsString("unpacks to more than 30 bytes"));
  }

  @Test
  void tellsWhatIsWrongWithABlock() {
    HandMadeBigWig plain = HandMadeBigWig.ofAllKinds(LITTLE, false);
    byte[] good = plain.bytes();
    int block = plain.dataAt + 8;
    refuses(with(good, b -> b.putInt(block, 3)), containsString("another chromosome"));
    refuses(with(good, b -> b.put(block + 20, (byte) 4)), containsString("kind 4"));
    refuses(with(good, b -> b.putShort(block + 22, (short) -1)), containsString("65535 values"));
    int variable = block + 24 + 4 * 12;
    refuses(with(good, b -> b.putInt(variable + 16, 0)), containsString("no base"));
    for (byte[] stored : List.of(new byte[] {1}, new byte[23])) {
      refuses(
          new HandMadeBigWig(LITTLE, false)
              .chromosome("chr1", 10)
              .stored("chr1", 0, 10, stored)
              .bytes(),
          containsString("a block of values has"));
    }
  }

  /**
   * Zeros shrink a thousand times: a block of them is not unpacked beyond what a block may have.
   */
  @Test
  void unpacksNoBomb() {
    byte[] bomb = HandMadeBigWig.pack(new byte[64 << 20]);
    HandMadeBigWig made =
        new HandMadeBigWig(LITTLE, true)
            .chromosome("chr1", 1000)
            .fixed("chr1", 0, 1, 1, 1, 2)
            .stored("chr1", 10, 20, bomb);
    refuses(
        with(made.bytes(), b -> b.putInt(52, -1)),
        containsString("unpacks to more than %d bytes".formatted(BigWigBlock.MOST_BYTES)));
  }

  /** Each node leads to the next one, which is as large as a node can be. */
  @Test
  @Timeout(value = 20, unit = TimeUnit.SECONDS)
  void holdsNoLongWayDownItsIndex() {
    HandMadeBigWig made = HandMadeBigWig.ofAllKinds(LITTLE, true);
    byte[] good = made.bytes();
    int length = 4 + 0xFFFF * 24;
    byte[] deep = Arrays.copyOf(good, good.length + 12 * length);
    ByteBuffer nodes = ByteBuffer.wrap(deep).order(LITTLE);
    nodes.putLong(made.indexAt + 48 + 4 + 16, good.length);
    for (int at = good.length; at < deep.length; at += length) {
      nodes
          .putShort(at + 2, (short) -1)
          .putInt(at + 4 + 12, 1000)
          .putLong(at + 4 + 16, at + length);
    }
    refuses(deep, containsString("the way down its index"));
  }

  /** A value of all bases there are costs no more than the bases that are asked for. */
  @Test
  @Timeout(value = 20, unit = TimeUnit.SECONDS)
  void readsStepsThatGoNowhere() throws IOException {
    HandMadeBigWig made = new HandMadeBigWig(LITTLE, true).chromosome("chr1", 1000);
    byte[] block = new byte[24 + 4 * 0xFFFF];
    ByteBuffer.wrap(block)
        .order(LITTLE)
        .putInt(4, -1)
        .putInt(8, -1)
        .putInt(12, -1)
        .putInt(16, -1)
        .put(20, (byte) 3)
        .putShort(22, (short) -1);
    made.fixed("chr1", 0, 1, 1, 1).stored("chr1", 10, 20, HandMadeBigWig.pack(block));
    float[] read = readAll(with(made.bytes(), b -> b.putInt(52, -1))).get("chr1");
    assertThat(read[0], is(1f));
    assertThat(read[1], is(Float.NaN));
  }

  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  @ParameterizedTest
  @MethodSource("forms")
  void givesASentenceOrTheSameWhereverItIsCut(ByteOrder order, boolean packed) throws IOException {
    HandMadeBigWig made = HandMadeBigWig.ofAllKinds(order, packed);
    byte[] good = made.bytes();
    for (int length = 0; length < good.length; length++) {
      byte[] cut = Arrays.copyOf(good, length);
      refuses(cut, containsString(length == 0 ? "empty" : length < 4 ? "no bigWig" : "cut off"));
    }
    byte[] longer = Arrays.copyOf(good, good.length + 100);
    assertThat(isSame(readAll(longer), made.values()), is(true));
  }

  /** What zlib guards is never read wrong; elsewhere nothing but a sentence ends the reading. */
  @Timeout(value = 120, unit = TimeUnit.SECONDS)
  @ParameterizedTest
  @MethodSource("forms")
  void givesASentenceOrValuesWhateverIsFlipped(ByteOrder order, boolean packed) {
    HandMadeBigWig made = HandMadeBigWig.ofAllKinds(order, packed);
    byte[] good = made.bytes();
    SplittableRandom random = new SplittableRandom(packed ? 3 : 4);
    List<String> wrong = new ArrayList<>();
    int refused = 0;
    for (int i = 0; i < 12_000; i++) {
      byte[] bytes = good.clone();
      int place = random.nextInt(bytes.length);
      int flips = i % 2 == 0 ? 1 : 1 + random.nextInt(8);
      for (int more = 0; more < flips; more++) {
        int at = Math.min(place + more, bytes.length - 1);
        bytes[at] ^= i % 3 == 0 ? (byte) (1 << random.nextInt(8)) : (byte) random.nextInt(1, 256);
      }
      boolean inPacked = packed && place >= made.dataAt + 8 && place + flips <= made.indexAt;
      try {
        if (!isSame(readAll(bytes), made.values()) && inPacked) {
          wrong.add("flip %d at %d".formatted(i, place));
        }
      } catch (IOException e) {
        refused++;
        if (!e.getMessage().startsWith("x.bw ")) {
          wrong.add(e.getMessage());
        }
      }
    }
    assertThat(wrong, is(List.of()));
    assertThat(refused, greaterThan(2_000));
  }

  private interface Change {
    void accept(ByteBuffer bytes);
  }

  private static byte[] with(byte[] bytes, Change change) {
    byte[] changed = bytes.clone();
    change.accept(ByteBuffer.wrap(changed).order(LITTLE));
    return changed;
  }
}
