package org.splicebeam.pipeline.validate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.splicebeam.pipeline.options.TerminalOptions;
import org.splicebeam.pipeline.progress.Figures;
import org.splicebeam.pipeline.progress.Figures.Amount;
import org.splicebeam.pipeline.progress.Teller;
import org.splicebeam.pipeline.run.DatasetCommand;
import org.splicebeam.pipeline.run.RebuildCommand;
import org.splicebeam.transforms.description.DatasetFiles;
import org.splicebeam.transforms.description.PlannedBuild;
import org.splicebeam.transforms.progress.WorkDone;
import org.splicebeam.transforms.publish.JsonText;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.validate.BrokenParts;
import org.splicebeam.transforms.validate.DatasetValidator;
import org.splicebeam.transforms.validate.Finding;
import org.splicebeam.transforms.validate.ValidationReport;
import org.splicebeam.transforms.verdict.VerdictException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code splicebeam validate}: checks a data set, tells what is wrong, and takes it out. */
@Command(
    name = "validate",
    description = "Checks a data set: its files, schemas, rows and figures.",
    customSynopsis = "splicebeam validate DIR [OPTION...]",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "Exit codes: 0 clean, 1 something is wrong, 2 there is no data set to check."})
public final class ValidateCommand extends DatasetCommand {
  private static final int WRONG = 1;
  private static final int MOST_FINDINGS = 20;
  private static final String COMMAND =
      "the command of the build (run.json has none that can be copied: give the same options and inputs)";
  private static final ObjectMapper JSON = new ObjectMapper();

  @Option(names = "--json", description = "Print one JSON object with all findings.")
  boolean json;

  @Option(
      names = "--fix",
      description =
          "Move what is broken to DIR/broken and print the command that builds exactly it again.")
  boolean fix;

  @Mixin private TerminalOptions terminal = new TerminalOptions();

  @Override
  protected int run(OutputFolder dataset) {
    try (Teller teller = terminal.begin(spec)) {
      teller.follow(ValidateCommand::progress, true);
      Optional<String> rebuild = new RebuildCommand(buildCommand()).ofRun(dataset);
      ValidationReport report = DatasetValidator.validate(dataset, rebuild);
      Map<String, String> moved = fix ? BrokenParts.move(dataset, report) : Map.of();
      String next = fix && !report.clean() ? next(dataset, report, rebuild) : "";
      teller.end();
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.print(JsonText.of(json(report, moved, next)));
        out.flush();
      } else {
        List<String> lines = lines(report, moved, next);
        Consumer<ObjectNode> fields = json -> json.setAll(json(report, moved, next));
        if (report.clean()) {
          teller.result("validation", lines, fields);
        } else {
          teller.fault("validation", lines, fields);
        }
      }
      return report.clean() ? ExitCode.OK : WRONG;
    } catch (VerdictException e) {
      return fail(e.verdict().sentence(), e.verdict().exitCode());
    } catch (IOException e) {
      return fail("%s cannot be checked: %s".formatted(folder, e.getMessage()), ExitCode.USAGE);
    }
  }

  private static Figures progress() {
    Amount parts = new Amount("", WorkDone.PARTS_CHECKED.sum(), 0, WorkDone.PARTS_TO_CHECK.sum());
    return new Figures(
        "checking",
        parts,
        new Amount("rows", WorkDone.ROWS_CHECKED.sum(), 0, 0),
        (int) parts.done(),
        (int) parts.total());
  }

  private CommandSpec buildCommand() {
    return spec.root().subcommands().get("build").getCommandSpec();
  }

  private List<String> lines(ValidationReport report, Map<String, String> moved, String next) {
    List<String> lines = new ArrayList<>();
    if (report.clean()) {
      lines.add(
          "%s: clean, %s rows in %s part%s, %s columns"
              .formatted(
                  folder,
                  report.rows(),
                  report.parts(),
                  report.parts() == 1 ? "" : "s",
                  report.columns()));
    }
    report.findings().stream().limit(MOST_FINDINGS).map(Finding::line).forEach(lines::add);
    if (report.findings().size() > MOST_FINDINGS) {
      lines.add("... and %s more".formatted(report.findings().size() - MOST_FINDINGS));
    }
    moved.forEach((from, to) -> lines.add("moved %s to %s".formatted(from, to)));
    if (!next.isEmpty()) {
      lines.add(next);
    }
    return lines;
  }

  private ObjectNode json(ValidationReport report, Map<String, String> moved, String next) {
    ObjectNode root = JSON.createObjectNode();
    root.put("clean", report.clean());
    root.put("rows", report.rows());
    root.put("parts", report.parts());
    root.put("columns", report.columns());
    ArrayNode findings = root.putArray("findings");
    report
        .findings()
        .forEach(
            finding ->
                findings.addObject().put("file", finding.file()).put("what", finding.what()));
    if (fix) {
      ArrayNode list = root.putArray("moved");
      moved.forEach((from, to) -> list.addObject().put("from", from).put("to", to));
      root.put("next", next);
    }
    return root;
  }

  /** What is to be done after a fix. */
  private static String next(
      OutputFolder dataset, ValidationReport report, Optional<String> command) {
    if (report.toRebuild().isEmpty()) {
      return "nothing is to be built again";
    }
    if (PlannedBuild.read(new DatasetFiles(dataset)).isEmpty()) {
      return "there is no plan of its build (an older splicebeam's has none): build all of it again"
          + " with "
          + command.map(c -> c + " --overwrite").orElse(COMMAND + " and --overwrite");
    }
    String what =
        report.brokenParts().isEmpty()
            ? "no part is broken; make " + String.join(", ", report.toRebuild())
            : "build the broken parts";
    return what + " again with " + command.orElse(COMMAND);
  }
}
