package org.splicebeam.transforms.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A value of a JSON file and where it stands there, so that each figure of a page says where it
 * comes from.
 *
 * @param file its name
 * @param pointer the value's JSON pointer (RFC 6901)
 * @param node the value; missing where there is none
 */
record Told(String file, String pointer, JsonNode node) {

  static Told of(String file, JsonNode root) {
    return new Told(file, "", root);
  }

  /** The value below, by keys. */
  Told at(String... keys) {
    Told at = this;
    for (String key : keys) {
      String step = key.replace("~", "~0").replace("/", "~1");
      at = new Told(file, at.pointer + "/" + step, at.node.path(key));
    }
    return at;
  }

  /** The item of a list. */
  Told item(int index) {
    return new Told(file, pointer + "/" + index, node.path(index));
  }

  /** Whether there is a value, other than null. */
  boolean isThere() {
    return !node.isMissingNode() && !node.isNull();
  }

  /** The items of a list; none where it is no list. */
  List<Told> items() {
    List<Told> items = new ArrayList<>();
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      items.add(item(i));
    }
    return items;
  }

  /** The values of an object by key, in their order; none where it is no object. */
  Map<String, Told> fields() {
    Map<String, Told> fields = new LinkedHashMap<>();
    if (node.isObject()) {
      node.fieldNames().forEachRemaining(key -> fields.put(key, at(key)));
    }
    return fields;
  }

  /** A text as it stands; a list's texts with commas between; empty where there is none. */
  String text() {
    return node.isArray()
        ? String.join(", ", items().stream().map(Told::text).toList())
        : node.isContainerNode() ? node.toString() : node.asText();
  }

  double number() {
    return node.asDouble();
  }

  /** Whether it is a number above nothing. */
  boolean isAny() {
    return number() > 0;
  }

  /** Where it stands. */
  String place() {
    return file + "#" + pointer;
  }
}
