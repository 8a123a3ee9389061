package org.splicebeam.transforms.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.splicebeam.transforms.verdict.Verdict;
import org.splicebeam.transforms.verdict.VerdictException;

/**
 * Carries a verdict from a worker to the person who started the build: as a file in the output
 * folder, because no runner reliably hands back an exception. A verdict of another run is ignored.
 *
 * @param folder the output, as the run sees it
 */
public record VerdictFile(OutputFolder folder) implements Serializable {
  private static final String NAME = OutputFolder.PRIVATE + "/verdict.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Writes the verdict and ends the step that calls it. */
  public VerdictException raise(Verdict verdict) throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.put("run", folder.runId());
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
    Optional<byte[]> content = folder.read(NAME);
    if (content.isEmpty()) {
      return Optional.empty();
    }
    JsonNode json = JSON.readTree(content.get());
    if (!json.path("run").asText().equals(folder.runId())) {
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
}
