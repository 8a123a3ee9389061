package org.splicebeam.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.splicebeam.GeneratedFile;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class ManPageTest {
  private static final Path PAGE = Path.of("../..", "man", "man1", "splicebeam.1");

  /** The page cannot fall behind the commands. */
  @Test
  void thePageIsWhatTheCommandsSay() throws IOException {
    GeneratedFile.isCurrent("man/man1/splicebeam.1", ManPage.render(), ManPageTest.class);
  }

  /** As man itself lays it out, where there is a groff. */
  @Test
  void itIsShownWithoutAWarningAndHasEveryOption() throws Exception {
    assumeTrue(
        Stream.of("/usr/bin/groff", "/usr/local/bin/groff")
            .anyMatch(file -> Files.isExecutable(Path.of(file))),
        "groff is not installed");
    Process groff =
        new ProcessBuilder("groff", "-man", "-Tutf8", "-P-cbou", "-ww", "-rLL=78n", PAGE.toString())
            .redirectErrorStream(true)
            .start();
    groff.getOutputStream().close();
    String shown = new String(groff.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shown, groff.waitFor(), is(0));
    assertThat(
        shown.lines().filter(l -> l.length() > 80 || l.matches(".*: warning: .*")).toList(),
        is(List.of()));
    List<String> lacking =
        Main.commandLine().getSubcommands().values().stream()
            .map(CommandLine::getCommandSpec)
            .filter(command -> !command.name().equals("help"))
            .flatMap(command -> command.options().stream())
            .filter(option -> !option.usageHelp() && !option.versionHelp())
            .map(OptionSpec::longestName)
            .filter(name -> !Pattern.compile("(?m)^ +" + name + "\\b").matcher(shown).find())
            .toList();
    assertThat(lacking, is(List.of()));
  }
}
