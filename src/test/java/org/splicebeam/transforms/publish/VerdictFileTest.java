package org.splicebeam.transforms.publish;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.transforms.verdict.Verdict;
import org.splicebeam.transforms.verdict.VerdictException;

class VerdictFileTest {
  private static final Verdict VERDICT =
      new Verdict(3, "Too many \"rows\".\n\u00b5", List.of("first", "second"));

  @TempDir Path folder;
  private VerdictFile mine;
  private VerdictFile another;

  @BeforeEach
  void twoRuns() {
    another = new VerdictFile(OutputFolder.at(folder.toString()).ownedBy("another"));
    mine = new VerdictFile(Claimed.folder(folder, "mine"));
  }

  @Test
  void aVerdictIsReadAsItWasRaised() throws IOException {
    assertThat(mine.read(), is(Optional.empty()));
    mine.stopIfReached();
    VerdictException raised = mine.raise(VERDICT);
    assertThat(raised.verdict(), is(VERDICT));
    assertThat(mine.read(), is(Optional.of(VERDICT)));
    VerdictException met = assertThrows(VerdictException.class, mine::stopIfReached);
    assertThat(met.verdict(), is(VERDICT));
    assertThat(
        Files.readString(folder.resolve(".splicebeam/verdict.json")),
        is(
            """
            {
              "run" : "mine",
              "exitCode" : 3,
              "sentence" : "Too many \\"rows\\".\\n\u00b5",
              "examples" : [ "first", "second" ]
            }
            """));
  }

  @Test
  void anotherRunsVerdictMeansNothing() throws IOException {
    Claimed.folder(folder, "another");
    another.raise(VERDICT);
    assertThat(mine.read(), is(Optional.empty()));
    mine.stopIfReached();
    Claimed.folder(folder, "mine");
    mine.raise(Verdict.buildFailed("mine"));
    assertThat(mine.read(), is(Optional.of(new Verdict(1, "mine", List.of()))));
    assertThat(another.read(), is(Optional.empty()));
  }

  @Test
  void aRunThatLostTheFolderStopsBeforeItWrites() throws IOException {
    VerdictException stopped = assertThrows(VerdictException.class, () -> another.raise(VERDICT));
    assertThat(
        stopped.verdict(),
        is(
            Verdict.buildFailed(
                "--output %s was taken over by another build; this one stops".formatted(folder))));
    assertThat(Files.exists(folder.resolve(".splicebeam/verdict.json")), is(false));
  }

  /** As on a worker that has a folder of this name of its own. */
  @Test
  void aRunThatDoesNotFindTheLaunchersFolderStopsBeforeItWrites() throws IOException {
    Path own = Files.createDirectory(folder.resolve("own"));
    VerdictFile elsewhere = new VerdictFile(OutputFolder.at(own.toString()).ownedBy("mine"));
    VerdictException stopped = assertThrows(VerdictException.class, () -> elsewhere.raise(VERDICT));
    assertThat(
        stopped.verdict(),
        is(
            Verdict.buildFailed(
                "--output %s is another folder on worker %s than here: name one that all machines share"
                    .formatted(own, hostName()))));
    assertThat(Files.exists(own.resolve(".splicebeam/verdict.json")), is(false));
  }

  private static String hostName() throws IOException {
    Process uname = new ProcessBuilder("uname", "-n").start();
    return new String(uname.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  @Test
  void anInputThatCannotBeReadIsNamedByItsOption() throws IOException {
    IOException error = new IOException("a.gtf cannot be read");
    assertThat(
        VerdictFile.raiseUnreadable(mine, "--gtf", error).verdict(),
        is(Verdict.badInput("--gtf a.gtf cannot be read")));
    assertThrows(IOException.class, () -> VerdictFile.raiseUnreadable(null, "--gtf", error));
  }
}
