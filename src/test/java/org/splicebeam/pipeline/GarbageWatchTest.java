package org.splicebeam.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class GarbageWatchTest {
  private final GarbageWatch watch = new GarbageWatch();

  @Test
  void threeIntervalsInARowAreTooMany() {
    watch.observe(3_600, 4_000);
    watch.observe(5_000, 4_000); // a collection that began before

    OutOfMemoryError error =
        assertThrows(OutOfMemoryError.class, () -> watch.observe(3_900, 4_000));
    assertThat(error.getMessage(), is("nearly all time goes into collecting garbage"));
  }

  @Test
  void whatIsCollectedBesideTheCommandIsNoTimeOfIts() throws Exception {
    ProcessBuilder command =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:+UseZGC",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                Collectors.class.getName())
            .redirectErrorStream(true);
    // A JVM says which options it takes from there.
    command.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    Process zgc = command.start();

    assertThat(
        new String(zgc.getInputStream().readAllBytes(), StandardCharsets.UTF_8),
        matchesPattern("(ZGC( M(aj|in)or)? Pauses\\R)+"));
  }

  /** Prints the names of the collectors that are watched in a JVM of its own. */
  static final class Collectors {
    public static void main(String[] args) {
      GarbageWatch.pausing().forEach(collector -> System.out.println(collector.getName()));
    }
  }

  @Test
  void oneThatDoesWorkBeginsAnew() {
    for (int i = 0; i < 5; i++) {
      watch.observe(4_000, 4_000);
      watch.observe(4_000, 4_000);
      watch.observe(3_599, 4_000);
    }
  }
}
