package org.splicebeam.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class UnexpectedErrorsTest {
  static Stream<Arguments> errors() {
    return Stream.of(
        Arguments.of(
            new NoClassDefFoundError("a/B"),
            "an error that should not be (java.lang.NoClassDefFoundError: a/B%s): please report it"),
        Arguments.of(
            new ExceptionInInitializerError("one\n\tat two"),
            "an error that should not be (java.lang.ExceptionInInitializerError: one%s): please"
                + " report it"),
        Arguments.of(
            new UnsatisfiedLinkError("no zstd"),
            "an error that should not be (java.lang.UnsatisfiedLinkError: no zstd%s): please report"
                + " it"),
        Arguments.of(
            new OutOfMemoryError("Java heap space"),
            "the memory did not suffice (Java heap space): give the JVM more by"
                + " SPLICEBEAM_JAVA_OPTS=-Xmx4g"));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void anErrorIsOneSentenceOfItsCommand(Throwable error, String sentence) {
    StringWriter err = new StringWriter();
    CommandLine commands = Main.commandLine().setErr(new PrintWriter(err, true));
    commands.parseArgs("validate", "a");

    assertThat(new UnexpectedErrors(commands).tell(error), is(1));

    String place = ", at " + error.getStackTrace()[0];
    assertThat(
        err.toString(),
        is("splicebeam validate: " + sentence.replace("%s", place) + System.lineSeparator()));
  }
}
