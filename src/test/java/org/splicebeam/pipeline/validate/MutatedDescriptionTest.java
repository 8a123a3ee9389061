package org.splicebeam.pipeline.validate;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.pipeline.Ran;
import org.splicebeam.transforms.description.DatasetDescription;
import org.splicebeam.transforms.description.StrictJson;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.validate.DatasetValidator;
import org.splicebeam.transforms.validate.SmallDataset;
import org.splicebeam.transforms.verdict.VerdictException;

/**
 * Every value of dataset.json is changed, its digest made anew, and validate has to see it. Those
 * that it cannot see stand here, with what would have to be in the folder for it.
 */
class MutatedDescriptionTest {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Another value that the option may have. */
  private static final Map<String, String> OTHER_WORDS =
      Map.of(
          "gene", "dataset",
          "rules", "strata",
          "strata", "rules",
          "representative", "row",
          "genomic", "transcript",
          "all", "custom",
          "fail", "skip",
          "zstd", "none",
          "on", "off");

  /** Tables and annotations are not in the folder, only their figures. */
  private static final TreeSet<String> OF_INPUTS =
      new TreeSet<>(
          List.of(
              "agreement.exact", // the places of splice sites
              "annotatedGenes.rows", // duplicates by gene
              "duplicatesOfOtherType", // rows that were dropped
              "inputs.annotation.exons", // lines of the annotation
              "inputs.annotation.firstUnreadable.found",
              "inputs.annotation.firstUnreadable.line",
              "inputs.annotation.firstUnused.found",
              "inputs.annotation.unreadableValues",
              "inputs.firstHiddenTable", // names in the tables' folder
              "inputs.hiddenTables",
              "inputs.unknownColumns[0].name")); // headers of the tables

  /** What only the plan tells besides. */
  private static final List<String> OF_PLAN =
      List.of(
          "inputs.analysis[0].bytes",
          "inputs.analysis[0].contentHash",
          "inputs.analysis[0].path",
          "inputs.annotation.bytes",
          "inputs.annotation.contentHash",
          "inputs.annotation.path",
          "inputs.spliceSites.bytes",
          "inputs.spliceSites.contentHash",
          "inputs.spliceSites.path",
          "options.dropRepeatKmers", // no k-mer of 6 letters
          "options.onBadFile",
          "options.partRows",
          "options.positionIdMode", // no rows of two transcripts
          "options.seed", // rows that were not drawn
          "options.stripIdVersions"); // no id with a version

