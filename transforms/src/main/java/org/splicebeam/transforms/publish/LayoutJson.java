package org.splicebeam.transforms.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.splicebeam.schemas.parts.PartLayout;
import org.splicebeam.schemas.parts.Split;

/**
 * How records count parts: a number, or where there are splits an object with a number for each,
 * and with one for parts without split where there are any.
 */
public final class LayoutJson {
  private static final String UNDIVIDED = "undivided";

  /** No record is believed beyond it; the largest genome gives a tenth of it. */
  private static final int MOST_PARTS = 1_000_000;

  private LayoutJson() {}

  /** The value that records a layout. */
  public static JsonNode of(PartLayout layout) {
    if (!layout.hasSplits()) {
      return IntNode.valueOf(layout.undivided());
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    if (layout.undivided() > 0) {
      json.put(UNDIVIDED, layout.undivided());
    }
    for (Split split : Split.values()) {
      json.put(split.text(), layout.parts(split));
    }
    return json;
  }

  /** Reads what {@link #of} wrote; whatever is no count there is 0. */
  public static PartLayout read(JsonNode json) {
    return json.isObject()
        ? new PartLayout(
            count(json.path(UNDIVIDED)),
            count(json.path(Split.TRAIN.text())),
            count(json.path(Split.VALIDATION.text())),
            count(json.path(Split.TEST.text())))
        : PartLayout.undivided(count(json));
  }

  private static int count(JsonNode json) {
    return json.isInt() ? Math.max(0, Math.min(json.asInt(), MOST_PARTS)) : 0;
  }
}
