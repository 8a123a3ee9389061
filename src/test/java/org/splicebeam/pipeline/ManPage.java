package org.splicebeam.pipeline;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.splicebeam.pipeline.help.OptionGroups;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * man/man1/splicebeam.1: the page that {@code man} shows, of what the help of the commands says. It
 * is in roff with the macros of man(7), which every system has.
 */
final class ManPage {
  private static final String ENVIRONMENT =
      """
      .SH ENVIRONMENT
      .TP
      .B SPLICEBEAM_JAVA
      The java to run with; else the one of JAVA_HOME, else the one in PATH, else one that is
      installed. It is of version 17 to 25.
      .TP
      .B SPLICEBEAM_JAVA_OPTS
      Further options of the JVM, such as \\-Xmx4g; they count more than those that splicebeam
      chooses.
      .TP
      .B TMPDIR
      The folder for temporary files.
      .SH SEE ALSO
      docs/ beside the command: options.md, scores.md, splits.md, sampling.md, columns.md,
      format.md, runners.md, training.md.
      """;

  private final StringBuilder page = new StringBuilder();

  private ManPage() {}

  static String render() {
    return new ManPage().all();
  }

  private String all() {
    CommandLine commands = Main.commandLine();
    page.append(".\\\" Written from the commands' help by ManPageTest.\n");
    page.append(".TH SPLICEBEAM 1 \"\" splicebeam\n.nh\n.ad l\n.SH NAME\n");
    page.append("splicebeam \\- builds the training set of a splice\\-site meta\\-model\n");
    page.append(".SH SYNOPSIS\n.B splicebeam\n.I COMMAND\n[\\fIOPTION\\fR...]\n");
    page.append(".SH DESCRIPTION\n");
    text(
        "Builds Parquet files with one row a position, its label, a base model's scores and"
            + " features. A value follows its option after = or as the next word. In parentheses"
            + " stands what holds where an option is not given.");
    page.append(".PP\nsplicebeam without a command shows what to begin with.\n");
    commands.getSubcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(command -> !command.name().equals("help"))
        .forEach(this::describe);
    page.append(".SH \"SPLICEBEAM HELP\"\n");
    text("splicebeam help COMMAND, or splicebeam COMMAND --help, tells of one command.");
    return page.append(ENVIRONMENT).toString();
  }

  private void describe(CommandSpec command) {
    page.append(".SH \"SPLICEBEAM ").append(command.name().toUpperCase(Locale.ROOT));
    page.append("\"\n");
    text(String.join(" ", command.usageMessage().description()));
    String[] synopsis = command.usageMessage().customSynopsis();
    if (synopsis.length > 0) {
      code(Stream.of(synopsis).map(ManPage::ofSynopsis).toList());
    }
    command.positionalParameters().forEach(this::argument);
    if (command.name().equals("build")) {
      OptionGroups.of(command)
          .forEach(
              (title, options) -> {
                page.append(".SS ").append(title).append('\n');
                withoutHelp(options).forEach(this::argument);
              });
    } else {
      withoutHelp(command.options()).forEach(this::argument);
    }
    footer(command.usageMessage().footer());
  }

  private static List<OptionSpec> withoutHelp(List<OptionSpec> options) {
    return options.stream().filter(o -> !o.usageHelp() && !o.versionHelp()).toList();
  }

  private void argument(ArgSpec argument) {
    page.append(".TP\n.B ");
    if (argument instanceof OptionSpec option) {
      page.append(escaped(String.join(", ", option.names())));
      if (option.arity().max() > 0) {
        page.append("=\\fI").append(escaped(option.paramLabel())).append("\\fR");
      }
    } else {
      page.append(escaped(argument.paramLabel()));
    }
    page.append('\n');
    text(String.join(" ", argument.description()));
  }

  private void footer(String[] lines) {
    for (String paragraph : String.join("\n", lines).split("\n\n")) {
      if (paragraph.startsWith("  ")) {
        code(paragraph.stripIndent().lines().toList());
      } else if (!paragraph.isBlank()) {
        page.append(".PP\n");
        text(paragraph.strip().replace('\n', ' '));
      }
    }
  }

  /** What goes on from the line before is set in. */
  private static String ofSynopsis(String line) {
    return line.strip().startsWith("--") ? "  " + line.strip() : line.strip();
  }

  private void code(List<String> lines) {
    page.append(".PP\n.nf\n");
    lines.forEach(this::line);
    page.append(".fi\n");
  }

  /** One sentence a line, as roff wants it. */
  private void text(String text) {
    List.of(text.split("(?<=[.:;]) ")).forEach(this::line);
  }

  private void line(String text) {
    String escaped = escaped(text);
    page.append(escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" : "");
    page.append(escaped).append('\n');
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\e").replace("-", "\\-");
  }
}
