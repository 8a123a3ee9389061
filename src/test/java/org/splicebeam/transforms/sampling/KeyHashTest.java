package org.splicebeam.transforms.sampling;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyHashTest {
  private static final String TP53 = "ENSG00000141510";

  private static String hex(long hash) {
    return "%016x".formatted(hash);
  }

  /** The contract hashes texts; one that is taken for a gene's id is hashed as it stands. */
  private static String ofText(String text) {
    return hex(new KeyHash(text, 42).ofGene());
  }

  @Test
  void theContractsTestValues() {
    assertThat(ofText(TP53), equalTo("3373fd4f087b4bae"));
    assertThat(ofText(TP53 + "\t1234\t\t"), equalTo("4eb6a66c904a3646"));
    assertThat(ofText(TP53 + "\t0\tENST00000269305\t"), equalTo("5a3167b4be13f7a0"));
    assertThat(ofText(TP53 + "\t0\tENST00000269305\tdonor"), equalTo("6e86efdd181e6b02"));
    assertThat(ofText(""), equalTo("f02aa77dfa1b8523"));
    assertThat(ofText("select\t" + TP53), equalTo("f4de5ea19967a5d0"));

    KeyHash hash = new KeyHash(TP53, 42);
    assertThat(hex(hash.ofGene()), equalTo("3373fd4f087b4bae"));
    assertThat(hex(hash.ofPosition(1234)), equalTo("4eb6a66c904a3646"));
  }

  @Test
  void eachHashIsThatOfItsTextWhateverCameBefore() {
    Random random = new Random(1);
    for (String gene : new String[] {TP53, "G", "", "gène", "\uD83E\uDDEC"}) {
      for (int seed : new int[] {0, 1, 42, Integer.MAX_VALUE}) {
        KeyHash hash = new KeyHash(gene, seed);
        for (int i = 0; i < 200; i++) {
          long position =
              switch (i) {
                case 0 -> Long.MAX_VALUE;
                case 1 -> 0;
                case 2 -> 9;
                case 3 -> 10;
                case 4 -> 99;
                case 5 -> 100;
                default -> random.nextLong() >>> 1 + random.nextInt(63);
              };
          BigInteger expected = NaiveSampling.hash(gene + "\t" + position + "\t\t", seed);
          assertThat(hash.ofPosition(position), equalTo(expected.longValue()));
        }
        assertThat(
            hash.ofNeighbours(), equalTo(NaiveSampling.hash("near\t" + gene, seed).longValue()));
        assertThat(
            hash.ofGenome(), equalTo(NaiveSampling.hash("fasta\t" + gene, seed).longValue()));
        assertThat(hash.ofGene(), equalTo(NaiveSampling.hash(gene, seed).longValue()));
      }
    }
  }

  /** Of positions that ascend only the last digits are written anew. */
  @Test
  void ascendingPositionsAreHashedAsAnyOther() {
    for (int length = 0; length < 40; length++) {
      String gene = "ENSG00000141510ENSG00000141510ENSG00000141510".substring(0, length);
      KeyHash hash = new KeyHash(gene, 42);
      for (long from : new long[] {0, 95, 99_990, 999_999_995, 7}) {
        for (long position = from; position < from + 20; position++) {
          assertThat(
              hash.ofPosition(position),
              equalTo(NaiveSampling.hash(gene + "\t" + position + "\t\t", 42).longValue()));
        }
      }
    }
  }
}
