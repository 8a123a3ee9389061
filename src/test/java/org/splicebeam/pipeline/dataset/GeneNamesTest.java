package org.splicebeam.pipeline.dataset;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.pipeline.Ran;
import org.splicebeam.pipeline.options.GeneList;

/** Ids of genes are data: they name no file and work in no spreadsheet. */
class GeneNamesTest {
  private static final List<String> IDS =
      List.of(
          "../../x",
          "/etc/passwd",
          "..",
          ".",
          "CON",
          "C:\\x",
          "~",
          "*",
          "dataset.json",
          ".splicebeam/plan",
          "x".repeat(300),
          "\u202eG\u00fc\uD83E\uDDEC\u0301",
          "%2e%2e%2f",
          "$(touch x)",
          "#G",
          "=1+1",
          "-2+3",
          "-2",
          "'=1",
          "@SUM(A1)",
          "a,b");

  @TempDir Path folder;

  @Test
  void noIdNamesAFileOrWorksInASpreadsheet() throws IOException {
    TinyInput input = TinyInput.in(folder.resolve("deep/down")); // what climbs out is seen
    StringBuilder gtf = new StringBuilder();
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < IDS.size(); i++) {
      gtf.append(TinyInput.gtf(IDS.get(i), 1001 + 2000 * i, "+"));
      rows.append(TinyInput.rows(IDS.get(i), "+"));
      rows.append(TinyInput.row(IDS.get(i), 5000, "0.1", "TN", "", "+"));
    }
    Files.writeString(input.gtf(), gtf);
    input.writeTable(TinyInput.COLUMNS, rows.toString());
    Set<String> before = names(folder);

    Ran ran = Ran.command(input.build(), "--maxRejectedFraction=1");
    assertThat(ran.err(), ran.exitCode(), is(0));

    Set<String> outside = names(folder);
    outside.removeIf(name -> Path.of(name).startsWith("deep/down/dataset"));
    assertThat(outside, is(before));
    assertThat(input.outputFiles(), is(TinyInput.FILES_WITH_REJECTS));
    assertThat(Ran.command("validate", input.output().toString()).exitCode(), is(0));
    List<String> found =
        new BuiltDataset(input.output())
            .rows().stream().map(row -> (String) row.get("gene_id")).distinct().toList();
    assertThat(found, is(IDS));

    Path manifest = input.output().resolve("gene_manifest.csv");
    try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(manifest)) {
      List<String> cells = reader.stream().map(line -> line.getField("gene_id")).toList();
      assertThat(
          cells.subList(cells.indexOf("#G") + 1, cells.size()),
          is(List.of("'=1+1", "'-2+3", "-2", "''=1", "'@SUM(A1)", "a,b")));
    }
    assertThat(List.copyOf(GeneList.read(manifest.toString(), null)), is(IDS));
  }

  /** Of files and folders. */
  private static Set<String> names(Path below) throws IOException {
    try (Stream<Path> all = Files.walk(below)) {
      return all.map(file -> below.relativize(file).toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
