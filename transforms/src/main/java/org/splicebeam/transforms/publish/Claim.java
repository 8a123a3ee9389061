package org.splicebeam.transforms.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.splicebeam.schemas.parts.PartLayout;

/**
 * {@code .splicebeam/claim.json}: which files of an output folder its builds have written, or are
 * about to write. A file is named here before it is written; what is not named is somebody else's.
 *
 * <p>Memory: a name for each file but the parts, which are counted.
 *
 * @param runs that may have left files aside
 * @param parts so many parts, and their receipts, from the first of each split on
 * @param names of other files, below the folder
 */
public record Claim(List<String> runs, PartLayout parts, SortedSet<String> names) {
  /** Where nothing is claimed. */
  public static final Claim NONE = new Claim(List.of(), PartLayout.NONE, new TreeSet<>());

  private static final String NAME = OutputFolder.PRIVATE + "/claim.json";

  /** Where a claim is written aside, before it can say where its run does so. */
  private static final String ASIDE = NAME + ".new";

  /** The files of the claim itself. */
  public static final List<String> FILES = List.of(NAME, ASIDE);

  /** Below the folder in every case, whoever edited the file. */
  private static final Pattern BELOW =
      Pattern.compile("(?!\\.{1,2}(/|$))[\\w.-]+(/(?!\\.{1,2}(/|$))[\\w.-]+)*");

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The folder's; empty where there is none that can be read. */
  public static Optional<Claim> read(OutputFolder folder) throws IOException {
    Optional<byte[]> content = folder.read(NAME);
    try {
      JsonNode json = content.isEmpty() ? null : JSON.readTree(content.get());
      return json == null || !json.path("names").isArray()
          ? Optional.empty()
          : Optional.of(
              new Claim(
                  texts(json.path("runs")),
                  LayoutJson.read(json.path("parts")),
                  new TreeSet<>(texts(json.path("names")))));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    for (JsonNode text : array) {
      if (BELOW.matcher(text.asText()).matches()) {
        texts.add(text.asText());
      }
    }
    return texts;
  }

  /** Makes this the folder's, which no other run can take, as the first file of its run. */
  public void begin(OutputFolder folder) throws IOException {
    if (folder.length(NAME).isPresent()) {
      folder.delete(ASIDE);
      Publish.unowned(folder, ASIDE, NAME, text());
    } else if (!folder.store().createExclusively(NAME, text().getBytes(StandardCharsets.UTF_8))) {
      throw new OutputException(NAME, OutputException.Act.WRITTEN, new IOException("it is there"));
    }
  }

  /**
   * Claims further files. One step of a run's graph may do it, so that whoever does it again, or
   * late, writes the same claim.
   */
  public static void add(OutputFolder folder, Collection<String> names) throws IOException {
    Claim claim = read(folder).orElse(NONE);
    if (!claim.names.containsAll(names)) {
      SortedSet<String> all = new TreeSet<>(claim.names);
      all.addAll(names);
      Publish.text(folder, NAME, new Claim(claim.runs, claim.parts, all).text());
    }
  }

  private String text() {
    ObjectNode json = JSON.createObjectNode();
    runs.forEach(json.putArray("runs")::add);
    json.set("parts", LayoutJson.of(parts));
    names.forEach(json.putArray("names")::add);
    return JsonText.of(json);
  }
}
