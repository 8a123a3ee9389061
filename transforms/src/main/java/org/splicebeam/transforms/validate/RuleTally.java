package org.splicebeam.transforms.validate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/**
 * How often each rule is broken in a file, with the first case of each. So a file in which every
 * row is wrong takes one line.
 *
 * <p>Memory: the rules.
 */
final class RuleTally {
  private final String noun;
  private final Map<String, Long> counts = new LinkedHashMap<>();
  private final Map<String, String> firsts = new LinkedHashMap<>();

  /**
   * Nothing broken yet.
   *
   * @param noun what breaks a rule, in the singular
   */
  RuleTally(String noun) {
    this.noun = noun;
  }

  /** Counts one case. */
  void broken(String rule, Object where, Object value) {
    counts.merge(rule, 1L, Long::sum);
    firsts.computeIfAbsent(rule, r -> where + ": " + value);
  }

  /**
   * Counts the rows that break a rule.
   *
   * @param where the rows are, in words before their number; empty where the tally is of one file
   * @param value of a row that breaks it
   */
  void check(
      String rule, GroupRows rows, String where, IntPredicate isTrue, IntFunction<Object> value) {
    for (int i = 0; i < rows.size(); i++) {
      if (!isTrue.test(i)) {
        broken(rule, where + "row " + (rows.first() + i), value.apply(i));
      }
    }
  }

  /** A sentence for each rule that is broken, in the order of the first cases. */
  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    counts.forEach(
        (rule, count) ->
            sentences.add(
                "%s %s%s: %s; first %s"
                    .formatted(count, noun, count == 1 ? "" : "s", rule, firsts.get(rule))));
    return sentences;
  }
}
