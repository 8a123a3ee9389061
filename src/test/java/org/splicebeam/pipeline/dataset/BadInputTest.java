package org.splicebeam.pipeline.dataset;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.pipeline.Ran;
import org.splicebeam.transforms.tables.Packing;

/** Input that a look at it shows to be unusable: told before anything runs or is written. */
class BadInputTest {
  private static final String NAMES =
      "*analysis_sequences_*.tsv (plain or with .gz, .bz2, .zst); a file of another name can be"
          + " named by itself";

  /** As gzip begins, with a method that there is not. */
  private static final byte[] BAD_GZIP = {0x1f, (byte) 0x8b, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9};

  @TempDir Path folder;
  private TinyInput input;

  @BeforeEach
  void writeInput() throws IOException {
    input = TinyInput.in(folder);
  }

  /** What a path, an option or a cell says cannot steer a terminal. */
  @Test
  void controlCharactersAreShownAsEscapes() {
    assertThat(
        Ran.command(
            List.of(
                "build",
                "--input=" + folder + "/\u001b[2J",
                "--gtf=" + input.gtf(),
                "--output=" + input.output())),
        is(
            Ran.refused(
                "build", "--input " + folder + "/\\u001b[2J: there is no such file or folder")));
  }

  @Test
  void missingFilesAreNamed() throws IOException {
    assertRefused("--input=" + folder + "/no", "--input %s/no: there is no such file or folder");
    assertRefused("--gtf=" + folder + "/no.gtf", "--gtf %s/no.gtf: there is no such file");
    assertRefused("--gtf=" + folder + "/[*].gtf", "--gtf %s/[*].gtf: there is no such file");
    assertRefused(
        "--spliceSites=" + folder + "/no.tsv", "--spliceSites %s/no.tsv: there is no such file");
  }

  @Test
  void aFileSystemThatIsNotThereIsNamed() throws IOException {
    for (String option : List.of("--input", "--gtf", "--spliceSites", "--genesFile")) {
      assertRefused(
          option + "=s3://bucket/a",
          option
              + " s3://bucket/a: this distribution has no file system s3://: name a path on this"
              + " machine or at gs://");
    }
    assertRefused("--gtf=file://" + folder + "/no.gtf", "--gtf %s/no.gtf: there is no such file");
  }

  @Test
  void aFolderIsNoFile() throws IOException {
    assertRefused("--gtf=" + folder, "--gtf %s: it is a folder, not a file");
    assertRefused("--gtf=" + folder + "/", "--gtf %s/: it is a folder, not a file");
    assertRefused("--spliceSites=" + folder, "--spliceSites %s: it is a folder, not a file");
  }

  @Test
  void aFolderWithoutTablesIsRefused() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    String sentence = "--input %s/empty has no analysis table: none of its files is named " + NAMES;
    assertRefused("--input=" + empty, sentence);

