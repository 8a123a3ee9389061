package org.splicebeam.transforms.fasta;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.schemas.genome.ChromosomeAliases;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.transforms.publish.Claimed;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.verdict.VerdictException;

/** A damaged file or index is told, or it is read as if it were whole: never other bases. */
class GenomeMutationTest {
  private static final int ROUNDS = 150;

  @TempDir private Path temp;
  private OutputFolder folder;
  private String contig;
  private byte[] packed;
  private Path file;

  @BeforeEach
  void makeGenome() throws IOException {
    folder = Claimed.folder(temp.resolve("out"), "a-run");
    contig = "ACGTTGCAGT".repeat(20_000);
    packed =
        MadeUpFasta.bgzip(
            MadeUpFasta.bytes(
                new MadeUpFasta(60, "\n").with("1", contig).with("2", "GATTACA").text()));
    file = MadeUpFasta.write(temp.resolve("g.fa.gz"), packed);
    new GenomePreparation(file.toString(), folder).run();
    for (String index : new String[] {"fai", "gzi"}) {
      Files.copy(
          temp.resolve("out/.splicebeam/genome/genome." + index), temp.resolve("g.fa.gz." + index));
    }
  }

  /** Whether the genome was refused; else all that could be read was right. */
  private boolean isRefused(SplittableRandom random) throws IOException {
    try {
      new GenomePreparation(file.toString(), folder).run();
    } catch (VerdictException e) {
      assertThat(e.getMessage(), startsWith("--fasta " + file));
      return true;
    }
    try (Genome genome = Genome.open(file.toString(), folder, ChromosomeAliases.NONE)) {
      assertThat(genome.length("1"), is((long) contig.length()));
      for (int i = 0; i < 30; i++) {
        int start = 1 + random.nextInt(contig.length() - 50);
        assertThat(
            new String(
                genome.read("1", new Span(start, start + 49L), Strand.FORWARD),
                StandardCharsets.US_ASCII),
            is(contig.substring(start - 1, start + 49)));
      }
    } catch (IOException e) {
      assertThat(e.getMessage(), startsWith(file.toString()));
      return true;
    }
    return false;
  }

  private void mutate(Path some) throws IOException {
    byte[] whole = Files.readAllBytes(some);
    SplittableRandom random = new SplittableRandom(5);
    int refused = 0;
    for (int i = 0; i < ROUNDS; i++) {
      byte[] mutated = whole.clone();
      mutated[random.nextInt(whole.length)] ^= (byte) (1 + random.nextInt(255));
      Files.write(some, mutated);
      refused += isRefused(random) ? 1 : 0;
    }
    assertThat(refused, greaterThan(ROUNDS / 4));
  }

  @Test
  void theFile() throws IOException {
    mutate(file);
  }

  @Test
  void theContigs() throws IOException {
    mutate(temp.resolve("g.fa.gz.fai"));
  }

  @Test
  void theBlocks() throws IOException {
    mutate(temp.resolve("g.fa.gz.gzi"));
  }

  @Test
  void blocksThatAreWrongByWholeLinesAreToldWhereTheyAreRead() throws IOException {
    byte[] gzi = Files.readAllBytes(temp.resolve("g.fa.gz.gzi"));
    gzi[16] ^= 61; // of the second block
    Files.write(temp.resolve("g.fa.gz.gzi"), gzi);
    assertThat(isRefused(new SplittableRandom(1)), is(true));
  }
}