  /** Of scores there is no more than of an annotation. */
  private static final TreeSet<String> OF_SCORES =
      new TreeSet<>(
          List.of("annotationGenes.ofOneType", "inputs.annotation.exons", "offsets.checkedSites"));

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("dataset.json");
  }

  /** All values that are no list and no object, by their paths. */
  private static void collect(String path, JsonNode node, Map<String, JsonNode> leaves) {
    if (node.isObject()) {
      node.fields()
          .forEachRemaining(
              field ->
                  collect(
                      path + (path.isEmpty() ? "" : ".") + field.getKey(),
                      field.getValue(),
                      leaves));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        collect(path + "[" + i + "]", node.get(i), leaves);
      }
    } else {
      leaves.put(path, node);
    }
  }

  /** Other values in the place of one; a null stands for none. */
  private static List<JsonNode> mutations(JsonNode leaf) {
    List<JsonNode> others = new ArrayList<>();
    if (leaf.isDouble()) {
      others.add(NODES.numberNode(leaf.asDouble() + 1));
      others.add(NODES.textNode(leaf.asText()));
    } else if (leaf.isNumber()) {
      others.add(NODES.numberNode(leaf.asLong() + 1));
      others.add(NODES.numberNode(leaf.asDouble()));
      others.add(NODES.textNode(leaf.asText()));
    } else if (leaf.isBoolean()) {
      others.add(NODES.booleanNode(!leaf.asBoolean()));
      others.add(NODES.numberNode(1));
    } else {
      String text = leaf.asText();
      others.add(
          NODES.textNode(
              OTHER_WORDS.getOrDefault(
                  text,
                  text.matches("[0-9a-f]{16,}")
                      ? text.replaceAll(".$", text.endsWith("0") ? "1" : "0")
                      : text + "x")));
      others.add(NODES.numberNode(1));
    }
    others.add(NullNode.instance);
    others.add(null);
    return others;
  }

  private static JsonNode with(JsonNode whole, String path, JsonNode value) {
    JsonNode changed = whole.deepCopy();
    List<String> steps = new ArrayList<>(List.of(path.replace("[", ".[").split("\\.")));
    String last = steps.remove(steps.size() - 1);
    JsonNode parent = changed;
    for (String step : steps) {
      parent = step.startsWith("[") ? parent.get(index(step)) : parent.get(step);
    }
    if (parent instanceof ArrayNode list) {
      if (value == null) {
        list.remove(index(last));
      } else {
        list.set(index(last), value);
      }
    } else if (value == null) {
      ((ObjectNode) parent).remove(last);
    } else {
      ((ObjectNode) parent).set(last, value);
    }
    return changed;
  }

  private static int index(String step) {
    return Integer.parseInt(step.substring(1, step.length() - 1));
  }

  /** The paths of values that may be others, without a finding. */
  private TreeSet<String> unseen() throws Exception {
    JsonNode whole = JSON.readTree(file().toFile());
    ((ObjectNode) whole).remove("sha256OfLinesAbove");
    Map<String, JsonNode> leaves = new LinkedHashMap<>();
    collect("", whole, leaves);
    assertThat(leaves.size(), greaterThan(100));
    TreeSet<String> unseen = new TreeSet<>();
    for (Map.Entry<String, JsonNode> leaf : leaves.entrySet()) {
      for (JsonNode other : mutations(leaf.getValue())) {
        if (!isSeen(SmallDataset.withDigest(with(whole, leaf.getKey(), other)))) {
          unseen.add(leaf.getKey());
        }
      }
    }
    return unseen;
  }

  private boolean isSeen(String text) throws Exception {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    if (!DatasetDescription.parse(content).faults().isEmpty()) {
      return true;
    }
    Files.write(file(), content);
    try {
      return !DatasetValidator.validate(OutputFolder.at(folder.toString()), Optional.empty())
          .clean();
    } catch (VerdictException ofAnotherVersion) {
      return true;
    }
  }

  @Test
  void ofRowsFromTables() throws Exception {
    new SmallDataset().writeTo(folder);
    assertThat(isSeen(Files.readString(file())), is(false));
    assertThat(unseen(), is(OF_INPUTS));
  }

  @Test
  void ofRowsWithSplits() throws Exception {
    new SmallDataset().splitByChromosome().writeTo(folder);
    assertThat(isSeen(Files.readString(file())), is(false));
    assertThat(unseen(), is(OF_INPUTS));
  }

  /** How many genes without a pair have a sketch stands nowhere else. */
  @Test
  void ofRowsWithGuardedSplits() throws Exception {
    new SmallDataset().splitByChromosome().withParalogs().writeTo(folder);
    assertThat(isSeen(Files.readString(file())), is(false));
    TreeSet<String> expected = new TreeSet<>(OF_INPUTS);
    expected.add("paralogs.sketchedGenes");
    assertThat(unseen(), is(expected));
  }

  /** Title, citation, licence, and which rows the base model was trained on. */
  @Test
  void ofRowsOfWhichAllIsTold() throws Exception {
    new SmallDataset().splitByChromosome().withTold().writeTo(folder);
    assertThat(isSeen(Files.readString(file())), is(false));
    assertThat(unseen(), is(OF_INPUTS));
  }

  /** Which chromosomes are asked for is seen by the genes on them. */
  @Test
  void ofRowsWithSplitsWithoutPlan() throws Exception {
    new SmallDataset().splitByChromosome().writeTo(folder);
    Files.delete(folder.resolve(".splicebeam/plan.json"));
    TreeSet<String> expected = new TreeSet<>(OF_INPUTS);
    expected.addAll(OF_PLAN);
    assertThat(unseen(), is(expected));
  }

  /** A folder that was copied without hidden names has no plan. */
  @Test
  void ofRowsFromTablesWithoutPlan() throws Exception {
    new SmallDataset().writeTo(folder);
    Files.delete(folder.resolve(".splicebeam/plan.json"));
    TreeSet<String> expected = new TreeSet<>(OF_INPUTS);
    expected.addAll(OF_PLAN);
    assertThat(unseen(), is(expected));
  }

  @Test
  void ofRowsFromScores() throws Exception {
    Path genome = folder.resolve("genome");
    Ran simulated = Ran.command("simulate", "--genes=24", "--rowsPerGene=8", "--output=" + genome);
    assertThat(simulated.err(), simulated.exitCode(), is(0));
    Ran built =
        Ran.command(
            "build",
            "--scores=" + genome.resolve("scores"),
            "--fasta=" + genome.resolve("genome.fa"),
            "--gtf=" + genome.resolve("annotation.gtf"),
            "--output=" + folder,
            "--kmerSizes=1",
            "--partRows=500",
            "--runner=DirectRunner");
    assertThat(built.err(), built.exitCode(), is(0));
    assertThat(isSeen(Files.readString(file())), is(false));
    TreeSet<String> unseen = unseen();
    // Which base is highest is seen, and what is no mean of scores.
    unseen.removeIf(path -> path.matches("offsets\\.measured.*\\.(sites|means\\[\\d+])"));
    assertThat(unseen, is(OF_SCORES));
  }

  /** Whatever key or bracket is there once more, or anything else is. */
  @Test
  void whatIsNoStrictJsonIsRefused() throws IOException {
    new SmallDataset().writeTo(folder);
    String text = Files.readString(file());
    String[] lines = text.split("\n");
    for (int i = 0; i < lines.length; i++) {
      String key = lines[i].replaceAll("^\\s*(\"[^\"]+\" :).*", "$1");
      if (key.startsWith("\"")) {
        List<String> twice = new ArrayList<>(List.of(lines));
        twice.add(i, key + " 1,");
        refused(String.join("\n", twice));
      }
      List<String> without = new ArrayList<>(List.of(lines));
      String line = without.remove(i);
      if (line.matches(".*[{}\\[\\]].*") && !line.matches(".*[{\\[].*[}\\]].*")) {
        refused(String.join("\n", without));
      }
    }
    for (String changed :
        List.of(
            "\uFEFF" + text,
            text + "{}",
            text + "x",
            text + "\u0000",
            "[" + text + "]",
            "// \n" + text,
            text.replace("\"dataVersion\" : 2", "\"dataVersion\" : 02"),
            text.replace("\"dataVersion\" : 2", "\"dataVersion\" : NaN"),
            text.replace("\"dataVersion\" : 2", "'dataVersion' : 2"),
            text.replace("\"dataVersion\" : 2", "\"dataVersion\" : " + "9".repeat(40)),
            text.replace("\"dataVersion\" : 2", "\"x\" : " + "[".repeat(99) + "]".repeat(99)),
            "",
            "null")) {
      refused(changed);
    }
    assertThrows(
        StrictJson.NoJsonException.class,
        () -> StrictJson.parse(new byte[] {'{', '"', (byte) 0xFF, '"', ':', '1', '}'}));
  }

  /** Small files that would fill the memory as a tree. */
  @Test
  void aTreeOfTooManyValuesIsRefused() {
    refused("{\"a\":[" + "[],".repeat(3_000_000) + "[]]}");
  }

  private static void refused(String text) {
    assertThrows(
        StrictJson.NoJsonException.class,
        () -> StrictJson.parse(text.getBytes(StandardCharsets.UTF_8)),
        text.substring(0, Math.min(text.length(), 80)));
  }
}
