package org.splicebeam.pipeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.splicebeam.pipeline.help.OptionGroups;
import org.splicebeam.runners.flink.FlinkClusterOptions;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * docs/options.md: the options of every command as Markdown tables, by the descriptions that the
 * help prints. Headings, and what a description leaves out, are written here.
 */
final class OptionsPage {
  private static final String HEAD =
      """
      # The options

      Every option of every command. `./splicebeam COMMAND --help` prints them, too. A value follows its option after `=` or as the next word. An option without a
      default is off unless it is given.
      """;

  private static final String RUNNERS =
      """

      ## Options of the runner

      `build` and `annotate` hand every option that is none of their own to the runner. [runners.md](runners.md) tells of them; these are the usual ones:

      | option | default | meaning |
      |---|---|---|
      | `--runner=NAME` | FlinkRunner | Where the pipeline runs. It stands on the command line, not in an `--options` file. |
      | `--parallelism=N` | the cores | Workers. By default fewer where memory would not do, or for little input. |
      | `--flinkMaster=HOST:PORT` |  | A Flink cluster instead of the one inside of the process. |
      """;

  /** What is needed in one way to build, and not in the other. */
  private static final Map<String, String> IN_ONE_WAY =
      Map.of(
          "--scores", "this or `--input`",
          "--fasta", "needed with `--scores`",
          "--input", "this or `--scores`");

  /** What is said of an option of a build beside its description. */
  private static final Map<String, String> MORE =
      Map.ofEntries(
          Map.entry(
              "--output",
              "A folder that holds a data set is refused unless `--overwrite` is given."),
          Map.entry(
              "--input",
              "[format.md](format.md) tells how several are named, and what hidden names are."),
          Map.entry("--scores", "[scores.md](scores.md) tells how to get them."),
          Map.entry("--overwrite", "It replaces another unfinished build, too."),
          Map.entry(
              "--annotationCache",
              "What it holds is used where it was made of the same file contents with the same settings."),
          Map.entry("--genesFile", "It alone means `--genePolicy=custom`."),
          Map.entry("--negatives", "[sampling.md](sampling.md) tells when which."),
          Map.entry("--splits", "[splits.md](splits.md) tells when which."),
          Map.entry("--nearRatio", "A TN is near where the threshold does not keep it."),
          Map.entry("--easyRatio", "A TN is easy where it is neither hard nor near."),
          Map.entry("--dropRepeatKmers", "`AAAAAA` and `ACACAC` are such."),
          Map.entry("--keepSequence", "Its name is `sequence`."),
          Map.entry(
              "--transcriptJoin",
              "The gene's transcript is the MANE Select one, else Ensembl's canonical one, else the"
                  + " longest. Only true sites have a transcript of their own."),
          Map.entry("--stripIdVersions", "`ENSG00000236540.7_8` becomes `ENSG00000236540`."),
          Map.entry("--maxRejectedFraction", "With more the build ends with exit code 3."),
          Map.entry(
              "--siteAgreement",
              "It asks for 50 rows in all, and 20 of a type on a strand. Agreement below 0.9, and rows beside their sites, are told after the build."),
          Map.entry("--onBadFile", "`dataset.json` names what was left out."),
          Map.entry(
              "--leakageLimit",
              "The build ends after its parts, with exit code 1; [statistics.md](statistics.md) tells what is judged, and how."),
          Map.entry(
              "--allowLeak",
              "With it the command that ended goes on without building a part again."));

  /** Where a description ends by telling the default. */
  private static final Pattern DEFAULT = Pattern.compile("(.*?) ?\\((?:default: )?([^()]*)\\)\\.");

  private OptionsPage() {}

  static String render() {
    StringBuilder page = new StringBuilder(HEAD);
    Main.commandLine()
        .getSubcommands()
        .forEach(
            (name, command) -> {
              if (!name.equals("help")) {
                describe(command, page);
              }
            });
    page.append(RUNNERS);
    clusterOptions(page);
    return page.toString();
  }

