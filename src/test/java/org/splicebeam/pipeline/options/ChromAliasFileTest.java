package org.splicebeam.pipeline.options;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.splicebeam.schemas.genome.ChromosomeAliases;

class ChromAliasFileTest {
  /** As NCBI writes it. */
  private static final String REPORT =
      """
      # Assembly name:  GRCh38.p14
      # Organism name:  Homo sapiens (human)
      #
      # Sequence-Name\tSequence-Role\tAssigned-Molecule\tAssigned-Molecule-Location/Type\t\
      GenBank-Accn\tRelationship\tRefSeq-Accn\tAssembly-Unit\tSequence-Length\tUCSC-style-name
      22\tassembled-molecule\t22\tChromosome\tCM000684.2\t=\tNC_000022.11\tPrimary Assembly\t\
      50818468\tchr22
      HSCHR1_CTG1_UNLOCALIZED\tunlocalized-scaffold\t1\tChromosome\tKI270706.1\t=\tNT_187361.1\t\
      Primary Assembly\t175055\tchr1_KI270706v1_random
      MT\tassembled-molecule\tMT\tMitochondrion\tJ01415.2\t=\tNC_012920.1\tnon-nuclear\t16569\tchrM
      HG1_PATCH\tfix-patch\t22\tChromosome\tKQ1.1\t<>\tna\tPATCHES\t1\tna
      """;

  @TempDir Path folder;

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("aliases.tsv"), text);
  }

  private Map<String, String> read(String text) throws IOException {
    return ChromAliasFile.read(write(text).toString()).chromosomeByAlias();
  }

  private String refusal(String text) throws IOException {
    String path = write(text).toString();
    return assertThrows(BadOptionException.class, () -> ChromAliasFile.read(path))
        .getMessage()
        .replace(path, "FILE");
  }

  @Test
  void noFileIsNoAlias() {
    assertThat(ChromAliasFile.read(null), is(ChromosomeAliases.NONE));
  }

  @Test
  void aTableNamesTheChromosomeFirst() throws IOException {
    Map<String, String> expected = Map.of("NC_000022.11", "22", "CM000684.2", "22", "NC_1", "MT");
    assertThat(
        read("22\tNC_000022.11\nchr22\tCM000684.2\n\n# x\nchrM\tNC_1\n22\t22\n22\tchr22\n"),
        is(expected));
    assertThat(read("22\tNC_000022.11\tCM000684.2\nM\t\tNC_1"), is(expected));
    assertThat(
        read("\uFEFF22\tNC_000022.11\r\n22\t CM000684.2 \r\nchrM\tNC_1\tNC_1\r\n"), is(expected));
  }

  @Test
  void anAssemblyReportIsReadAsItIs() throws IOException {
    Map<String, String> expected =
        Map.of(
            "CM000684.2", "22",
            "NC_000022.11", "22",
            "KI270706.1", "HSCHR1_CTG1_UNLOCALIZED",
            "NT_187361.1", "HSCHR1_CTG1_UNLOCALIZED",
            "1_KI270706v1_random", "HSCHR1_CTG1_UNLOCALIZED",
            "J01415.2", "MT",
            "NC_012920.1", "MT",
            "KQ1.1", "HG1_PATCH");
    assertThat(read(REPORT), is(expected));
    assertThat(read(REPORT.replace("\n", "\r\n")), is(expected));
    Path zipped = folder.resolve("report.txt.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
      out.write(REPORT.getBytes(StandardCharsets.UTF_8));
    }
    assertThat(ChromAliasFile.read(zipped.toString()).chromosomeByAlias(), is(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1~NC;2~NC | line 2: \"NC\" stands for two chromosomes, \"1\" and \"2\"",
        "1~NC;1~CM;NC~1 | line 3: \"NC\" stands for two chromosomes, \"1\" and \"NC\"",
        "NC~1;CM~1 | line 2: \"1\" stands for two chromosomes, \"NC\" and \"CM\"",
        "1~NC;NC~CM | line 2: \"NC\" stands for two chromosomes, \"1\" and \"NC\"",
        "NC~CM;1~NC | line 2: \"NC\" stands for two chromosomes, \"NC\" and \"1\"",
        "1~chr2;2~NC | line 2: \"2\" stands for two chromosomes, \"1\" and \"2\"",
      })
  void aNameThatStandsForTwoChromosomesIsRefused(String text, String fault) throws IOException {
    assertThat(
        refusal(text.replace('~', '\t').replace(';', '\n')),
        is(
            "--chromAliases FILE, "
                + fault
                + ": name a chromosome first and its other names behind it"));
  }

  @Test
  void whatIsNoTableOfAliasesIsRefused() throws IOException {
    assertThat(refusal(""), is("--chromAliases FILE: it names no alias"));
    assertThat(refusal("# only\n1\t1\n"), is("--chromAliases FILE: it names no alias"));
    assertThat(
        refusal("1 NC_1\n"),
        is(
            "--chromAliases FILE, line 1: it is one cell where a chromosome and its alias are two,"
                + " divided by a tab"));
    assertThat(
        refusal(">chr1\nACGT\n"),
        is(
            "--chromAliases FILE is a FASTA file (sequences), which is no input of --chromAliases:"
                + " name another file"));
    assertThat(
        refusal("1\t" + "x".repeat(1_001)),
        is("--chromAliases FILE, line 1: it has a name that is no UTF-8 text or longer than any"));
    assertThat(
        refusal("x".repeat(2_000_000)),
        is(
            "--chromAliases FILE, line 1: it is too long or too large to be a table of"
                + " chromosomes' names"));
    String gone = folder + "/none.tsv";
    assertThat(
        assertThrows(BadOptionException.class, () -> ChromAliasFile.read(gone)).getMessage(),
        is("--chromAliases " + gone + ": there is no such file"));
  }

  @Test
  void moreNamesThanTravelWithABuildAreRefused() throws IOException {
    String most =
        IntStream.range(0, 25_000)
            .mapToObj(i -> "scaffold" + i + "\tNW_" + i + "\n")
            .collect(Collectors.joining());
    assertThat(read(most).size(), is(25_000));
    assertThat(
        refusal(most + "1\tNC_1\n"),
        is(
            "--chromAliases FILE, line 25001: it is beyond the first 50000 names: leave out"
                + " sequences that the tables do not name"));
  }
}
