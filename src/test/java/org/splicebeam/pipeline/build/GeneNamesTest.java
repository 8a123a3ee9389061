package org.splicebeam.pipeline.build;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.pipeline.Ran;

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

  /** A build of so many genes, its folder two levels down, so that what climbs out is seen. */
  private TinyInput input(String name, List<String> ids) throws IOException {
    TinyInput input = TinyInput.in(folder.resolve(name + "/deep"));
    StringBuilder gtf = new StringBuilder();
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < ids.size(); i++) {
      gtf.append(TinyInput.gtf(ids.get(i), 1001 + 2000 * i, "+"));
      rows.append(TinyInput.rows(ids.get(i), "+"));
      rows.append(TinyInput.row(ids.get(i), 5000, "0.1", "TN", "", "+"));
    }
    Files.writeString(input.gtf(), gtf);
    input.writeTable(TinyInput.COLUMNS, rows.toString());
    return input;
  }

  private static Set<String> names(Path below) throws IOException {
    try (Stream<Path> all = Files.walk(below)) {
      return all.map(file -> below.relativize(file).toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static Ran build(TinyInput input, String... more) {
    Ran ran = Ran.command(input.build(), more);
    assertThat(ran.err(), ran.exitCode(), is(0));
    return ran;
  }

  @Test
  void noIdBecomesAFileName() throws IOException {
    List<String> plain = IntStream.range(0, IDS.size()).mapToObj(i -> "G" + i).toList();
    TinyInput expected = input("plain", plain);
    TinyInput hostile = input("hostile", IDS);
    String[] options = {"--partRows=9", "--maxRejectedFraction=1", "--downsample=none"};
    build(expected, options);
    Set<String> before = names(folder);
    build(hostile, options);
    Set<String> made = names(folder);
    made.removeAll(before);
    Path output = folder.relativize(hostile.output());
    Set<String> allowed =
        names(expected.output()).stream()
            .map(name -> output.resolve(name).toString())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(made, is(allowed));

    assertThat(Ran.command("validate", hostile.output().toString()).exitCode(), is(0));
    List<String> found =
        new BuiltDataset(hostile.output())
            .rows().stream().map(row -> (String) row.get("gene_id")).distinct().toList();
    assertThat(found, is(IDS));
  }

  @Test
  void aManifestOfAnyIdsIsAListOfThem() throws IOException {
    TinyInput input = input("first", IDS);
    build(input, "--maxRejectedFraction=1");
    Path manifest = input.output().resolve("gene_manifest.csv");
    try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(manifest)) {
      List<String> cells = reader.stream().map(line -> line.getField("gene_id")).toList();
      assertThat(
          cells.subList(cells.indexOf("#G") + 1, cells.size()),
          is(List.of("'=1+1", "'-2+3", "-2", "''=1", "'@SUM(A1)", "a,b")));
    }
    assertThat(GeneList.read(manifest.toString(), null), containsInAnyOrder(IDS.toArray()));
  }
}
