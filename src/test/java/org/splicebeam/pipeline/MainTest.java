package org.splicebeam.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void withoutACommandTheHelpIsPrinted() {
    assertThat(run(), is(0));
    assertThat(out.toString(), startsWith("Usage: splicebeam"));
    assertThat(out.toString(), containsString("simulate"));
    assertThat(err.toString(), is(""));
  }

  @Test
  void anUnknownCommandIsNamedAndTheHelpFollows() {
    assertThat(run("simulat"), is(2));
    assertThat(
        err.toString(),
        startsWith("splicebeam: unknown command 'simulat'; did you mean simulate?"));
    assertThat(err.toString(), containsString("Usage: splicebeam"));
    assertThat(out.toString(), is(""));
  }

  @Test
  void anUnknownOptionIsNoCommand() {
    assertThat(run("--verbos"), is(2));
    assertThat(err.toString(), startsWith("splicebeam: unknown option '--verbos'"));
    assertThat(err.toString().lines().count(), is(2L));
  }

  @Test
  void theVersionIsTold() {
    assertThat(run("--version"), is(0));
    assertThat(out.toString(), startsWith("splicebeam "));
  }

  private int run(String... arguments) {
    CommandLine commandLine = Main.commandLine();
    commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return commandLine.execute(arguments);
  }
}