    Files.write(empty.resolve("analysis_sequences_1.tsv.bak.gz"), new byte[9]);
    Files.write(empty.resolve("analysis_sequences_1.tsv.bak"), new byte[9]);
    Files.write(empty.resolve("analysis_sequences_1.tsv.gz.md5"), new byte[9]);
    Files.write(empty.resolve("notes.tsv"), new byte[9]);
    assertRefused("--input=" + empty, sentence);
    assertRefused(
        "--input=" + empty + "/*.bak",
        "--input %s/empty/*.bak has no analysis table: none of its files is named " + NAMES);
  }

  @Test
  void aTableWithoutARequiredColumnIsRefused() throws IOException {
    List<String> without =
        TinyInput.COLUMNS.stream().filter(c -> !c.equals("neither_score")).toList();
    input.writeTable(without);
    assertTableRefused("no column \"neither_score\", which every table needs (tab-separated)");
    Files.copy(input.table(), input.analysis().resolve("analysis_sequences_2.tsv"));
    Files.writeString(
        input.analysis().resolve("analysis_sequences_3.tsv"),
        String.join("\t", TinyInput.COLUMNS) + "\n");
    assertTableRefused(
        "no column \"neither_score\", which every table needs (tab-separated) (so in 2 of 3 tables)");
    Files.writeString(input.table(), "gene\tposition\n");
    assertTableRefused(
        "no columns \"gene_id\", \"transcript_id\", \"donor_score\", \"acceptor_score\","
            + " \"neither_score\", \"pred_type\", \"splice_type\", \"chrom\", \"sequence\","
            + " which every table needs (tab-separated)");
  }

  @Test
  void aColumnNamedTwiceIsRefused() throws IOException {
    input.writeTable(Stream.concat(TinyInput.COLUMNS.stream(), Stream.of("position")).toList());

    assertTableRefused("column \"position\" occurs twice");
  }

  @Test
  void anExtraColumnThatNoTableHasIsRefused() throws IOException {
    assertRefused(
        "--extraColumns=phylop:double,gc:double",
        "--extraColumns names \"phylop\", \"gc\", which no table of --input %s/analysis has; none has a"
            + " column that is not in the schema");

    input.writeTable(
        Stream.concat(TinyInput.COLUMNS.stream(), Stream.of("z", "gc", "y", "x", "w", "v", "u"))
            .toList());
    assertRefused(
        "--extraColumns=phylop:double,gc:double",
        "--extraColumns names \"phylop\", which no table of --input %s/analysis has; what they have"
            + " beside the schema is \"u\", \"v\", \"w\", \"x\", \"y\" and 1 more");
  }

  @Test
  void filesThatAreNoTextAreRefused() throws IOException {
    Files.writeString(input.table(), "");
    assertRefused("", "analysis_sequences_1_chunk_0_1.tsv, no header: the file is empty", false);

    Files.write(input.table(), Packing.GZIP.pack(new byte[] {'x'}));
    assertRefused(
        "",
        "analysis_sequences_1_chunk_0_1.tsv is gzip data under a name that does not end in .gz:"
            + " give it that ending",
        false);

    Files.write(input.table(), new byte[] {0, 1, 2, 3});
    assertTableRefused("binary data, not a tab-separated table");

    Path zipped = input.analysis().resolve("analysis_sequences_1.tsv.gz");
    Files.delete(input.table());
    Files.write(zipped, BAD_GZIP);
    assertRefused(
        "",
        "analysis_sequences_1.tsv.gz cannot be read beyond byte 0 (Unsupported compression method 9"
            + " in the .gz header): the file is damaged or cut off; replace it, or leave it"
            + " out with --onBadFile=skip",
        false);
  }

  @Test
  void aTableInAnotherFormatIsNamed() throws IOException {
    Files.writeString(input.table(), Files.readString(input.table()).replace('\t', ','));
    assertRefused(
        "",
        "analysis_sequences_1_chunk_0_1.tsv is text divided by commas or semicolons (CSV): save it"
            + " with tabs (TSV)",
        false);

    Files.write(input.table(), new byte[] {0x26, (byte) 0xFC, (byte) 0x8F, (byte) 0x88, 4, 0});
    assertRefused(
        "",
        "analysis_sequences_1_chunk_0_1.tsv is a bigWig (scores along a genome), which is no input"
            + " of --input: name another file",
        false);
  }

  @Test
  void anAnnotationThatCannotBeReadIsRefused() throws IOException {
    Path zipped = folder.resolve("a.gtf.gz");
    Files.write(zipped, BAD_GZIP);
    assertRefused(
        "--gtf=" + zipped,
        "--gtf %s/a.gtf.gz: it cannot be read (Unsupported compression method 9 in the .gz"
            + " header)");

    Path empty = Files.writeString(folder.resolve("empty.gtf"), "");
    assertRefused("--gtf=" + empty, "--gtf %s/empty.gtf: it is empty");
  }

  @Test
  void spliceSitesNeedTheirColumns() throws IOException {
    Path sites = Files.writeString(folder.resolve("s.tsv"), "chrom\tposition\n1\t5\n");

    assertRefused(
        "--spliceSites=" + sites,
        "--spliceSites %s/s.tsv, line 1: no columns \"gene_id\", \"site_type\"; the first line has to"
            + " name the columns \"gene_id\", \"position\" and \"site_type\"");

    Files.writeString(sites, "chr1\t100\t200\tpeak\n");
    assertRefused(
        "--spliceSites=" + sites,
        "--spliceSites %s/s.tsv is a BED file (intervals of a genome), which is no input of"
            + " --spliceSites: name another file");
  }

  @Test
  void aGeneListIsReadFirst() throws IOException {
    Path empty = Files.writeString(folder.resolve("none.txt"), "# none yet\n");
    assertRefused("--genesFile=" + empty, "--genesFile %s/none.txt: it names no gene");
    assertRefused("--genesFile=" + folder + "/no", "--genesFile %s/no: there is no such file");

    Path table = Files.writeString(folder.resolve("g.csv"), "id,rank\nA,1\n");
    assertRefused(
        "--genesFile=" + table,
        "--genesFile %s/g.csv: it has no column \"gene_id\" or \"gene_name\" (but \"id\", \"rank\"): name one with"
            + " --geneColumn");
  }

  @Test
  void anOutputThatCannotBeOneIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "mine");

    assertThat(
        Ran.command(output(file)),
        is(Ran.refused("build", "--output " + file + " is a file: name a folder")));
    assertThat(
        Ran.command(output(file.resolve("below"))),
        is(
            Ran.refused(
                "build", "--output " + file + "/below: it cannot be written (Not a directory)")));
    assertThat(Files.readString(file), is("mine"));
  }

  /** The error of a table is a verdict, without the hint at the options' help. */
  private void assertTableRefused(String fault) throws IOException {
    assertRefused("", "analysis_sequences_1_chunk_0_1.tsv, line 1: " + fault, false);
  }

  private void assertRefused(String option, String sentence) throws IOException {
    assertRefused(option, sentence.replace("%s", folder.toString()), true);
  }

  private void assertRefused(String option, String sentence, boolean hint) throws IOException {
    String name = option.split("=")[0];
    List<String> command =
        option.isEmpty()
            ? input.build()
            : Stream.concat(
                    input.build().stream().filter(a -> !a.startsWith(name + "=")),
                    Stream.of(option))
                .toList();

    assertThat(
        Ran.command(command),
        is(
            hint
                ? Ran.refused("build", sentence)
                : new Ran(2, "", "splicebeam build: " + sentence + "\n")));
    assertThat(Files.exists(input.output()), is(false));
  }

  private List<String> output(Path path) {
    return Stream.concat(
            input.build().stream().filter(a -> !a.startsWith("--output=")),
            Stream.of("--output=" + path))
        .toList();
  }
}
