package org.splicebeam.transforms.report;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The section on what the data set was made from, and how. */
final class RunSection {
  private static final int MOST_FILES = 50;
  private static final int MOST_TEXT = 120;
  private static final int MOST_COMMAND = 8000;
  private static final Map<String, String> FACTS = new LinkedHashMap<>();
  private static final Map<String, String> SIZES = new LinkedHashMap<>();

  static {
    FACTS.put("started", "began");
    FACTS.put("finished", "ended");
    FACTS.put("runner", "runner");
    FACTS.put("parallelism", "workers");
    FACTS.put("memoryBudgetMb", "memory given to it, in MB");
    FACTS.put("splicebeam", "splicebeam");
    FACTS.put("beam", "Apache Beam");
    FACTS.put("java", "Java");
    SIZES.put("workerHeapBytes", "most heap of a worker");
    SIZES.put("workerPeakMemoryBytes", "most memory that a worker took");
  }

  private final Told dataset;
  private final Told run;

  RunSection(Told dataset, Told run) {
    this.dataset = dataset;
    this.run = run;
  }

  Section section() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        Block.prose(
            "What follows makes the data set again: the same inputs and options give the same bytes, on any machine."));
    if (run.at("command").isThere()) {
      String command = run.at("command").text();
      blocks.add(new Block.Code(PageText.of(command, MOST_COMMAND)));
      if (command.length() > MOST_COMMAND) {
        blocks.add(Block.prose("The middle of the command is left out; run.json has all of it."));
      }
    }
    blocks.add(inputs());
    blocks.add(new Block.Folded("Options that shape the data", List.of(options())));
    blocks.add(
        run.isThere()
            ? facts()
            : Block.prose("Of the run itself nothing is known: there is no run.json."));
    return new Section("run", "Run", "How it was made", blocks);
  }

  private Block.Table inputs() {
    Told inputs = dataset.at("inputs");
    List<List<List<Piece>>> lines = new ArrayList<>();
    add(lines, "scores", inputs.at("scores", "files").items());
    add(lines, "table", inputs.at("analysis").items());
    for (String one : List.of("fasta", "annotation", "spliceSites")) {
      if (inputs.at(one).isThere()) {
        add(lines, one.equals("spliceSites") ? "splice sites" : one, List.of(inputs.at(one)));
      }
    }
    return new Block.Table(
        "Input files",
        List.of(
            new Block.Table.Head("what", false),
            new Block.Table.Head("file", false),
            new Block.Table.Head("size", true)),
        lines);
  }

  private static void add(List<List<List<Piece>>> lines, String what, List<Told> files) {
    for (Told file : files.subList(0, Math.min(MOST_FILES, files.size()))) {
      lines.add(
          List.of(
              List.of(new Piece.Words(what)),
              List.of(Piece.quoted(file.at("path").text())),
              List.of(Figure.bytes(file.at("bytes")))));
    }
    if (files.size() > MOST_FILES) {
      lines.add(
          List.of(
              List.of(new Piece.Words(what)),
              List.of(
                  new Piece.Words(
                      "%s more, listed in dataset.json".formatted(files.size() - MOST_FILES))),
              List.of()));
    }
  }

  private Block.Table options() {
    List<List<List<Piece>>> lines = new ArrayList<>();
    dataset
        .at("options")
        .fields()
        .forEach(
            (name, value) ->
                lines.add(
                    List.of(
                        List.of(Piece.quoted(name)),
                        List.of(
                            value.text().isEmpty()
                                ? new Piece.Words("–")
                                : new Piece.Quoted(PageText.of(value.text(), MOST_TEXT))))));
    return new Block.Table(
        "Options",
        List.of(new Block.Table.Head("option", false), new Block.Table.Head("value", false)),
        lines);
  }

  private Block.Table facts() {
    List<List<List<Piece>>> lines = new ArrayList<>();
    FACTS.forEach(
        (key, words) -> {
          if (run.at(key).isThere()) {
            lines.add(List.of(List.of(new Piece.Words(words)), List.of(value(run.at(key)))));
          }
        });
    duration()
        .ifPresent(
            took ->
                lines.add(
                    2, List.of(List.of(new Piece.Words("took")), List.of(new Piece.Words(took)))));
    SIZES.forEach(
        (key, words) -> {
          if (run.at(key).isThere()) {
            lines.add(List.of(List.of(new Piece.Words(words)), List.of(Figure.bytes(run.at(key)))));
          }
        });
    lines.add(
        List.of(
            List.of(new Piece.Words("fingerprint of the schema")),
            List.of(Piece.quoted(dataset.at("schemaFingerprint").text()))));
    lines.add(
        List.of(
            List.of(new Piece.Words("version of the data's format")),
            List.of(Piece.quoted(dataset.at("dataVersion").text()))));
    return new Block.Table(
        "The run",
        List.of(new Block.Table.Head("what", false), new Block.Table.Head("value", false)),
        lines);
  }

  private static Piece value(Told fact) {
    return fact.node().isIntegralNumber() ? Figure.of(fact) : Piece.quoted(fact.text());
  }

  private Optional<String> duration() {
    if (!run.at("started").isThere() || !run.at("finished").isThere()) {
      return Optional.empty();
    }
    try {
      long seconds =
          Duration.between(
                  Instant.parse(run.at("started").text()), Instant.parse(run.at("finished").text()))
              .toSeconds();
      return Optional.of(
          seconds < 60
              ? seconds + " s"
              : seconds < 3600
                  ? "%s min %s s".formatted(seconds / 60, seconds % 60)
                  : "%s h %s min".formatted(seconds / 3600, seconds % 3600 / 60));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
