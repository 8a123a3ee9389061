package org.splicebeam.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What is said; that it is said is shown by machines.py, from outside of the process. */
class InterruptionTest {
  @ParameterizedTest
  @CsvSource({
    "build --output=a, splicebeam build: interrupted (SIGTERM): nothing was written",
    "annotate, splicebeam annotate: interrupted (SIGTERM)",
    "validate a, splicebeam validate: interrupted (SIGTERM)",
    "'', splicebeam: interrupted (SIGTERM)"
  })
  void aCommandIsNamedAndWhatItLeaves(String words, String sentence) {
    CommandLine commands = Main.commandLine();

    assertThat(
        Interruption.sentence(
            commands.parseArgs(words.isEmpty() ? new String[0] : words.split(" ")), "SIGTERM"),
        is(sentence));
  }

  @Test
  void beforeTheCommandLineIsReadThereIsNoCommand() {
    assertThat(Interruption.sentence(null, "SIGHUP"), is("splicebeam: interrupted (SIGHUP)"));
  }
}
