package org.splicebeam.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MainTest {
  private static final String FIRST_TOUCH =
      """
      splicebeam builds the training set of a splice-site meta-model: Parquet files,
      one row a position, with its label, a base model's scores, and features.

      1. Make up a genome, and build a data set from a base model's scores of it:
           ./splicebeam simulate --genes=48 --output=genome
           ./splicebeam build --scores=genome/scores --fasta=genome/genome.fa \\
             --gtf=genome/annotation.gtf --splits=gene --output=dataset

      2. Build one from tables of predictions that another program has labelled:
           ./splicebeam build --input=genome/analysis --gtf=genome/annotation.gtf \\
             --spliceSites=genome/splice_sites.tsv --output=dataset_of_tables

      3. Check a data set; then open dataset/report.html to see what is in it:
           ./splicebeam validate dataset

      Your own files take the place of those of genome.

      All options of a build:   ./splicebeam help build
      All commands:             ./splicebeam --help
      How to train:             docs/training.md
      """;

  private static final String VERSION =
      "splicebeam (not packaged), Apache Beam 2.62.0, Java %s\n"
          .formatted(System.getProperty("java.version"));

  @AfterEach
  void forgetTheCommand() {
    System.clearProperty("splicebeam.command");
  }

  @Test
  void withoutACommandThereIsWhatPeopleDo() {
    assertThat(Ran.command(), is(new Ran(0, FIRST_TOUCH, "")));
    assertThat(FIRST_TOUCH.lines().filter(line -> line.length() > 80).toList(), is(List.of()));
    assertThat(FIRST_TOUCH.lines().count(), lessThan(24L));
  }

  @Test
  void itsCommandsCallTheLauncherAsItWasCalled() {
    System.setProperty("splicebeam.command", "/opt/my tools/splicebeam");
    assertThat(
        Ran.command(),
        is(new Ran(0, FIRST_TOUCH.replace("./splicebeam", "'/opt/my tools/splicebeam'"), "")));
  }

  @Test
  void theHelpHasEveryCommand() {
    String help =
        """
        Usage: splicebeam [-hV] COMMAND
        Builds the training set of a splice-site meta-model.
          -h, --help      Show this help message and exit.
          -V, --version   Print version information and exit.
        Commands:
          build       Builds a data set from a base model's scores and a genome, or
                        from analysis tables, and an annotation.
          annotate    Computes the gene models of an annotation and keeps them for
                        later builds.
          schema      Prints the columns of a data set: name, type, unit, role, meaning.
          simulate    Writes a small made-up genome to build from.
          validate    Checks a data set: its files, schemas, rows and figures.
          report      Makes the page on a data set, report.html, again. A build makes
                        it, too; the page tells what the data set is, what to mind
                        before training on it, and how it was made.
          completion  Prints a script by which bash and zsh complete commands, options
                        and files.
          version     Prints the version, as --version does.
          help        Shows all commands, or the options of one.

        splicebeam help COMMAND tells of a command, splicebeam alone what to begin with.
        """;
    assertThat(Ran.command("--help"), is(new Ran(0, help, "")));
    assertThat(Ran.command("help"), is(new Ran(0, help, "")));
  }

  @Test
  void noHelpIsWiderThanATerminal() {
    List<String> wide = new ArrayList<>();
    for (String command : Main.commandLine().getSubcommands().keySet()) {
      Ran help = Ran.command("help", command);
      assertThat(help, is(Ran.command(command, "--help")));
      assertThat(help.exitCode(), is(0));
      help.out().lines().filter(line -> line.length() > 80).forEach(wide::add);
    }
    assertThat(wide, is(List.of()));
  }

  @Test
  void anUnknownOptionIsNoCommand() {
    assertThat(
        Ran.command("--verbos"),
        is(new Ran(2, "", "splicebeam: unknown option '--verbos'\nHelp: splicebeam --help\n")));
  }

  @Test
  void theVersionIsTold() {
    Ran option = Ran.command("--version");
    assertThat(option, is(new Ran(0, VERSION, "")));
    assertThat(Ran.command("version"), is(option));
  }
}
