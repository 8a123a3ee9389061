package org.splicebeam.runners.flink;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.java.ExecutionEnvironment;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.runtime.client.JobExecutionException;
import org.apache.flink.util.concurrent.ExecutorThreadFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.splicebeam.transforms.verdict.VerdictException;

/** Jobs of Flink's own, by Flink's parts in this process. */
@SuppressWarnings("deprecation") // Beam runs batches on Flink's DataSet API.
class EmbeddedClusterTest {
  private static final int WORKERS = 3;

  private PrivateFolder folder;
  private Closeable environment;
  private ExecutionEnvironment jobs;

  @BeforeEach
  void install() throws IOException {
    folder = PrivateFolder.create();
    Configuration settings = new Configuration();
    settings.set(CoreOptions.TMP_DIRS, folder.path().toString());
    environment = EmbeddedEnvironment.install(settings, folder);
    jobs = ExecutionEnvironment.getExecutionEnvironment();
    jobs.setParallelism(WORKERS);
  }

  @AfterEach
  void remove() throws IOException {
    environment.close();
    folder.close();
  }

  @Test
  void aJobThatShufflesGivesItsResult() throws Exception {
    List<Long> evens = jobs.generateSequence(1, 1000).distinct().filter(n -> n % 2 == 0).collect();

    assertThat(evens.stream().mapToLong(n -> n).sum(), is(250_500L));
    assertThat(evens.size(), is(500));
  }

  /** Flink gives a task of more than a megabyte to its workers by way of the blob server. */
  @Test
  void aTaskOfManyMegabytesNeedsNoBlobServer() throws Exception {
    byte[] large = new byte[5_000_000];

    assertThat(
        jobs.fromElements(1, 2).map(new Plus(large)).collect().stream().sorted().toList(),
        is(List.of(5_000_001, 5_000_002)));
  }

  @Test
  void aJobThatFailsSaysWhy() {
    JobExecutionException failure =
        assertThrows(
            JobExecutionException.class,
            () -> jobs.fromElements(1, 0).map(n -> 6 / n).returns(Integer.class).collect());

    assertThat(last(failure).toString(), containsString("ArithmeticException: / by zero"));
  }

  /** Flink's own end of it would end the JVM of the tests, or leave the job waiting. */
  @Test
  void aThreadOfFlinksThatFailsEndsTheJob() {
    ExecutionException failure =
        assertThrows(
            ExecutionException.class,
            () ->
                jobs.fromElements(1)
                    .map(EmbeddedClusterTest::failAThread)
                    .returns(Integer.class)
                    .collect());

    assertThat(failure.getCause().toString(), is("java.lang.OutOfMemoryError: Java heap space"));
  }

  private static int failAThread(int number) throws InterruptedException {
    Thread thread =
        new ExecutorThreadFactory("failing")
            .newThread(
                () -> {
                  throw new OutOfMemoryError("Java heap space");
                });
    thread.start();
    thread.join();
    return number;
  }

  @Test
  void aFolderThatSomebodyRemovedIsNamed() throws IOException {
    try (Stream<Path> files = Files.list(folder.path())) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }

    VerdictException failure =
        assertThrows(
            VerdictException.class,
            () -> jobs.fromElements(1, 0).map(n -> 6 / n).returns(Integer.class).collect());

    assertThat(
        failure.getMessage(),
        is(
            "the folder for temporary files %s was removed during the run: keep what cleans up away from it,"
                    .formatted(folder.path())
                + " or name another place (TMPDIR=DIR), then give the same"
                + " command again: what stands is kept"));
  }

  private static Throwable last(Throwable failure) {
    return failure.getCause() == null ? failure : last(failure.getCause());
  }

  private record Plus(byte[] large) implements MapFunction<Integer, Integer> {
    @Override
    public Integer map(Integer number) {
      return number + large.length;
    }
  }
}
