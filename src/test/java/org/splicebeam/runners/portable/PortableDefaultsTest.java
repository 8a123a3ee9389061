package org.splicebeam.runners.portable;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.splicebeam.pipeline.options.BadOptionException;
import org.splicebeam.pipeline.options.PathOption;
import org.splicebeam.pipeline.run.MemoryBudget;
import org.splicebeam.transforms.features.ColumnCount;

class PortableDefaultsTest {
  private static final MemoryBudget TOO_MUCH = MemoryBudget.of(64, 3, ColumnCount.NONE, 1, 1);
  private static final String ENDPOINT = "--jobEndpoint=localhost:8073";

  private final PortableDefaults defaults = new PortableDefaults();

  @Test
  void aJobServiceIsNeeded() {
    assertThat(
        assertThrows(
                BadOptionException.class,
                () -> defaults.prepare(PipelineOptionsFactory.create(), TOO_MUCH))
            .getMessage(),
        is("--jobEndpoint is missing: it names the job service, such as localhost:8073"));
  }

  @Test
  void workersInThisProcessNeedItsMemory() {
    assertThrows(
        BadOptionException.class,
        () -> defaults.prepare(options("--defaultEnvironmentType=LOOPBACK"), TOO_MUCH));
    assertThat(defaults.isRemote(name -> "LOOPBACK"), is(false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"LOOPBACK", "PROCESS", "EXTERNAL"})
  void processesMaySeeFilesOfThisMachine(String environment) {
    defaults.checkPaths(
        options("--defaultEnvironmentType=" + environment),
        List.of(new PathOption("--gtf", "a.gtf")));
  }

  @Test
  void containersSeeNone() {
    assertThat(defaults.isRemote(name -> null), is(true));
    for (PipelineOptions options :
        new PipelineOptions[] {options(), options("--defaultEnvironmentType=DOCKER")}) {
      defaults.prepare(options, TOO_MUCH);
      defaults.checkPaths(options, List.of(new PathOption("--input", "gs://b/a")));
      assertThat(
          assertThrows(
                  BadOptionException.class,
                  () -> defaults.checkPaths(options, List.of(new PathOption("--gtf", "a.gtf"))))
              .getMessage(),
          startsWith("--gtf a.gtf is on this machine, which workers in containers cannot see:"));
    }
  }

  private static PipelineOptions options(String... more) {
    String[] arguments = Arrays.copyOf(more, more.length + 1);
    arguments[more.length] = ENDPOINT;
    return PipelineOptionsFactory.fromArgs(arguments).create();
  }
}
