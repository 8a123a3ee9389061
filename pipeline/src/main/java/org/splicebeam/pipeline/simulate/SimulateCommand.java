package org.splicebeam.pipeline.simulate;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.splicebeam.pipeline.options.BadOptionException;
import org.splicebeam.pipeline.options.TerminalOptions;
import org.splicebeam.pipeline.progress.Figures;
import org.splicebeam.pipeline.progress.Figures.Amount;
import org.splicebeam.pipeline.progress.Teller;
import org.splicebeam.pipeline.run.RunLog;
import org.splicebeam.transforms.progress.WorkDone;
import org.splicebeam.transforms.publish.OutputException;
import org.splicebeam.transforms.publish.ShellWord;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code splicebeam simulate}: writes a {@link Simulation} and says how to build from it. */
@Command(
    name = "simulate",
    description = "Writes a small made-up genome to build from.",
    customSynopsis = "splicebeam simulate --output=DIR [OPTION...]",
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class SimulateCommand implements Callable<Integer> {
  private static final int MOST_GENES = 20_000;
  private static final int MOST_ROWS_PER_GENE = 100_000;

  @Option(
      names = "--genes",
      paramLabel = "N",
      defaultValue = "24",
      description =
          "Genes, 1 to 20000; from 12 on every case occurs, and from 24 on there is one more, whose"
              + " scaffold the FASTA lacks (default: ${DEFAULT-VALUE}).")
  private int genes;

  @Option(
      names = "--rowsPerGene",
      paramLabel = "N",
      defaultValue = "200",
      description =
          "Rows of a gene, 1 to 100000, at most one a base, at least one a splice site"
              + " (default: ${DEFAULT-VALUE}).")
  private int rowsPerGene;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "42",
      description =
          "Another one gives another genome, 0 to 2147483647 (default: ${DEFAULT-VALUE}).")
  private int seed;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "The folder to write, which is new or empty.")
  private Path output;

  @Option(names = "--overwrite", description = "Replaces what an earlier simulation wrote there.")
  private boolean overwrite;

  @Mixin private TerminalOptions terminal = new TerminalOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    checkRange("--genes", genes, 1, MOST_GENES);
    checkRange("--rowsPerGene", rowsPerGene, 1, MOST_ROWS_PER_GENE);
    checkRange("--seed", seed, 0, Integer.MAX_VALUE);
    RunLog.silenceTerminal();
    try (Teller teller = terminal.begin(spec)) {
      checkOutput();
      teller.follow(this::progress, true);
      Simulation.Summary written = new Simulation(genes, rowsPerGene, seed).writeTo(output);
      teller.result("summary", lines(written), fields -> {});
    } catch (IOException e) {
      throw bad("--output=%s cannot be written (%s).", output, OutputException.reason(e));
    }
    return ExitCode.OK;
  }

  private Figures progress() {
    Amount made = new Amount("genes", WorkDone.GENES_MADE.sum(), 0, genes);
    return new Figures("writing", made, made, 0, 0);
  }

  private void checkRange(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw bad("%s=%s is out of range: give a number from %s to %s.", option, value, least, most);
    }
  }

  private void checkOutput() throws IOException {
    if (output == null) {
      throw bad("--output is missing: it names the folder to write.");
    }
    if (Files.exists(output) && !Files.isDirectory(output)) {
      throw bad("--output=%s is a file: name a folder.", output);
    }
    if (Files.isDirectory(output) && !overwrite) {
      try (Stream<Path> content = Files.list(output)) {
        if (content.findAny().isPresent()) {
          throw bad("--output=%s is not empty: name another folder, or add --overwrite.", output);
        }
      }
    }
    List<String> strangers = new SimulatedFiles(output).strangers();
    if (!strangers.isEmpty()) {
      throw bad(
          "--output=%s holds %s, which no simulation wrote by its list there: move %s, or name another folder.",
          output, BadOptionException.some(strangers), strangers.size() == 1 ? "it" : "them");
    }
  }

  private ParameterException bad(String sentence, Object... values) {
    return new ParameterException(spec.commandLine(), String.format(Locale.ROOT, sentence, values));
  }

  private List<String> lines(Simulation.Summary written) {
    return List.of(
        "%s genes on %s chromosomes (%s of them annotated), %s rows in %s analysis tables:"
            .formatted(
                written.genes(),
                written.chromosomes(),
                written.annotatedGenes(),
                written.rows(),
                written.tables()),
        "  " + Simulation.gtf(output),
        "  " + Simulation.spliceSites(output),
        "  " + Simulation.analysisFolder(output),
        "and the base model's scores at each base, as tracks and as arrays, with the genome:",
        "  " + Simulation.scoreFolder(output),
        "  " + Simulation.scoreArchive(output),
        "  " + Simulation.fasta(output),
        "Next: " + buildFromScores(),
        "  or: " + buildFromTables());
  }

  private String buildFromScores() {
    return build(
        "--scores=" + Simulation.scoreFolder(output),
        "--fasta=" + Simulation.fasta(output),
        "--gtf=" + Simulation.gtf(output));
  }

  private String buildFromTables() {
    return build(
        "--input=" + Simulation.analysisFolder(output),
        "--gtf=" + Simulation.gtf(output),
        "--spliceSites=" + Simulation.spliceSites(output));
  }

  private static String build(String... options) {
    String command = ShellWord.of(System.getProperty("splicebeam.command", "./splicebeam"));
    String words = Stream.of(options).map(ShellWord::of).collect(joining(" "));
    return command + " build " + words + " --output=dataset";
  }
}
