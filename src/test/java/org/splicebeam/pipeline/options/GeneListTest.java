package org.splicebeam.pipeline.options;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.splicebeam.transforms.tables.Packing;

class GeneListTest {
  @TempDir Path folder;

  @Test
  void aTextHasOneGeneALine() throws IOException {
    Path file = write("g.txt", "\uFEFF# ours\r\nBRCA1\r\n\r\n  ENSG1.2 \nBRCA1\nA,B\n");

    assertThat(GeneList.read(file.toString(), null), contains("BRCA1", "ENSG1.2", "A,B"));
  }

  @Test
  void aTableHasThemInAColumn() throws IOException {
    Path csv = write("g.csv", "\uFEFFgene_name,gene_id,note\n\"A,1\",ENSG2,\"x\ny\"\n,ENSG1\nB,\n");

    assertThat(GeneList.read(csv.toString(), null), contains("ENSG2", "ENSG1"));
    assertThat(GeneList.read(csv.toString(), "gene_name"), contains("A,1", "B"));

    Path tsv = write("g.tsv", "rank\tgene_name\r\n1\tTP53\r\n2\tBRCA1\r\n");
    assertThat(GeneList.read(tsv.toString(), null), contains("TP53", "BRCA1"));
    assertThat(GeneList.read(tsv.toString(), "rank"), contains("1", "2"));
  }

  @Test
  void commentsAreNoGenesInATableEither() throws IOException {
    Path csv = write("g.csv", "\uFEFF# ours,x\ngene_id,note\n#G1,a\nG2,#b\n\n\"#G3\",c\n");

    assertThat(GeneList.read(csv.toString(), null), contains("G2", "#G3"));
  }

  @Test
  void aListMayBeCompressed() throws IOException {
    for (String name : List.of("g.txt.gz", "g.csv.gz", "g.tsv.gz")) {
      Path file = folder.resolve(name);
      String header = name.startsWith("g.txt") ? "" : "gene_id\n";
      Files.write(file, Packing.GZIP.pack((header + "G1\nG2\n").getBytes(UTF_8)));

      assertThat(name, GeneList.read(file.toString(), null), contains("G1", "G2"));
    }
    assertThat(
        refusal(
            Files.write(folder.resolve("plain.txt.gz"), new byte[] {0x1f, (byte) 0x8b, 9}), null),
        startsWith("--genesFile " + folder + "/plain.txt.gz: it cannot be read ("));
  }

  @Test
  void aRowThatEndsBeforeTheColumnIsNamed() throws IOException {
    Path file = write("g.csv", "rank,gene_id\n1,A\n\n2\n3,B\n");

    assertThat(
        refusal(file, null),
        is(
            "--genesFile "
                + file
                + ", line 4: the row ends before column 2, which has the genes: mend it"));
    assertThat(GeneList.read(file.toString(), "rank"), contains("1", "2", "3"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "g.txt | '# none' | - | it names no gene",
        "g.csv | 'gene_id' | - | it names no gene",
        "g.csv | '' | - | it names no gene",
        "g.tsv | 'a\tb' | - | it has no column \"gene_id\" or \"gene_name\" (but \"a\", \"b\"): name one with --geneColumn",
        "g.csv | 'a,b,c,d,e,f,g' | id | it has no column \"id\" (but \"a\", \"b\", \"c\", \"d\", \"e\" and 2 more): name one with --geneColumn",
      })
  void aListWithoutGenesIsRefused(String name, String text, String column, String fault)
      throws IOException {
    Path file = write(name, text + "\n");

    assertThat(refusal(file, column), is("--genesFile " + file + ": " + fault));
  }

  @Test
  void aFileThatCannotBeReadIsNamed() {
    Path none = folder.resolve("none.txt");

    assertThat(refusal(none, null), is("--genesFile " + none + ": there is no such file"));
    assertThat(refusal(folder, null), is("--genesFile " + folder + ": it is a folder, not a file"));
  }

  /** Some kilobytes may unpack to gigabytes without an end of line. */
  @ParameterizedTest
  @ValueSource(strings = {"g.txt.gz", "g.csv.gz", "g.tsv.gz"})
  void aLineWithoutEndIsRefused(String name) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      new SplittableRandom(1).ints(4 << 20, 'A', 'Z').forEach(letter -> write(letter, out));
    }
    assertThat(
        refusal(file, null),
        is(
            "--genesFile "
                + file
                + ": it cannot be read (line 1 has more than 1048576 bytes, as no list of genes"
                + " does)"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"g.txt", "g.csv", "g.tsv"})
  void aNameLongerThanAnyGenesIsRefused(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, "gene_id\n" + "G".repeat(1_000) + "\n" + "G".repeat(1_001) + "\n");
    assertThat(
        refusal(file, null),
        is(
            "--genesFile "
                + file
                + ": it cannot be read (line 3 has a name of 1001 characters, as no gene has)"));
  }

  private static void write(int letter, OutputStream out) {
    try {
      out.write(letter);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void moreGenesThanAnyGenomeHasAreRefused() throws IOException {
    StringBuilder genes = new StringBuilder();
    for (int i = 0; i <= 1_000_000; i++) {
      genes.append(i).append('\n');
    }
    Path file = write("g.txt", genes.toString());
    assertThat(
        refusal(file, null),
        is(
            "--genesFile "
                + file
                + ": it cannot be read (it has more than 1000000 genes, as no genome does)"));
  }

  @Test
  void aQuotedCellMaySpanLines() throws IOException {
    Path file = write("g.csv", "\uFEFFgene_id,note\r\nA,\"two\r\nlines\"\r\nB,x\r\n");
    assertThat(GeneList.read(file.toString(), null), contains("A", "B"));
  }

  @Test
  void aTextHasNoColumns() throws IOException {
    Path file = write("g.txt", "A\n");

    assertThat(
        refusal(file, "id"),
        is(
            "--geneColumn is 'id', but --genesFile "
                + file
                + " is no table: its name ends in .csv or .tsv"));
  }

  private static String refusal(Path file, String column) {
    return assertThrows(BadOptionException.class, () -> GeneList.read(file.toString(), column))
        .getMessage();
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
