package org.splicebeam.pipeline.help;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.splicebeam.pipeline.Main;
import org.splicebeam.pipeline.Ran;

/** The script in a bash, which is asked as a TAB asks it. */
class CompletionCommandTest {
  @TempDir private Path folder;
  private Path script;

  @BeforeEach
  void print() throws IOException {
    Ran ran = Ran.command("completion");
    assertThat(ran.exitCode() + ran.err(), is("0"));
    script = Files.writeString(folder.resolve("script"), ran.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "./splicebeam ' ' | build annotate schema simulate validate report completion version help",
        "./splicebeam b | build",
        "/opt/splicebeam v | validate version",
        "splicebeam help sch | schema",
        "splicebeam build --sp | --spliceSites= --splits=",
        "splicebeam build --over | --overwrite",
        "splicebeam validate x --j | --json",
        "splicebeam simulate --output=x --g | --genes=",
        "splicebeam annotate --gtf x --a | --annotationCache=",
      })
  void wordsAreCompleted(String line, String words) throws Exception {
    List<String> expected = new ArrayList<>(List.of(words.split(" ")));
    List<String> found = completions(line.replace("' '", ""));
    expected.sort(null);
    found.sort(null);
    assertThat(String.join(" ", found), is(String.join(" ", expected)));
  }

  /** Nothing of ours is offered there, so bash offers files; zsh leaves words whole. */
  @Test
  void aValueIsCompletedFromFiles() throws Exception {
    Files.createFile(folder.resolve("my genes.gtf"));
    for (String line : List.of("build --gtf ", "build --gtf=", "build --gtf=my", "validate my")) {
      assertThat(line, completions("splicebeam " + line), is(List.of()));
    }
    assertThat(
        bash("source ./script; complete -p splicebeam"),
        is("complete -o default -F _splicebeam splicebeam\n"));
    assertThat(
        bash(
            "source ./script; COMP_WORDS=(splicebeam build --gtf=m) COMP_CWORD=2; _splicebeam;"
                + " printf '%s.' \"${COMPREPLY[@]}\""),
        is("--gtf=my genes.gtf."));
  }

  @Test
  void everyOptionOfABuildIsOffered() throws Exception {
    List<String> found = completions("splicebeam build -");
    found.sort(null);
    assertThat(
        found,
        is(
            Main.commandLine().getSubcommands().get("build").getCommandSpec().options().stream()
                .map(o -> o.longestName() + (o.type() == boolean.class ? "" : "="))
                .sorted()
                .toList()));
  }

  /** No Java is started where a word is completed, nor any other program of ours. */
  @Test
  void aTabStartsNoJvm() throws Exception {
    assertThat(Files.readString(script).contains("java"), is(false));
  }

  /** What bash would offer after a line, whose words it divides as readline does. */
  private List<String> completions(String line) throws Exception {
    String divided = line.replace("=", " = ");
    String words =
        List.of(divided.split(" ", -1)).stream()
            .filter(word -> !word.isEmpty())
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" "));
    boolean isNew = divided.endsWith(" ");
    String ask =
        "source ./script; COMP_WORDS=(%s%s); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); "
                .formatted(words, isNew ? " ''" : "")
            + " _splicebeam 2>/dev/null; printf '%s\\n' \"${COMPREPLY[@]}\"";
    return bash(ask)
        .lines()
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private String bash(String commands) throws Exception {
    Process bash = new ProcessBuilder("bash", "-c", commands).directory(folder.toFile()).start();
    bash.getOutputStream().close();
    String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    bash.waitFor();
    return out;
  }
}
