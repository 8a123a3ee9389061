package org.splicebeam.transforms.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;

/**
 * Carries a sentence from a worker to the person who started the run, while the run goes on. Like a
 * {@link VerdictFile} it is a file in the output folder; a notice of another run is ignored.
 *
 * @param folder the output, as the run sees it
 * @param subject of the notice: a file name without ending
 */
public record NoticeFile(OutputFolder folder, String subject) implements Serializable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Leaves the sentence, in place of an earlier one on the subject. */
  public void write(String sentence) throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.put("run", folder.runId());
    json.put("sentence", sentence);
    Publish.text(folder, name(), JsonText.of(json));
  }

  /** This run's sentence, if there is one. */
  public Optional<String> read() throws IOException {
    Optional<byte[]> content = folder.read(name());
    if (content.isEmpty()) {
      return Optional.empty();
    }
    JsonNode json = JSON.readTree(content.get());
    return json.path("run").asText().equals(folder.runId())
        ? Optional.of(json.path("sentence").asText())
        : Optional.empty();
  }

  private String name() {
    return OutputFolder.PRIVATE + "/notices/" + subject + ".json";
  }
}
