package org.splicebeam.transforms.commit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import org.splicebeam.schemas.parts.PartLayout;
import org.splicebeam.transforms.publish.JsonText;
import org.splicebeam.transforms.publish.LayoutJson;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.publish.Publish;

/**
 * {@code .splicebeam/plan.json}: what is being built, or was, in a folder. It stands there from the
 * moment that the parts are planned, so that another build can tell whether it may go on.
 *
 * @param run the run that recorded it
 * @param parts how many parts there will be
 * @param rows in all of them; -1 where an older version did not tell
 * @param identity of the build
 */
public record RecordedPlan(String run, PartLayout parts, long rows, BuildIdentity identity) {
  private static final String NAME = OutputFolder.PRIVATE + "/plan.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The folder's, if there is one that can be read. */
  public static Optional<RecordedPlan> read(OutputFolder folder) throws IOException {
    Optional<byte[]> content = folder.read(NAME);
    if (content.isEmpty()) {
      return Optional.empty();
    }
    try {
      JsonNode json = JSON.readTree(content.get());
      return json.path("identity") instanceof ObjectNode identity
          ? Optional.of(
              new RecordedPlan(
                  json.path("run").asText(),
                  LayoutJson.read(json.path("parts")),
                  json.path("rows").asLong(-1),
                  new BuildIdentity(identity)))
          : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** Makes this the folder's. */
  public void write(OutputFolder folder) throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.put("run", run);
    json.set("parts", LayoutJson.of(parts));
    json.put("rows", rows);
    json.set("identity", identity.json());
    Publish.text(folder, NAME, JsonText.of(json));
  }

  static void remove(OutputFolder folder) throws IOException {
    folder.delete(NAME);
  }
}
