package org.splicebeam.transforms.commit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.splicebeam.schemas.inputs.FileTally;
import org.splicebeam.schemas.inputs.InputFile;
import org.splicebeam.schemas.inputs.TableFile;
import org.splicebeam.schemas.scores.ScoreFigures;
import org.splicebeam.transforms.publish.JsonText;

/**
 * What makes two builds the same: the options that shape the data, the schema, the data version,
 * and each input's path, size and content hash, a table's header with it.
 *
 * @param json the whole, in a fixed order
 */
public record BuildIdentity(ObjectNode json) implements Serializable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The options of entries that do not have an option's name. */
  private static final Map<String, String> OPTIONS = Map.of("genes", "genesFile");

  /** The identity of a build before it has read its inputs. */
  public static BuildIdentity of(ObjectNode options, int dataVersion, String schemaFingerprint) {
    ObjectNode json = JSON.createObjectNode();
    json.put("dataVersion", dataVersion);
    json.put("schemaFingerprint", schemaFingerprint);
    json.set("options", options);
    json.putArray("inputs");
    return new BuildIdentity(json);
  }

  /** The identity of the build with its inputs, once they are read; skipped tables are no part. */
  public BuildIdentity withInputs(
      Collection<FileTally> tables, Optional<ScoreFigures> scores, Iterable<InputFile> annotation) {
    ObjectNode whole = json.deepCopy();
    ArrayNode inputs = whole.putArray("inputs");
    List<InputFile> files = new ArrayList<>();
    annotation.forEach(files::add);
    Map<InputFile, Long> headerHashes = new HashMap<>();
    tables.stream()
        .filter(t -> !t.isSkipped())
        .forEach(
            table -> {
              files.add(table.file());
              headerHashes.put(table.file(), table.headerHash());
            });
    files.stream()
        .sorted(Comparator.comparing(InputFile::input).thenComparing(InputFile::name))
        .forEach(
            file -> {
              ObjectNode input = inputs.addObject().put("path", file.name());
              input.put("bytes", file.bytes());
              input.put("contentHash", HexFormat.of().toHexDigits(file.contentHash()));
              if (headerHashes.containsKey(file)) {
                input.put("headerHash", HexFormat.of().toHexDigits(headerHashes.get(file)));
              }
            });
    scores.ifPresent(found -> addScores(found, inputs));
    return new BuildIdentity(whole);
  }

  /** Of scores the content is that of all files together. */
  private static void addScores(ScoreFigures scores, ArrayNode inputs) {
    String content = HexFormat.of().toHexDigits(scores.genes().contentHash());
    for (TableFile file : scores.set().files()) {
      ObjectNode input = inputs.addObject().put("path", file.name());
      input.put("bytes", file.size());
      input.put("contentHash", content);
    }
    ObjectNode offsets = inputs.addObject().put("path", "measured offsets");
    offsets.put("donor", scores.alignment().donorOffset());
    offsets.put("acceptor", scores.alignment().acceptorOffset());
    ObjectNode genome = inputs.addObject().put("path", scores.genome().name());
    genome.put("bytes", scores.genome().bytes());
    genome.put("contentHash", HexFormat.of().toHexDigits(scores.genome().indexHash()));
  }

  /** Of the rows and values that the build makes; -1 where none is told. */
  public int dataVersion() {
    return json.path("dataVersion").asInt(-1);
  }

  /** Of the columns, as the process that began the build makes them. */
  public String schemaFingerprint() {
    return json.path("schemaFingerprint").asText();
  }

  /** The same 64 hexadecimal digits for the same build. */
  public String fingerprint() {
    try {
      byte[] text = JsonText.of(json).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The names of the options, and of other marks of the product, in which two builds differ. */
  public List<String> differingOptions(BuildIdentity other) {
    TreeSet<String> differing = new TreeSet<>();
    for (String mark : List.of("dataVersion", "schemaFingerprint")) {
      if (!json.path(mark).equals(other.json.path(mark))) {
        differing.add(mark);
      }
    }
    TreeSet<String> names = new TreeSet<>();
    json.path("options").fieldNames().forEachRemaining(names::add);
    other.json.path("options").fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      // Texts: a number that was read back is of a smaller type than the same one put in.
      String here = json.path("options").path(name).toString();
      if (!here.equals(other.json.path("options").path(name).toString())) {
        differing.add("--" + OPTIONS.getOrDefault(name, name));
      }
    }
    return List.copyOf(differing);
  }

  /** The paths of inputs that one of the builds lacks or that have another content. */
  public List<String> differingInputs(BuildIdentity other) {
    TreeSet<String> differing = new TreeSet<>();
    collectMissing(json.path("inputs"), other.json.path("inputs"), differing);
    collectMissing(other.json.path("inputs"), json.path("inputs"), differing);
    return List.copyOf(differing);
  }

  /** Compares texts: a number that was read back is of a smaller type than the same one put in. */
  private static void collectMissing(JsonNode some, JsonNode others, TreeSet<String> missing) {
    Set<String> there = new HashSet<>();
    others.forEach(file -> there.add(file.toString()));
    for (JsonNode file : some) {
      if (!there.contains(file.toString())) {
        missing.add(file.path("path").asText());
      }
    }
  }
}
