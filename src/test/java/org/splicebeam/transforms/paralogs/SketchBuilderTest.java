package org.splicebeam.transforms.paralogs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.paralogs.GeneSketch;

/** Words and hashes were made by Python's xxhash, on its own. */
class SketchBuilderTest {
  private static final String BASES =
      "CGGCTGGATAGGTCAGCGGATTGGCTGATTCGCGGATAACAGTCGCAGAACCGAGTCTTACGATGAGATAGACTTTACGGCACAACGAAGGATTGGCT"
          + "GCGAGTAGCCCCATGTCCCTTGGAGCGGATACTGGTGTCTTCGCCAGAGAGCTCACTCACGACACCAGTCCTCGCAGATCGCAACGTCAATCCAGGTC"
          + "TTCTCGCCGGATAGCTGGCTACTACTTTTCTGAAGTGGAGAACTTCCTTAATGCGCTAACATCCTCTCTTCTCTAACCGGAGAGTACTTCTGAGATAA"
          + "ACCACC";

  /** Of CTGACCTATCCAGCC at base 1 the other strand's is the smaller. */
  private static final GeneSketch WORDS =
      new GeneSketch("G", new int[] {60408117, 93027427, 104369287, 504837413});

  private static GeneSketch sketch(String bases) {
    SketchBuilder builder = new SketchBuilder("G");
    builder.add(bases.getBytes(StandardCharsets.US_ASCII), 0, bases.length());
    return builder.build();
  }

  private static String otherStrand(String bases) {
    return new StringBuilder(
            bases
                .replace('A', 't')
                .replace('T', 'a')
                .replace('C', 'g')
                .replace('G', 'c')
                .toUpperCase(Locale.ROOT))
        .reverse()
        .toString();
  }

  @Test
  void aWordIsHashedAsEightBytes() {
    assertThat(Hashing.xxh3_64().hashLongToLong(0), is(0xc77b3abb6f87acd9L));
    assertThat(Hashing.xxh3_64().hashLongToLong(516127501), is(0xa6492f0bd596c296L));
    assertThat(Hashing.xxh3_64().hashLongToLong(93027427), is(0x00622826ebd31c2fL));
  }

  @Test
  void oneWordIn64IsKept() {
    assertThat(sketch(BASES), is(WORDS));
    assertThat(sketch("ACCGAGTCTTACGAT"), is(new GeneSketch("G", new int[] {93027427})));
    assertThat(sketch("AAAAAAAAAAAAAAA"), is(new GeneSketch("G", new int[0])));
    int kept = 0;
    for (int word = 0; word < 1 << 20; word++) {
      kept += SketchBuilder.keeps(word) ? 1 : 0;
    }
    assertThat("%s of 2^20".formatted(kept), kept > 16_000 && kept < 16_768, is(true));
  }

  @Test
  void bothStrandsAndCasesGiveTheSame() {
    assertThat(sketch(otherStrand(BASES)), is(WORDS));
    assertThat(sketch(BASES.toLowerCase(Locale.ROOT)), is(WORDS));
  }

  @Test
  void noWordHasAnotherLetter() {
    int word = BASES.indexOf("ACCGAGTCTTACGAT");
    for (int i = 0; i < SketchBuilder.LENGTH; i++) {
      StringBuilder bases = new StringBuilder(BASES);
      bases.setCharAt(word + i, i % 2 == 0 ? 'N' : 'r');
      boolean inNext = bases.charAt(BASES.indexOf("ACGATGAGATAGACT")) != 'A' || i >= 10;
      assertThat(
          "at " + i,
          sketch(bases.toString()),
          is(
              new GeneSketch(
                  "G",
                  inNext
                      ? new int[] {60408117, 504837413}
                      : new int[] {60408117, 104369287, 504837413})));
    }
  }

  @Test
  void fewerBasesThanAWordGiveNone() {
    SketchBuilder builder = new SketchBuilder("G");
    builder.add("ACCGAGTCTTACGA".getBytes(StandardCharsets.US_ASCII), 0, 14);
    builder.add("T".getBytes(StandardCharsets.US_ASCII), 0, 1);
    assertThat(builder.isEmpty(), is(true));
    assertThat(builder.build(), is(new GeneSketch("G", new int[0])));
  }

  @Test
  void aRangeIsReadAndNotWhatStandsAroundIt() {
    int word = BASES.indexOf("ACCGAGTCTTACGAT");
    SketchBuilder builder = new SketchBuilder("G");
    byte[] bases = BASES.getBytes(StandardCharsets.US_ASCII);
    builder.add(bases, word, word + 14);
    assertThat(builder.isEmpty(), is(true));
    builder.add(bases, word, word + 15);
    assertThat(builder.build(), is(new GeneSketch("G", new int[] {93027427})));
  }

  @Test
  void wordsThatComeAgainAreSortedOut() {
    SketchBuilder builder = new SketchBuilder("G");
    byte[] bases = BASES.getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < 1_000; i++) {
      builder.add(bases, 0, bases.length);
    }
    assertThat(builder.build(), is(WORDS));
  }
}
