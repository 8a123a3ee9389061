package org.splicebeam.transforms.tables;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.schemas.inputs.HiddenTables;
import org.splicebeam.schemas.inputs.TableFile;
import org.splicebeam.transforms.verdict.VerdictException;

/** What several inputs name together, and which names are passed over. */
class TableInputsTest {
  @TempDir Path folder;

  private Path write(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, name);
  }

  private TableInputs match(String... inputs) throws IOException {
    return TableInputs.match(List.of(inputs).stream().map(i -> folder + "/" + i).toList());
  }

  private List<String> names(String... inputs) throws IOException {
    return match(inputs).tables().stream().map(TableFile::name).toList();
  }

  @Test
  void hiddenNamesBelowAFolderAreCountedAndNotRead() throws IOException {
    for (String name :
        List.of(
            "in/analysis_sequences_1.tsv",
            "in/sub/my_analysis_sequences_2.tsv",
            "in/.ipynb_checkpoints/analysis_sequences_1-checkpoint.tsv",
            "in/._analysis_sequences_1.tsv",
            "in/__MACOSX/x/analysis_sequences_1.tsv",
            "in/sub/.x/y/analysis_sequences_3.tsv",
            "in/.hidden/notes.txt")) {
      write(name);
    }
    assertThat(
        names("in"), is(List.of("analysis_sequences_1.tsv", "sub/my_analysis_sequences_2.tsv")));
    assertThat(match("in").hidden(), is(new HiddenTables(4, "._analysis_sequences_1.tsv")));
    assertThat(match("in/sub").hidden(), is(new HiddenTables(1, ".x/y/analysis_sequences_3.tsv")));
    assertThat(match("in", "in/sub", "in").hidden().count(), is(4));
    assertThat(match("in", "in/._analysis_sequences_1.tsv").hidden().count(), is(3));
  }

  @Test
  void whatIsNamedOutrightIsNotHidden() throws IOException {
    write(".in/analysis_sequences_1.tsv");
    write(".in/.analysis_sequences_2.tsv");
    assertThat(names(".in"), is(List.of("analysis_sequences_1.tsv")));
    assertThat(match(".in").hidden().count(), is(1));
    assertThat(names(".in/.analysis_sequences_2.tsv"), is(List.of(".analysis_sequences_2.tsv")));
    assertThat(match(".in/.analysis_sequences_2.tsv").hidden(), is(HiddenTables.NONE));
  }

  /** As in a shell. */
  @Test
  void aGlobFindsHiddenNamesWhereItWritesTheirFirstCharacter() throws IOException {
    write("a/analysis_sequences_1.tsv");
    write("a/.analysis_sequences_2.tsv");
    write("a/.old/analysis_sequences_3.tsv");
    write("__MACOSX/analysis_sequences_4.tsv");
    assertThat(names("a/*.tsv"), is(List.of("analysis_sequences_1.tsv")));
    assertThat(match("a/*.tsv").hidden(), is(new HiddenTables(1, ".analysis_sequences_2.tsv")));
    assertThat(names("a/.*.tsv"), is(List.of(".analysis_sequences_2.tsv")));
    assertThat(match("a/.*.tsv").hidden(), is(HiddenTables.NONE));
    assertThat(names("a/**"), is(List.of("analysis_sequences_1.tsv")));
    assertThat(match("a/**").hidden().count(), is(2));
    assertThat(names("a/.old/*"), is(List.of("analysis_sequences_3.tsv")));
    assertThat(names("*/.o*/*"), is(List.of("a/.old/analysis_sequences_3.tsv")));
    assertThat(names("*/*.tsv"), is(List.of("a/analysis_sequences_1.tsv")));
    assertThat(names("__MACOSX/*"), is(List.of("analysis_sequences_4.tsv")));
    assertThat(names("?/?old/*"), is(List.of()));
    assertThat(names("*/[!a]*.tsv"), is(List.of()));
  }

  /** An alternative in braces may be a path. */
  @Test
  void bracesMayHoldHiddenNamesAndSlashes() throws IOException {
    write("a/.x/analysis_sequences_1.tsv");
    write("a/.y/z/analysis_sequences_2.tsv");
    write("a/y/analysis_sequences_3.tsv");
    write("a/.y/z/.w/analysis_sequences_4.tsv");
    List<String> both = List.of(".x/analysis_sequences_1.tsv", ".y/z/analysis_sequences_2.tsv");
    assertThat(names("a/.{x/analysis,y/z/}*"), is(both));
    assertThat(names("a/{.x,.y/z}/*"), is(both));
    assertThat(match("a/{.x,.y/z}/**").hidden().count(), is(1));
    assertThat(
        names("a/{.x,y}/*"),
        is(List.of(".x/analysis_sequences_1.tsv", "y/analysis_sequences_3.tsv")));
    assertThat(names("a/{*,y}/*"), is(List.of("y/analysis_sequences_3.tsv")));
  }

  @Test
  void whatIsBadInAHiddenFolderIsNoFault() throws IOException {
    write("in/analysis_sequences_1.tsv");
    Path trash = write("in/.Trash/analysis_sequences_2.tsv").getParent();
    Files.createSymbolicLink(trash.resolve("again"), folder.resolve("in"));
    Files.createSymbolicLink(trash.resolve("analysis_sequences_3.tsv"), folder.resolve("gone"));
    assertThat(names("in"), is(List.of("analysis_sequences_1.tsv")));
    assertThat(names("in/**"), is(List.of("analysis_sequences_1.tsv")));
    assertThrows(VerdictException.class, () -> match("in/{.Trash,x}/**"));
    Files.setPosixFilePermissions(trash, Set.of());
    assumeFalse(Files.isReadable(trash), "root may read everything");
    try {
      assertThat(names("in"), is(List.of("analysis_sequences_1.tsv")));
    } finally {
      Files.setPosixFilePermissions(trash, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void severalInputsGiveTheTablesOfAll() throws IOException {
    write("a/analysis_sequences_1.tsv");
    write("b/sub/analysis_sequences_2.tsv");
    write("c/table.txt");
    assertThat(
        names("b", "a", "c/table.txt"),
        is(List.of("analysis_sequences_1.tsv", "sub/analysis_sequences_2.tsv", "table.txt")));
    assertThat(match("a", "c").empty(), is(List.of(folder + "/c")));
    FileNotFoundException gone =
        assertThrows(FileNotFoundException.class, () -> match("a", "none"));
    assertThat(gone.getMessage(), is(folder + "/none"));
  }

  @Test
  void aFileThatIsNamedTwiceIsOneTable() throws IOException {
    Path file = write("a/sub/analysis_sequences_1.tsv");
    write("a/analysis_sequences_2.tsv");
    List<String> both = List.of("analysis_sequences_2.tsv", "sub/analysis_sequences_1.tsv");
    assertThat(names("a", "a"), is(both));
    assertThat(names("a", "a/sub/analysis_sequences_1.tsv", "a/**", "a/../a/sub"), is(both));
    assertThat(
        names("a/sub", "a"), is(List.of("analysis_sequences_1.tsv", "analysis_sequences_2.tsv")));
    Files.createDirectories(folder.resolve("b"));
    Files.createSymbolicLink(folder.resolve("b/analysis_sequences_3.tsv"), file);
    assertThat(names("a", "b"), is(both));
    assertThat(match("a", "a").empty(), is(List.of()));
  }

  @Test
  void tablesOfOneNameAreToldApartByTheFoldersAbove() throws IOException {
    write("x/run/analysis_sequences_1.tsv");
    write("y/run/analysis_sequences_1.tsv");
    write("y/analysis_sequences_2.tsv");
    assertThat(
        names("x/run", "y"),
        is(
            List.of(
                "analysis_sequences_1.tsv",
                "analysis_sequences_2.tsv",
                "run/analysis_sequences_1.tsv")));
    assertThat(
        names("x/run", "y/run"),
        is(List.of("x/run/analysis_sequences_1.tsv", "y/run/analysis_sequences_1.tsv")));
    assertThat(
        names("x/run/analysis_sequences_1.tsv", "y/run/*.tsv", "y/*.tsv"),
        is(
            List.of(
                folder.getFileName() + "/y/analysis_sequences_2.tsv",
                "x/run/analysis_sequences_1.tsv",
                "y/run/analysis_sequences_1.tsv")));
    for (TableFile table : match("x/run", "y/run").tables()) {
      assertThat(table.path(), endsWith("/" + table.name()));
    }
  }

  @Test
  void aPipeIsRefusedAtOnce() throws Exception {
    write("in/analysis_sequences_1.tsv");
    Path pipe = folder.resolve("in/analysis_sequences_2.tsv");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor(), is(0));
    String why =
        "it is no file but a pipe, a socket or a device, as /dev/stdin and <(...) are, and inputs"
            + " are read more than once: write it to a file first";
    VerdictException inFolder = assertThrows(VerdictException.class, () -> match("in"));
    assertThat(
        inFolder.verdict().sentence(), is("--input %s/in: %s: %s".formatted(folder, pipe, why)));
    VerdictException named =
        assertThrows(VerdictException.class, () -> match("in/analysis_sequences_2.tsv"));
    assertThat(named.verdict().sentence(), is("--input %s: %s".formatted(pipe, why)));
  }
}
