package org.splicebeam.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The long parts of the acceptance suite, on the distribution that the modules before this one laid
 * out: {@code mvn verify -Pstress}. They need Python 3.11 and the shared folder ({@code
 * SPLICEBEAM_SHARED}, else {@code ../shared} beside the clone); what the scripts print is in {@code
 * target/stress/}. Together about half an hour on two cores.
 */
@Tag("stress")
class LongAcceptanceTest {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final Path SCRIPTS = ROOT.resolve("src/test/acceptance");
  private static final Path LOGS = ROOT.resolve("target/stress");

  /** A script's exit code and closing line. */
  private record Ended(int exitCode, String closingLine) {}

  /** The Python environments of the oracle and the readers. */
  @BeforeAll
  static void makeEnvironments() throws IOException, InterruptedException {
    String told = System.getenv("SPLICEBEAM_SHARED");
    Path shared = told == null ? ROOT.resolveSibling("shared") : Path.of(told);
    assumeTrue(Files.exists(shared.resolve("oracle2/oracle.py")), "no shared folder at " + shared);
    assertThat(
        run("environments", "python3", "acceptance.py", "verify-venv"),
        is(new Ended(0, "2 passed, 0 failed")));
  }

  /** k, sampling, join, sites and runner in all their combinations equal the oracle. */
  @Test
  void theFullProductEqualsTheOracle() throws IOException, InterruptedException {
    assertThat(
        run("product", "python3", "acceptance.py", "product"),
        is(new Ended(0, "48 passed, 0 failed")));
  }

  /** A build killed at any moment goes on to the same bytes, and no reader meets a torn file. */
  @Test
  void fiftyKilledBuildsEndAsIfUndisturbed() throws IOException, InterruptedException {
    String python = ROOT.resolve("target/acceptance/venv-oracle/bin/python").toString();
    assertThat(
        run("crash", python, "crash.py", "--kills=50"), is(new Ended(0, "50 passed, 0 failed")));
  }

  private static Ended run(String log, String python, String script, String argument)
      throws IOException, InterruptedException {
    Path printed = Files.createDirectories(LOGS).resolve(log + ".log");
    Process process =
        new ProcessBuilder(python, SCRIPTS.resolve(script).toString(), argument)
            .directory(ROOT.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    try {
      int exitCode = process.waitFor();
      List<String> lines = Files.readAllLines(printed, UTF_8);
      return new Ended(exitCode, lines.isEmpty() ? "" : lines.get(lines.size() - 1));
    } finally {
      process.destroy();
    }
  }
}