  private static void describe(CommandLine command, StringBuilder page) {
    CommandSpec spec = command.getCommandSpec();
    page.append("\n## ").append(spec.name()).append("\n\n");
    page.append(String.join(" ", spec.usageMessage().description())).append('\n');
    page.append(footer(spec.usageMessage().footer()));
    if (spec.name().equals("build")) {
      OptionGroups.of(spec)
          .forEach(
              (title, options) -> {
                page.append("\n### ").append(title).append('\n');
                table(withoutHelp(options), MORE, page);
              });
      return;
    }
    List<ArgSpec> all = new ArrayList<>(spec.positionalParameters());
    all.addAll(withoutHelp(spec.options()));
    if (!all.isEmpty()) {
      table(all, Map.of(), page);
    }
  }

  /** Its paragraphs; what is set in are commands. */
  private static String footer(String[] lines) {
    StringBuilder text = new StringBuilder();
    for (String paragraph : String.join("\n", lines).split("\n\n")) {
      if (paragraph.startsWith("  ")) {
        text.append("\n```sh\n").append(paragraph.stripIndent()).append("\n```\n");
      } else if (!paragraph.isBlank()) {
        text.append('\n').append(paragraph.strip().replace('\n', ' ')).append('\n');
      }
    }
    return text.toString();
  }

  private static List<OptionSpec> withoutHelp(List<OptionSpec> options) {
    return options.stream().filter(o -> !o.usageHelp() && !o.versionHelp()).toList();
  }

  private static void table(
      List<? extends ArgSpec> arguments, Map<String, String> more, StringBuilder page) {
    page.append("\n| option | default | meaning |\n|---|---|---|\n");
    for (ArgSpec argument : arguments) {
      String meaning = String.join(" ", argument.description());
      String standard = argument.defaultValue();
      Matcher told = DEFAULT.matcher(meaning);
      if (told.matches()) {
        meaning = told.group(1) + ".";
        standard = told.group(2);
      } else {
        meaning = meaning.replace(" (" + standard + ")", "");
      }
      String name = name(argument);
      String further = more.get(name.replaceFirst("=.*", ""));
      row(
          name,
          need(argument).orElse(standard),
          meaning + (further == null ? "" : " " + further),
          page);
    }
  }

  /** By picocli, or where the command looks for it itself, by what its help begins with. */
  private static Optional<String> need(ArgSpec argument) {
    String synopsis = String.join(" ", argument.command().usageMessage().customSynopsis());
    String[] ways = synopsis.split(" or: ");
    long needed = Arrays.stream(ways).filter(way -> way.contains(name(argument))).count();
    if (argument.required() || needed == ways.length) {
      return Optional.of("needed");
    }
    return Optional.ofNullable(IN_ONE_WAY.get(name(argument).replaceFirst("=.*", "")));
  }

  private static String name(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option)) {
      return argument.paramLabel();
    }
    boolean flag = option.type() == boolean.class;
    return option.longestName() + (flag ? "" : "=" + option.paramLabel());
  }

  private static void row(String name, String standard, String meaning, StringBuilder page) {
    page.append("| `%s` | %s | %s |\n".formatted(name, standard == null ? "" : standard, meaning));
  }

  /** Beam's options are methods; these two are ours. */
  private static void clusterOptions(StringBuilder page) {
    Arrays.stream(FlinkClusterOptions.class.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Description.class))
        .sorted((a, b) -> a.getName().compareTo(b.getName()))
        .forEach(
            method -> {
              String name = method.getName().substring("get".length());
              if (method.getAnnotation(Default.Boolean.class).value()) {
                throw new AssertionError("a flag that is on by default: " + name);
              }
              row(
                  "--" + Character.toLowerCase(name.charAt(0)) + name.substring(1),
                  null,
                  method.getAnnotation(Description.class).value(),
                  page);
            });
  }
}
