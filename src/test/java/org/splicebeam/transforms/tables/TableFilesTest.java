package org.splicebeam.transforms.tables;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.splicebeam.schemas.inputs.TableFile;
import org.splicebeam.transforms.verdict.VerdictException;

class TableFilesTest {
  @TempDir Path folder;

  private Path write(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, name);
  }

  private static List<String> names(String input) throws IOException {
    List<TableFile> files = TableInputs.match(List.of(input)).tables();
    for (TableFile file : files) {
      assertThat(file.size(), is(Files.size(Path.of(file.path()))));
    }
    return files.stream().map(TableFile::name).toList();
  }

  @Test
  void aFolderIsSearchedForTablesAndNothingElse() throws IOException {
    for (String name :
        List.of(
            "analysis_sequences_1_chunk_1_500.tsv",
            "analysis_sequences_1_chunk_1_500.tsv.bak",
            "analysis_sequences_1_chunk_1_500.tsv.bak.gz",
            "analysis_sequences_1_chunk_1_500.tsv.md5",
            "analysis_sequences_1_chunk_1_500.tsv.gz.md5",
            "analysis_sequences_1_chunk_1_500.tsv.tmp",
            "analysis_sequences_1_chunk_1_500.csv",
            "sequences_1.tsv",
            "Run 7 analysis_sequences_2.tsv.gz",
            "deep/below/analysis_sequences_3.tsv.bz2",
            "deep/analysis_sequences_4.tsv.zst",
            "deep/analysis_sequences_[5]*?{a,b}.tsv",
            "analysis_sequences_\uFFFD.tsv",
            "analysis_sequences_\uD83E\uDDEC.tsv",
            "analysis_sequences_folder.tsv/note.txt")) {
      write(name);
    }
    List<String> expected =
        List.of(
            "Run 7 analysis_sequences_2.tsv.gz",
            "analysis_sequences_1_chunk_1_500.tsv",
            "analysis_sequences_\uFFFD.tsv",
            "analysis_sequences_\uD83E\uDDEC.tsv",
            "deep/analysis_sequences_4.tsv.zst",
            "deep/analysis_sequences_[5]*?{a,b}.tsv",
            "deep/below/analysis_sequences_3.tsv.bz2");

    assertThat(names(folder.toString()), is(expected));
    assertThat(names(folder + "/"), is(expected));
    assertThat(names(folder + "/deep/.."), is(expected));
    TableFile likeAPattern = TableInputs.match(List.of(folder.toString())).tables().get(5);
    try (InputStream in = TableFiles.open(likeAPattern)) {
      assertThat(
          new String(in.readAllBytes(), StandardCharsets.UTF_8),
          is("deep/analysis_sequences_[5]*?{a,b}.tsv"));
    }
  }

  @Test
  void aFolderMayBeNamedLikeAPatternOrALink() throws IOException {
    write("[1]* {x}/analysis_sequences_1.tsv");
    assertThat(names(folder + "/[1]* {x}"), is(List.of("analysis_sequences_1.tsv")));
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("[1]* {x}"));
    assertThat(names(link.toString()), is(List.of("analysis_sequences_1.tsv")));
  }

  @Test
  void aFileMayHaveAnyName() throws IOException {
    write("a [table]?.txt");
    assertThat(names(folder + "/a [table]?.txt"), is(List.of("a [table]?.txt")));
    assertThat(
        names(folder + "/./../" + folder.getFileName() + "/a [table]?.txt"),
        is(List.of("a [table]?.txt")));
  }

  @Test
  void aRelativePathIsBelowTheWorkingFolder() throws IOException {
    Path file = write("analysis_sequences_1.tsv");
    Path relative = Path.of("").toAbsolutePath().relativize(file);
    assertThat(names(relative.toString()), is(List.of("analysis_sequences_1.tsv")));
    assertThat(names(relative.getParent().toString()), is(List.of("analysis_sequences_1.tsv")));
    assertThat(names(relative.getParent() + "/*.tsv"), is(List.of("analysis_sequences_1.tsv")));
  }

  @Test
  void aGlobTakesTheNamesThatAFolderTakes() throws IOException {
    for (String name :
        List.of(
            "runs/a/analysis_sequences_1.tsv",
            "runs/a/analysis_sequences_2.tsv.gz",
            "runs/a/analysis_sequences_2.tsv.gz.bak",
            "runs/a/chr1.tsv",
            "runs/b/analysis_sequences_1.tsv",
            "runs/b/deep/analysis_sequences_1.tsv",
            "runs/b/analysis_sequences_1.md5",
            "runs/with space/my_analysis_sequences_1.tsv")) {
      write(name);
    }
    assertThat(
        names(folder + "/runs/a/*"),
        is(List.of("analysis_sequences_1.tsv", "analysis_sequences_2.tsv.gz")));
    assertThat(
        names(folder + "/runs/*/*_1*"),
        is(
            List.of(
                "a/analysis_sequences_1.tsv",
                "b/analysis_sequences_1.tsv",
                "with space/my_analysis_sequences_1.tsv")));
    assertThat(
        names(folder + "/runs/{a,b/deep}/*"),
        is(
            List.of(
                "a/analysis_sequences_1.tsv",
                "a/analysis_sequences_2.tsv.gz",
                "b/deep/analysis_sequences_1.tsv")));
    assertThat(
        names(folder + "/runs/**.tsv"),
        is(
            List.of(
                "a/analysis_sequences_1.tsv",
                "b/analysis_sequences_1.tsv",
                "b/deep/analysis_sequences_1.tsv",
                "with space/my_analysis_sequences_1.tsv")));
    assertThat(names(folder + "/runs/c*"), is(List.of()));
    assertThat(names(folder + "/runs/*/chr*"), is(List.of()));
    assertThat(names(folder + "/none/*/x"), is(List.of()));
    assertThat(names(folder + "/runs/a/chr1.tsv"), is(List.of("chr1.tsv")));
  }

  @Test
  void linksAreFollowed() throws IOException {
    Path run = write("elsewhere/run/analysis_sequences_1.tsv");
    write("in/analysis_sequences_2.tsv");
    link("in/run", run.getParent());
    link("in/analysis_sequences_3.tsv", run);
    List<String> expected =
        List.of(
            "analysis_sequences_2.tsv", "analysis_sequences_3.tsv", "run/analysis_sequences_1.tsv");
    assertThat(names(folder + "/in"), is(expected));
    assertThat(names(folder + "/in/**"), is(expected));
    assertThat(names(folder + "/in/run/*"), is(List.of("analysis_sequences_1.tsv")));
  }

  @Test
  void aLinkThatLeadsNowhereIsRefused() throws IOException {
    write("analysis_sequences_1.tsv");
    link("notes.txt", folder.resolve("gone"));
    assertThat(names(folder.toString()), is(List.of("analysis_sequences_1.tsv")));

    Path dangling = link("analysis_sequences_2.tsv", folder.resolve("gone"));
    for (String input : List.of(folder.toString(), folder + "/*.tsv")) {
      assertThat(
          refusal(input),
          is(
              "--input "
                  + input
                  + ": "
                  + dangling.getParent().toRealPath().resolve(dangling.getFileName())
                  + " is a link to a file that is not there: mend the link or remove it"));
    }
    assertThat(names(folder + "/*_1.tsv"), is(List.of("analysis_sequences_1.tsv")));
  }

  @Test
  void aCircleOfLinksIsRefused() throws IOException {
    write("in/analysis_sequences_1.tsv");
    Path circle = link("in/again", folder.resolve("in"));
    assertThat(
        refusal(folder + "/in"),
        is(
            "--input %s/in: %s is a link to a folder that it lies in: remove it"
                .formatted(folder, circle)));
    assertThat(names(folder + "/in/*"), is(List.of("analysis_sequences_1.tsv")));
  }

  @Test
  void aFolderThatMayNotBeReadIsRefused() throws IOException {
    Path closed = write("in/closed/analysis_sequences_1.tsv").getParent();
    Files.setPosixFilePermissions(closed, Set.of());
    assumeFalse(Files.isReadable(closed), "root may read everything");
    try {
      assertThat(
          refusal(folder + "/in"),
          is(
              "--input %s/in: %s may not be read: give the right to read it, or move it elsewhere"
                  .formatted(folder, closed)));
    } finally {
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{a*", "[a*", "a*{b,{c,d}}"})
  void aGlobThatIsNoneIsRefused(String glob) {
    assertThat(
        refusal(folder + "/" + glob),
        is(
            "--input %s/%s: it is no glob: close each { and [, or name a folder"
                .formatted(folder, glob)));
  }

  private Path link(String name, Path target) throws IOException {
    return Files.createSymbolicLink(folder.resolve(name), target);
  }

  private static String refusal(String input) {
    VerdictException e = assertThrows(VerdictException.class, () -> TableFiles.match(input), input);
    assertThat(e.verdict().exitCode(), is(2));
    return e.verdict().sentence();
  }

  @Test
  void whatIsNotThereIsAnError() {
    assertThrows(FileNotFoundException.class, () -> TableFiles.match(folder + "/none"));
    assertThrows(FileNotFoundException.class, () -> TableFiles.match(folder + "/none.tsv"));
  }

  @Test
  void anEmptyFolderHasNoTables() throws IOException {
    assertThat(names(folder.toString()), is(List.of()));
  }

  @ParameterizedTest
  @EnumSource(Packing.class)
  void tablesAreUnpackedByTheirEnding(Packing packing) throws IOException {
    Path file = folder.resolve("table.tsv" + packing.ending());
    Files.write(file, packing.pack("gene_id\n\u00b5\n"));
    try (InputStream in = TableFiles.open(TableFiles.match(file.toString()).tables().get(0))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8), is("gene_id\n\u00b5\n"));
    }
  }
}
