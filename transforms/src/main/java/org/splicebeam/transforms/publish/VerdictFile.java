package org.splicebeam.transforms.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.splicebeam.transforms.verdict.Verdict;
import org.splicebeam.transforms.verdict.VerdictException;

/**
 * The way a verdict takes from a worker to the person who started the build: a file in the output
 * folder, because runners hand back no exception that could be relied on.
 *
 * @param folder the output
 * @param runId of the run that may write it; another run's verdict means nothing
 */
public record VerdictFile(OutputFolder folder, String runId) implements Serializable {
  private static final String NAME = OutputFolder.PRIVATE + "/verdict.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Writes the verdict and ends the step that calls it. */
  public VerdictException raise(Verdict verdict) throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.put("run", runId);
    json.put("exitCode", verdict.exitCode());
    json.put("sentence", verdict.sentence());
    ArrayNode examples = json.putArray("examples");
    verdict.examples().forEach(examples::add);
    Publish.text(folder, NAME, JsonText.of(json));
    return new VerdictException(verdict);
  }

  /**
   * Makes a verdict of an input that cannot be read to its end.
   *
   * @param verdictFile null outside of a build: then the error itself is thrown
   * @param option that names the input
   */
  public static VerdictException raiseUnreadable(
      VerdictFile verdictFile, String option, IOException error) throws IOException {
    if (verdictFile == null) {
      throw error;
    }
    return verdictFile.raise(Verdict.badInput(option + " " + error.getMessage()));
  }

  /** This run's verdict, if it has been reached. */
  public Optional<Verdict> read() throws IOException {
    JsonNode json;
    try (InputStream in = Channels.newInputStream(FileSystems.open(folder.file(NAME)))) {
      json = JSON.readTree(in);
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
    if (!runId.equals(json.path("run").asText())) {
      return Optional.empty();
    }
    List<String> examples = new ArrayList<>();
    json.path("examples").forEach(e -> examples.add(e.asText()));
    return Optional.of(
        new Verdict(json.path("exitCode").asInt(), json.path("sentence").asText(), examples));
  }

  /** Stops a restarted attempt of a run that has already come to its verdict. */
  public void stopIfReached() throws IOException {
    Optional<Verdict> verdict = read();
    if (verdict.isPresent()) {
      throw new VerdictException(verdict.get());
    }
  }

  /** Removes what an earlier run left. */
  public void remove() throws IOException {
    FileSystems.delete(List.of(folder.file(NAME)), StandardMoveOptions.IGNORE_MISSING_FILES);
  }
}
