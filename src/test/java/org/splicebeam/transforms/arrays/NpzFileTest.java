package org.splicebeam.transforms.arrays;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.transforms.lines.BytesChannel;

class NpzFileTest {
  private static final byte[] A = HandMadeNpy.of("<f4", "2, 3", 1, .25, .5, 0, .75, 1);
  private static final byte[] B = HandMadeNpy.of("<f8", "3, 2", 1, 1, .125, 0, 0, .5);
  private static final String OF_A = "[0.5, 1.0][0.25, 0.75]";
  private static final String OF_B = "[0.0, 0.5][0.125, 0.0]";

  @TempDir private Path folder;

  private static NpzFile open(byte[] bytes) throws IOException {
    return NpzFile.open("scores.npz", new BytesChannel(bytes));
  }

  private static String read(ScoreArrays arrays, String geneId, int length) throws IOException {
    float[] donor = new float[length];
    float[] acceptor = new float[length];
    ScoreArrays.Found found = arrays.read(geneId, length, donor, acceptor);
    return found == ScoreArrays.Found.SCORES
        ? Arrays.toString(donor) + Arrays.toString(acceptor)
        : found.name();
  }

  /** All arrays, or the sentence. */
  private static String readBoth(byte[] bytes) throws IOException {
    String path = "scores.npz";
    try (NpzFile npz = open(bytes)) {
      return read(npz, "A", 2) + read(npz, "B", 2);
    } catch (IOException e) {
      assertThat(e.getMessage(), startsWith(path));
      return e.getMessage().substring(path.length());
    }
  }

  private static HandMadeZip zip() {
    return new HandMadeZip(false);
  }

  @Test
  void arraysAreFoundByGeneStoredOrDeflated() throws IOException {
    for (boolean zip64 : new boolean[] {false, true}) {
      byte[] bytes =
          new HandMadeZip(zip64)
              .add("B.npy", B, true)
              .add("A.npy", A, false)
              .add("readme", new byte[0], false)
              .comment("some words")
              .bytes();
      assertThat(readBoth(bytes), is(OF_A + OF_B));
      try (NpzFile npz = open(bytes)) {
        assertThat(read(npz, "C", 2), is("NO_ARRAY"));
        assertThat(read(npz, "A.npy", 2), is("NO_ARRAY"));
        assertThat(read(npz, "A", 3), is("OTHER_LENGTH"));
        assertThat(read(npz, "B", 2), is(OF_B));
        assertThat(
            assertThrows(IOException.class, () -> read(npz, "readme", 2)).getMessage(),
            containsString("array readme: it is no npy array"));
        assertThat(read(npz, "B", 2), is(OF_B));
      }
    }
    assertThat(readBoth(zip().add("B", B, false).add("A", A, true).bytes()), is(OF_A + OF_B));
    assertThat(readBoth(zip().bytes()), is("NO_ARRAYNO_ARRAY"));
  }

  @Test
  void idsAreUtf8() throws IOException {
    try (NpzFile npz = open(zip().add("Gène-é.1.npy", A, true).bytes())) {
      assertThat(read(npz, "Gène-é.1", 2), is(OF_A));
    }
  }

