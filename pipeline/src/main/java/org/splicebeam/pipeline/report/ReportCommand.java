package org.splicebeam.pipeline.report;

import java.io.IOException;
import java.util.List;
import org.splicebeam.pipeline.options.TerminalOptions;
import org.splicebeam.pipeline.progress.Teller;
import org.splicebeam.pipeline.run.DatasetCommand;
import org.splicebeam.transforms.description.DatasetFiles;
import org.splicebeam.transforms.description.DatasetFiles.Kind;
import org.splicebeam.transforms.description.ReportSource;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.publish.Publish;
import org.splicebeam.transforms.report.ReportFiles.DamagedException;
import org.splicebeam.transforms.report.ReportPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code splicebeam report}: makes the page on a data set again from the files in its folder. */
@Command(
    name = "report",
    description =
        "Makes the page on a data set, report.html, again. A build makes it, too; the page tells what the data set is, what to mind before training on it, and how it was made.",
    customSynopsis = "splicebeam report DIR [OPTION...]",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 done, 2 there is no data set, or a file of it is damaged, or the page cannot be written."
    })
public final class ReportCommand extends DatasetCommand {
  @Mixin private TerminalOptions terminal = new TerminalOptions();

  @Override
  protected int run(OutputFolder dataset) {
    try (Teller teller = terminal.begin(spec)) {
      if (new DatasetFiles(dataset).kind("dataset.json") == Kind.NOTHING) {
        return fail("%s holds no finished data set: there is no dataset.json".formatted(folder));
      }
      String page = ReportPage.of(ReportSource.read(dataset));
      if (!ReportSource.mayWrite(dataset)) {
        return fail(
            "%s holds a %s that splicebeam did not make: move it"
                .formatted(folder, ReportPage.NAME));
      }
      Publish.text(dataset, ReportPage.NAME, page);
      String path = dataset.pathOf(ReportPage.NAME);
      teller.result("report", List.of("wrote " + path), json -> json.put("page", path));
    } catch (DamagedException e) {
      return fail(
          "of %s no report can be made: %s: %s (splicebeam validate tells more)"
              .formatted(folder, e.file(), e.getMessage()));
    } catch (IOException e) {
      return fail(
          "%s of %s cannot be written: %s".formatted(ReportPage.NAME, folder, e.getMessage()));
    }
    return ExitCode.OK;
  }

  private int fail(String sentence) {
    return fail(sentence, ExitCode.USAGE);
  }
}
