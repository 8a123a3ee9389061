package org.splicebeam.clusters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.splicebeam.LogLines;

/** A command line that runs beside the test; what it says goes to files. */
final class Command implements AutoCloseable {
  /** The root of the clone. */
  static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

  private static final long LOOK_EVERY_MS = 20;

  private final Process process;
  private final Path out;
  private final Path err;

  /** How it ended; what it told on stderr while it ran is left out. */
  record Ended(int exitCode, String out, String err) {}

  /** Something that comes to be while the command runs. */
  @FunctionalInterface
  interface Sight {
    boolean isThere() throws IOException;
  }

  private Command(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * Starts it at the root of the clone.
   *
   * @param folder takes what it says
   * @param environment beside the test's own
   */
  static Command start(Path folder, Map<String, String> environment, List<String> words)
      throws IOException {
    Path out = Files.createTempFile(Files.createDirectories(folder), "said", ".out");
    Path err = Path.of(out.toString().replaceFirst("out$", "err"));
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(ROOT.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(environment);
    return new Command(builder.start(), out, err);
  }

  /** Runs it to its end. */
  static Ended run(Path folder, Map<String, String> environment, Duration limit, List<String> words)
      throws IOException, InterruptedException {
    try (Command command = start(folder, environment, words)) {
      return command.await(limit);
    }
  }

  /** Waits for its end, but no longer than that. */
  Ended await(Duration limit) throws IOException, InterruptedException {
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("not done within " + limit + ": " + said());
    }
    return new Ended(
        process.exitValue(), Files.readString(out), LogLines.without(Files.readString(err)));
  }

  /** Waits until something is there, while the command runs. */
  void awaitSight(String what, Duration limit, Sight sight)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (!sight.isThere()) {
      if (process.waitFor(LOOK_EVERY_MS, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
        throw new AssertionError(what + " was not seen: " + said());
      }
    }
  }

  /** Kills it, as a machine that dies does. */
  void kill() {
    process.destroyForcibly();
  }

  private String said() throws IOException {
    return Files.readString(out) + Files.readString(err);
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
