package org.splicebeam.pipeline.options;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.arrayContaining;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.splicebeam.pipeline.Main;
import org.splicebeam.pipeline.Ran;
import org.splicebeam.pipeline.dataset.BuildCommand;
import org.splicebeam.transforms.finish.DatasetOptions;
import org.splicebeam.transforms.sampling.HandMadeRule;
import org.splicebeam.transforms.sampling.SamplingRule;

class OptionsFileTest {
  @TempDir Path folder;

  @Test
  void theCommandLineComesFirst() throws IOException {
    Path file =
        write(
            """
            \uFEFF# what we always use

            kmerSizes = 3,6
              --seed=7\r
            baseModel=a = b # not a comment
            keepSequence
            overwrite=false
            window=10
            parallelism=3
            """);

    assertThat(
        OptionsFile.expand(
            Main.commandLine(),
            new String[] {"build", "--window", "75", "--options=" + file, "--seed=1"}),
        arrayContaining(
            "build",
            "--window",
            "75",
            "--options=" + file,
            "--seed=1",
            "--kmerSizes=3,6",
            "--baseModel=a = b # not a comment",
            "--keepSequence=true",
            "--overwrite=false",
            "--parallelism=3"));
    assertThat(
        OptionsFile.expand(
            Main.commandLine(), new String[] {"build", "--options", file.toString()})[3],
        is("--kmerSizes=3,6"));
  }

  @Test
  void itsOptionsAreReadAsIfTyped() throws IOException {
    Path file = write("kmerSizes=2\nkeepSequence\nwindow=3\n");
    BuildCommand command =
        (BuildCommand)
            Main.parsed(
                "build", "--input=i", "--gtf=g", "--output=o", "--options=" + file, "--window=4");
    DatasetOptions read = command.options().settings("run", "{}").options();

    assertThat(read.parts().columns().kmerSizes(), is(List.of(2)));
    assertThat(read.parts().columns().keepSequence(), is(true));
    assertThat(read.sampling(), is(HandMadeRule.rule(SamplingRule.Scope.GENE).window(4).build()));
  }

  @Test
  void otherCommandsHaveNone() {
    String[] schema = {"schema", "--options=/nowhere"};

    assertThat(OptionsFile.expand(Main.commandLine(), schema), is(schema));
    assertThat(
        Ran.command(schema),
        is(
            Ran.refused(
                "schema", "unknown option '--options': it is an option of build and annotate")));
    assertThat(OptionsFile.expand(Main.commandLine(), new String[0]), is(new String[0]));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kmerSizes 3 | line 2: 'kmerSizes 3' is no option: write name=value",
        "=3 | line 2: '=3' is no option: write name=value",
        "-- | line 2: '--' is no option: write name=value",
        "runner=DirectRunner | line 2: --runner can only stand on the command line",
        "options=other | line 2: --options can only stand on the command line",
        "--seed=2 | line 2: --seed stands in the file twice"
      })
  void aBadLineIsNamed(String line, String fault) throws IOException {
    Path file = write("seed=1\n" + line + "\n");

    assertThat(
        Ran.command("build", "--options=" + file),
        is(Ran.refused("build", "--options " + file + ", " + fault)));
  }

  @Test
  void anUnknownNameInItIsAnUnknownOption() throws IOException {
    assertThat(
        Ran.command("build", "--options=" + write("windw=3\n")),
        is(Ran.refused("build", "unknown option '--windw'; did you mean --window?")));
  }

  @Test
  void aFileOfMoreThanAMegabyteIsRefused() throws IOException {
    Path large = Files.writeString(folder.resolve("large"), "#".repeat(1 << 20) + "\n");
    assertThat(
        Ran.command("build", "--options=" + large),
        is(
            Ran.refused(
                "build",
                "--options " + large + ": it cannot be read (it has more than 1048576 bytes)")));
  }

  @Test
  void aFileThatCannotBeReadIsNamed() throws IOException {
    Path latin =
        Files.write(folder.resolve("latin"), "baseModel=é".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(
        Ran.command("build", "--options=" + folder.resolve("none")),
        is(Ran.refused("build", "--options " + folder + "/none: there is no such file")));
    assertThat(
        Ran.command("build", "--options", folder.toString()),
        is(Ran.refused("build", "--options " + folder + ": it is a folder, not a file")));
    assertThat(
        Ran.command("build", "--options=" + latin),
        is(Ran.refused("build", "--options " + latin + ": it cannot be read (not UTF-8 text)")));
    assertThat(
        Ran.command("build", "--options"),
        is(Ran.refused("build", "--options has no value: write --options=FILE")));
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("options"), text);
  }
}
