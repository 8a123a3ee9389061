package org.splicebeam.pipeline.help;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.splicebeam.pipeline.Main;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

class OptionGroupsTest {
  private final CommandSpec build =
      Main.commandLine().getSubcommands().get("build").getCommandSpec();

  /** An option that is added without a group ends this test, and so the help. */
  @Test
  void everyOptionOfABuildIsInOneGroup() {
    Stream<OptionSpec> grouped = OptionGroups.of(build).values().stream().flatMap(List::stream);
    assertThat(
        grouped.map(OptionSpec::longestName).sorted().toList(),
        is(build.options().stream().map(OptionSpec::longestName).sorted().toList()));
  }

  @Test
  void anOptionWithoutAGroupIsNamed() {
    build.addOption(OptionSpec.builder("--loose").build());
    assertThat(
        assertThrows(IllegalStateException.class, () -> OptionGroups.of(build)).getMessage(),
        is("in no group: [--loose]; no options: []"));
    build.remove(build.findOption("--loose"));
    build.remove(build.findOption("--seed"));
    assertThat(
        assertThrows(IllegalStateException.class, () -> OptionGroups.of(build)).getMessage(),
        is("in no group: []; no options: [--seed]"));
  }
}
