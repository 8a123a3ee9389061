package org.splicebeam.transforms.validate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** How a part's Parquet schema differs from the data set's, in a few short sentences. */
final class SchemaDifferences {
  private static final int NAMES = 5;

  private SchemaDifferences() {}

  /** Empty where the two are the same. */
  static List<String> of(MessageType expected, MessageType found) {
    List<String> sentences = new ArrayList<>();
    Set<String> wanted = names(expected);
    Set<String> there = names(found);
    tell(wanted.stream().filter(name -> !there.contains(name)).toList(), "missing", sentences);
    tell(
        there.stream().filter(name -> !wanted.contains(name)).toList(),
        "not of the data set",
        sentences);
    tell(
        there.stream()
            .filter(wanted::contains)
            .filter(name -> !expected.getType(name).equals(found.getType(name)))
            .map(
                name ->
                    "%s (%s, not %s)"
                        .formatted(name, type(found.getType(name)), type(expected.getType(name))))
            .toList(),
        "of another type",
        sentences);
    if (sentences.isEmpty() && !List.copyOf(there).equals(List.copyOf(wanted))) {
      int place = 0;
      while (expected.getFieldName(place).equals(found.getFieldName(place))) {
        place++;
      }
      sentences.add(
          "columns in another order, first %s where %s belongs"
              .formatted(found.getFieldName(place), expected.getFieldName(place)));
    }
    if (sentences.isEmpty() && !expected.equals(found)) {
      sentences.add(
          "its schema is named %s, not %s".formatted(found.getName(), expected.getName()));
    }
    return sentences;
  }

  private static Set<String> names(MessageType schema) {
    return schema.getFields().stream()
        .map(Type::getName)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static void tell(List<String> columns, String what, List<String> sentences) {
    if (!columns.isEmpty()) {
      sentences.add(
          "%s column%s %s%s: %s"
              .formatted(
                  columns.size(),
                  columns.size() == 1 ? "" : "s",
                  what,
                  columns.size() > NAMES ? ", first " + NAMES : "",
                  columns.stream().limit(NAMES).collect(Collectors.joining(", "))));
    }
  }

  private static String type(Type type) {
    String repetition = type.getRepetition().name().toLowerCase(Locale.ROOT);
    if (!type.isPrimitive()) {
      return repetition + " group";
    }
    String primitive =
        type.asPrimitiveType().getPrimitiveTypeName().name().toLowerCase(Locale.ROOT);
    return type.getLogicalTypeAnnotation() == null
        ? repetition + " " + primitive
        : "%s %s %s".formatted(repetition, primitive, type.getLogicalTypeAnnotation());
  }
}
