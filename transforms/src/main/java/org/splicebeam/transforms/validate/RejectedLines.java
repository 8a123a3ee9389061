package org.splicebeam.transforms.validate;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.transforms.description.DatasetDescription;

/**
 * The lines of {@code rejected/} by input and reason, against the figures of dataset.json.
 *
 * <p>Memory: the reasons; of a line one cell.
 */
final class RejectedLines {
  private static final int LONGEST_CELL = 40;

  private final Map<String, Map<String, Long>> byInput = new TreeMap<>();
  private final Map<String, String> firstLines = new TreeMap<>();

  /**
   * Counts the lines of a file, those of an input in the order of its files' names.
   *
   * @param name {@code rejected/INPUT.tsv}, or with numbers behind the input
   * @return how many there are below the header
   */
  long count(String name, InputStream content) throws IOException {
    String input = name.substring(name.indexOf('/') + 1).split("[-.]", 2)[0];
    Map<String, Long> reasons = byInput.computeIfAbsent(input, none -> new TreeMap<>());
    boolean ofGenes = input.equals("genes");
    InputStream in = new BufferedInputStream(content);
    long lines = 0;
    boolean isHeader = true;
    List<String> cells = new ArrayList<>();
    while (readLine(in, cells)) {
      if (!isHeader) {
        lines++;
        reasons.merge(cells.get(ofGenes ? 4 : 3), 1L, Long::sum);
        firstLines.putIfAbsent(input, cells.get(2));
      }
      isHeader = false;
    }
    return lines;
  }

  /** The first five cells of the next line, cut where they are long; whether there is one. */
  private static boolean readLine(InputStream in, List<String> cells) throws IOException {
    cells.clear();
    byte[] cell = new byte[LONGEST_CELL];
    int length = 0;
    int next = in.read();
    boolean isLine = next >= 0;
    while (next >= 0 && next != '\n') {
      if (next == '\t') {
        add(cells, cell, length);
        length = 0;
      } else if (length < LONGEST_CELL) {
        cell[length++] = (byte) next;
      }
      next = in.read();
    }
    add(cells, cell, length);
    while (cells.size() < 5) {
      cells.add("");
    }
    return isLine;
  }

  private static void add(List<String> cells, byte[] cell, int length) {
    if (cells.size() < 5) {
      cells.add(new String(cell, 0, length, StandardCharsets.UTF_8));
    }
  }

  /** Where dataset.json tells other figures, once all its files are counted. */
  List<String> contradictions(DatasetDescription dataset) {
    List<String> sentences = new ArrayList<>();
    compare(sentences, "analysis", "rejectedByReason", dataset.at("rejectedByReason"));
    compare(
        sentences,
        "genes",
        "annotationGenes.withoutRows",
        dataset.at("annotationGenes", "withoutRows"));
    ofInput(sentences, "annotation", "annotation", dataset);
    ofInput(sentences, "splice_sites", "spliceSites", dataset);
    return sentences;
  }

  private void ofInput(
      List<String> sentences, String input, String key, DatasetDescription dataset) {
    JsonNode lines = dataset.at("inputs", key);
    compare(sentences, input, "inputs." + key + ".unused", lines.path("unused"));
    String first = lines.path("firstUnused").path("line").asText();
    if (!first.equals(firstLines.getOrDefault(input, ""))) {
      sentences.add(
          "inputs.%s.firstUnused.line is %s, the first line of rejected/%s is %s"
              .formatted(key, first, input, firstLines.getOrDefault(input, "missing")));
    }
  }

  /** Lines of a gene's other place are one entry a place. */
  private void compare(List<String> sentences, String input, String name, JsonNode figures) {
    Map<String, Long> listed = new TreeMap<>(byInput.getOrDefault(input, Map.of()));
    figures
        .fields()
        .forEachRemaining(
            told -> {
              long lines = listed.getOrDefault(told.getKey(), 0L);
              boolean ofPlaces = told.getKey().equals(Reject.Reason.OTHER_PLACE.name());
              long figure = told.getValue().asLong();
              if (ofPlaces ? lines > figure || (lines == 0 && figure > 0) : lines != figure) {
                sentences.add(
                    "%s.%s is %s, rejected/ lists %s"
                        .formatted(name, told.getKey(), figure, lines));
              }
              listed.remove(told.getKey());
            });
    if (!listed.isEmpty()) {
      sentences.add(
          "%s lacks %s, which rejected/ lists".formatted(name, listed.keySet().iterator().next()));
    }
  }
}