  @Test
  void anotherProgramsZipIsRead() throws IOException {
    Path path = folder.resolve("java.npz");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(path))) {
      out.putNextEntry(new ZipEntry("A.npy"));
      out.write(A);
      out.putNextEntry(new ZipEntry("B.npy"));
      out.write(B);
    }
    try (NpzFile npz = NpzFile.open(path.toString())) {
      assertThat(read(npz, "A", 2) + read(npz, "B", 2), is(OF_A + OF_B));
    }
  }

  @Test
  void whatCannotBeReadIsNamed() throws IOException {
    assertThat(
        readBoth(zip().add("A.npy", A, true).add("A", B, true).bytes()),
        is(": it has two arrays A: write each gene once"));
    assertThat(
        readBoth(zip().flags(1).add("A.npy", A, true).bytes()),
        is(": array A is encrypted: write it with numpy.savez"));
    assertThat(
        readBoth(zip().method(12).add("A.npy", A, true).bytes()),
        containsString("array A is packed by method 12 of zip"));
    assertThat(
        readBoth(zip().add("A.npy", HandMadeNpy.of("|O", "2, 3"), true).bytes()),
        startsWith(", array A: it holds objects (a pickle)"));
    assertThat(readBoth(new byte[0]), containsString("it is no zip archive, or it is cut off"));
    assertThat(readBoth(A), containsString("it is no zip archive"));
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    String path = folder.resolve("none.npz").toString();
    assertThat(
        assertThrows(IOException.class, () -> NpzFile.open(path)).getMessage(),
        is(path + ": there is no such file, or it may not be read"));
  }

  @Test
  void anArrayIsAsLongAsItIsTold() throws IOException {
    for (boolean zip64 : new boolean[] {false, true}) {
      assertThat(
          readBoth(new HandMadeZip(zip64).addToSize(-1).add("A.npy", A, true).bytes()),
          is(", array A: it has 151 bytes where its head tells of 152: copy or write it again"));
      assertThat(
          readBoth(new HandMadeZip(zip64).addToSize(1L << 40).add("A.npy", A, false).bytes()),
          containsString(zip64 ? "array A is larger than it can be" : OF_A));
    }
    byte[] more = Arrays.copyOf(A, 100_000_000); // a bomb: 100 kB, and nobody unpacks it
    assertThat(
        readBoth(zip().addToSize(A.length - more.length).add("A.npy", more, true).bytes()),
        containsString("damaged"));
  }

  @Test
  void manyArraysInAnyOrderTakeLittleMemory() throws IOException {
    int genes = 60_000;
    HandMadeZip zip = new HandMadeZip(true);
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < genes; i++) {
      order.add(i);
    }
    Collections.shuffle(order, new Random(3));
    for (int i : order) {
      zip.add("ENSG%011d.npy".formatted(i), HandMadeNpy.of("<f2", "1, 3", 0, 0.5, i % 64), false);
    }
    try (NpzFile npz = open(zip.bytes())) {
      for (int i = 0; i < genes; i += 997) {
        String expected = "[" + (float) (i % 64) + "][0.5]";
        assertThat(read(npz, "ENSG%011d".formatted(i), 1), is(expected));
      }
    }
  }

  @Test
  void everyCutIsTold() throws IOException {
    for (boolean zip64 : new boolean[] {false, true}) {
      byte[] whole = new HandMadeZip(zip64).add("A.npy", A, false).add("B.npy", B, true).bytes();
      for (int length = 0; length < whole.length; length++) {
        String read = readBoth(Arrays.copyOf(whole, length));
        assertThat(read, containsString("it is no zip archive, or it is cut off"));
        byte[] withoutStart = Arrays.copyOfRange(whole, length + 1, whole.length);
        assertThat(readBoth(withoutStart), startsWith(":"));
      }
    }
  }

  @Test
  void everyFlippedBitGivesASentenceOrTheSameScores() throws IOException {
    int sentences = 0;
    for (boolean zip64 : new boolean[] {false, true}) {
      HandMadeZip zip =
          new HandMadeZip(zip64).add("A.npy", A, false).add("B.npy", B, true).comment("c");
      byte[] whole = zip.bytes();
      int firstName = zip.directoryOffset() + 46;
      int secondName = firstName + 5 + (zip64 ? 38 : 0) + 46;
      for (int at = 0; at < whole.length; at++) {
        for (int bit = 0; bit < 8; bit++) {
          byte[] file = whole.clone();
          file[at] ^= (byte) (1 << bit);
          String read = readBoth(file);
          boolean inName =
              firstName <= at && at < firstName + 5 || secondName <= at && at < secondName + 5;
          if (inName) { // the archive then has another gene
            assertThat(read, containsString("NO_ARRAY"));
          } else if (!read.equals(OF_A + OF_B)) {
            assertThat(at + ": " + read, read.matches("(, array [AB])?: [^\n]*: [^\n]*"), is(true));
            assertThat(read, read.contains("null"), is(false));
            sentences++;
          }
        }
      }
    }
    assertThat(sentences > 2000, is(true));
  }

  @Test
  void randomDamageNeverBreaksAnything() throws IOException {
    Random random = new Random(11);
    byte[] whole = new HandMadeZip(true).add("A.npy", A, false).add("B.npy", B, true).bytes();
    for (int round = 0; round < 20_000; round++) {
      byte[] file = whole.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        int at = random.nextInt(file.length);
        // Absurd figures: whole words of a field.
        Arrays.fill(
            file,
            at,
            Math.min(at + 1 + random.nextInt(8), file.length),
            (byte) (random.nextBoolean() ? -1 : random.nextInt()));
      }
      String read = readBoth(file);
      assertThat(
          read,
          read.equals(OF_A + OF_B) || read.contains("NO_ARRAY") || read.contains(": "),
          is(true));
    }
  }

  @Test
  void aFolderOfArraysGivesTheSame() throws IOException {
    Files.write(folder.resolve("A.npy"), A);
    Files.write(folder.resolve("B.npy"), B);
    Files.write(folder.resolve("C.npy"), Arrays.copyOf(A, 140));
    try (NpyFolder arrays = new NpyFolder(folder.toString())) {
      assertThat(read(arrays, "A", 2), is(OF_A));
      assertThat(read(arrays, "B", 2), is(OF_B));
      assertThat(read(arrays, "B", 3), is("OTHER_LENGTH"));
      assertThat(read(arrays, "D", 2), is("NO_ARRAY"));
      assertThat(read(arrays, "../A", 2), is("NO_ARRAY"));
      assertThat(read(arrays, "*", 2), is("NO_ARRAY"));
      assertThat(
          assertThrows(IOException.class, () -> read(arrays, "C", 2)).getMessage(),
          is(
              folder.resolve("C.npy")
                  + ": it has 140 bytes where its head tells of 152: copy or write it again"));
    }
  }
}
