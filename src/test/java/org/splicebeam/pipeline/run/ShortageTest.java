package org.splicebeam.pipeline.run;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortageTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Java heap space | the memory did not suffice (Java heap space): take less",
        "Metaspace | the memory for classes did not suffice (Metaspace): give the JVM more by SPLICEBEAM_JAVA_OPTS=-XX:MaxMetaspaceSize=512m",
        "Compressed class space | the memory for classes did not suffice (Compressed class space): give the JVM more by SPLICEBEAM_JAVA_OPTS=-XX:MaxMetaspaceSize=512m",
        "Cannot reserve 32768 bytes of direct buffer memory (allocated: 1, limit: 2) | the memory for buffers did not suffice: give the JVM more by SPLICEBEAM_JAVA_OPTS=-XX:MaxDirectMemorySize=512m",
        "unable to create native thread: possibly out of memory | a thread could not be started (unable to create native thread: possibly out of memory): raise the limit of processes (ulimit -u) or of address space (ulimit -v), or choose a smaller --parallelism",
      })
  void anErrorOfMemoryIsToldByItsKind(String words, String sentence) {
    Throwable error = new IllegalStateException("the job failed", new OutOfMemoryError(words));

    assertThat(Shortage.in(error, "take less").map(Shortage::sentence), is(Optional.of(sentence)));
  }

  @Test
  void aStackAndOpenFilesAreLimitsToo() {
    assertThat(
        Shortage.in(new RuntimeException(new StackOverflowError())).map(Shortage::sentence),
        is(
            Optional.of(
                "the stack of a thread did not suffice: give threads a larger one by"
                    + " SPLICEBEAM_JAVA_OPTS=-Xss4m")));
    assertThat(
        Shortage.in(
                new RuntimeException("no job", new IOException("/a/b.jar (Too many open files)")))
            .map(Shortage::sentence),
        is(
            Optional.of(
                "too many files are open at a time (/a/b.jar (Too many open files)): raise the"
                    + " limit (ulimit -n), or choose a smaller --parallelism")));
  }

  @Test
  void aLibraryThatCannotBeUnpackedLacksAPlaceForIt() {
    String reason = "/nowhere/libzstd.so: No such file or directory";

    assertThat(
        Shortage.in(new ExceptionInInitializerError("Cannot unpack libzstd: " + reason))
            .map(Shortage::sentence),
        is(
            Optional.of(
                "a temporary file in %s cannot be written (No such file or directory): make it a folder to write to, or name another folder (TMPDIR=DIR)"
                    .formatted(System.getProperty("java.io.tmpdir")))));
  }

  @Test
  void anotherErrorIsNone() {
    assertThat(Shortage.in(new NoClassDefFoundError("a/B")), is(Optional.empty()));
    assertThat(Shortage.in(new IOException()), is(Optional.empty()));
  }
}
