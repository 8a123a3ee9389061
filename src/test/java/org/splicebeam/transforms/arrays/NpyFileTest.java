package org.splicebeam.transforms.arrays;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpyFileTest {
  private static final double N = Double.NaN;

  private static String read(byte[] file, int length) throws IOException {
    float[] donor = new float[length];
    float[] acceptor = new float[length];
    ScoreArrays.Found found =
        new NpyFile().read(new ByteArrayInputStream(file), file.length, length, donor, acceptor);
    return found == ScoreArrays.Found.SCORES
        ? Arrays.toString(donor) + Arrays.toString(acceptor)
        : found.name();
  }

  private static String refused(byte[] file) {
    return assertThrows(IOException.class, () -> read(file, 2)).getMessage();
  }

  private static byte[] withHead(String head) {
    return HandMadeNpy.of(1, head, new byte[24]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<f2", "<f4", "<f8"})
  void everyShapeAndTypeGivesTheSameScores(String type) throws IOException {
    String expected = "[0.5, NaN][0.25, -1.5]";
    byte[] basesFirst = HandMadeNpy.of(type, "2, 3", 1, .25, .5, 0, -1.5, N);
    assertThat(read(basesFirst, 2), is(expected));
    assertThat(read(HandMadeNpy.of(type, "1, 2, 3", 1, .25, .5, 0, -1.5, N), 2), is(expected));
    assertThat(read(HandMadeNpy.of(type, "3, 2", 1, 0, .25, -1.5, .5, N), 2), is(expected));
    assertThat(read(basesFirst, 1), is("OTHER_LENGTH"));
    assertThat(read(basesFirst, 3), is("OTHER_LENGTH"));
    assertThat(read(HandMadeNpy.of(type, "0, 3"), 2), is("OTHER_LENGTH"));
  }

  @Test
  void threeBasesHaveTheirScoresTogether() throws IOException {
    assertThat(
        read(HandMadeNpy.of("<f4", "3, 3", 0, .1, .2, 0, .3, .4, 0, .5, .6), 3),
        is("[0.2, 0.4, 0.6][0.1, 0.3, 0.5]"));
  }

  @Test
  void longArraysAreReadInPieces() throws IOException {
    Random random = new Random(5);
    int length = 50_001;
    for (String type : new String[] {"<f4", "<f8"}) {
      double[] bases = random.doubles(3L * length).toArray();
      double[] rows = new double[bases.length];
      float[] donor = new float[length];
      float[] acceptor = new float[length];
      for (int i = 0; i < length; i++) {
        for (int score = 0; score < 3; score++) {
          rows[score * length + i] = bases[3 * i + score];
        }
        acceptor[i] = (float) bases[3 * i + 1];
        donor[i] = (float) bases[3 * i + 2];
      }
      String expected = Arrays.toString(donor) + Arrays.toString(acceptor);
      assertThat(read(HandMadeNpy.of(type, length + ", 3", bases), length), is(expected));
      assertThat(read(HandMadeNpy.of(type, "3, " + length, rows), length), is(expected));
    }
  }

  @Test
  void doublesAreRoundedHalvesToEven() throws IOException {
    double even = 0.5; // its neighbour above is odd
    double odd = Math.nextUp(0.5f);
    double up = Math.nextUp(Math.nextUp(0.5f));
    byte[] file =
        HandMadeNpy.of("<f8", "2, 3", 0, (even + odd) / 2, (odd + up) / 2, 0, 0.1, 1e-300);
    assertThat(read(file, 2), is("[" + (float) up + ", 0.0][0.5, 0.1]"));
  }

  @Test
  void everyHalfIsItsFloat() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      int exponent = bits >> 10 & 31;
      double fraction = (bits & 1023) / 1024.0;
      double expected =
          exponent == 0 ? fraction * Math.pow(2, -14) : (1 + fraction) * Math.pow(2, exponent - 15);
      if (exponent == 31) {
        expected = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
      }
      double signed = bits < 1 << 15 ? expected : -expected;
      assertThat((double) NpyFile.ofHalf((short) bits), is(signed));
    }
  }

  @Test
  void headsOfEveryVersionAndProgramAreUnderstood() throws IOException {
    byte[] numbers = HandMadeNpy.numbers("<f4", 1, .25, .5, 0, .75, 1);
    for (String head :
        new String[] {
          HandMadeNpy.head("<f4", "2, 3"),
          "{'shape':(2,3),'fortran_order':False,'descr':'<f4'}",
          "{\"descr\": \"<f4\", \"fortran_order\": False, \"shape\": (2L, 3L,), }  \n",
        }) {
      for (int version = 1; version <= 3; version++) {
        assertThat(read(HandMadeNpy.of(version, head, numbers), 2), is("[0.5, 1.0][0.25, 0.75]"));
      }
    }
  }

  @Test
  void whatIsNoScoresIsNamedWithTheWayOn() {
    String[][] cases = {
      {"|O", "it holds objects (a pickle)", "as float32"},
      {">f4", "its numbers are big-endian (>f4)", "astype('<f4')"},
      {">f2", "its numbers are big-endian (>f2)", "astype('<f2')"},
      {"<i4", "it holds <i4 where <f2, <f4 or <f8 belongs", "astype('<f4')"},
      {"|b1", "it holds |b1", "astype('<f4')"},
      {"<f16", "it holds <f16", "astype('<f4')"},
    };
    for (String[] some : cases) {
      String sentence = refused(withHead(HandMadeNpy.head(some[0], "2, 3")));
      assertThat(sentence, containsString(some[1]));
      assertThat(sentence, containsString(some[2]));
    }
    String fortran = HandMadeNpy.head("<f4", "2, 3").replace("False", "True");
    assertThat(refused(withHead(fortran)), containsString("numpy.ascontiguousarray"));
    String fields = HandMadeNpy.head("<f4", "2,").replace("'<f4'", "[('a', '<f4')]");
    assertThat(refused(withHead(fields)), containsString("several fields"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2, 4", "6,", "", "1, 3, 2", "2, 2, 3", "1, 1, 2, 3"})
  void otherShapesAreNamed(String shape) {
    String sentence = refused(withHead(HandMadeNpy.head("<f4", shape)));
    String told = "[" + shape.replace(" ", "").replaceAll(",$", "") + "]";
    assertThat(sentence, containsString("its shape is " + told + " where [L,3]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{}",
        "{'descr': '<f4', 'shape': (2, 3)}",
        "{'descr': '<f4', 'fortran_order': 0, 'shape': (2, 3)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2, -3)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': 6}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)} x",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), 'more': 1}",
        "{'descr': '<f4, 'fortran_order': False, 'shape': (2, 3)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 99999999999999999999)}"
      })
  void brokenHeadsAreRefused(String head) {
    assertThat(refused(withHead(head)), containsString("write it again"));
  }

  @Test
  void absurdFiguresTakeNoMemory() {
    byte[] longHead = HandMadeNpy.of(2, HandMadeNpy.head("<f4", "2, 3"), new byte[24]);
    Arrays.fill(longHead, 8, 12, (byte) 0xFF);
    assertThat(refused(longHead), containsString("4294967295 bytes"));
    String large = HandMadeNpy.head("<f8", "3, 1125899906842624");
    assertThat(refused(withHead(large)), containsString("its head tells of 27021597764223"));
  }

  @Test
  void otherFilesAreNamed() {
    assertThat(refused(new byte[0]), containsString("no npy array"));
    assertThat(refused("chrom\tstart".getBytes()), containsString("no npy array"));
    assertThat(refused(new byte[] {(byte) 0x80, 4, '.'}), containsString("a pickle"));
    byte[] version = withHead(HandMadeNpy.head("<f4", "2, 3"));
    version[6] = 4;
    assertThat(refused(version), containsString("version 4"));
  }

  @Test
  void everyCutIsTold() throws IOException {
    byte[] file = HandMadeNpy.of("<f4", "2, 3", 1, .25, .5, 0, .75, 1);
    for (int length = 0; length < file.length; length++) {
      String sentence = refused(Arrays.copyOf(file, length));
      assertThat(sentence, not(containsString("null")));
      byte[] cut = Arrays.copyOf(file, length);
      IOException inside =
          assertThrows(
              IOException.class,
              () ->
                  new NpyFile()
                      .read(
                          new ByteArrayInputStream(cut),
                          file.length,
                          2,
                          new float[2],
                          new float[2]));
      assertThat(inside.getMessage().contains("null"), is(false));
    }
    assertThat(refused(Arrays.copyOf(file, file.length + 1)), containsString("it has 153 bytes"));
  }

  @Test
  void everyFlippedByteGivesASentenceOrNumbers() {
    byte[] whole = HandMadeNpy.of("<f4", "2, 3", 1, .25, .5, 0, .75, 1);
    int read = 0;
    for (int at = 0; at < whole.length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] file = whole.clone();
        file[at] ^= (byte) (1 << bit);
        try {
          // Numbers have no checksum here, so they may be others.
          assertThat(read(file, 2).isEmpty(), is(false));
          read++;
        } catch (IOException e) {
          assertThat(e.getMessage().matches("it[ s].*: [^\n]*"), is(true));
        }
      }
    }
    assertThat(read >= 24 * 8, is(true));
  }
}
