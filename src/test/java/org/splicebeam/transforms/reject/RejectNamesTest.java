package org.splicebeam.transforms.reject;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.values.KV;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.reject.HandMadeReject;
import org.splicebeam.schemas.reject.Reject;

class RejectNamesTest {
  private static Reject reject(Reject.Input input, String file, long line) {
    return HandMadeReject.of(input, file)
        .at(2 * line, line)
        .because(Reject.Reason.COLUMN_COUNT)
        .build();
  }

  /** How many rejects each file lists when every so-many-th line of a table is one. */
  private static Map<String, Long> filled(long lines, int step) {
    Map<KV<String, Long>, Long> counts = new HashMap<>();
    for (long line = 2; line < lines; line += step) {
      Reject reject = reject(Reject.Input.ANALYSIS, "a", line);
      counts.merge(KV.of(RejectNames.inputFile(reject), RejectNames.block(reject)), 1L, Long::sum);
    }
    RejectNames names = new RejectNames(counts, List.of("b", "a"));
    Map<String, Long> filled = new TreeMap<>();
    for (long line = 2; line < lines; line += step) {
      filled.merge(names.of(reject(Reject.Input.ANALYSIS, "a", line)), 1L, Long::sum);
    }
    return filled;
  }

  @Test
  void noFileIsLargeWhateverTheInput() {
    for (int step : new int[] {1, 2, 3, 7}) {
      Map<String, Long> filled = filled(200_000, step);
      assertThat(filled.values().stream().mapToLong(n -> n).sum(), is((199_997L + step) / step));
      filled.values().forEach(n -> assertThat(n, lessThan(20_000L + 4_096)));
    }
  }

  @Test
  void filesAreNumberedWithoutGapsWhereOneIsNotEnough() {
    assertThat(
        filled(60_000, 1),
        is(
            Map.of(
                "rejected/analysis-00000-00000.tsv", 5 * 4_096L - 2,
                "rejected/analysis-00000-00001.tsv", 5 * 4_096L,
                "rejected/analysis-00000-00002.tsv", 60_000L - 10 * 4_096)));
    assertThat(filled(20_000, 1), is(Map.of("rejected/analysis-00000.tsv", 19_998L)));
    assertThat(filled(2_000_000, 200), is(Map.of("rejected/analysis-00000.tsv", 10_000L)));
  }

  @Test
  void oneNameInTwoInputsIsTwoFiles() {
    Map<KV<String, Long>, Long> counts = new HashMap<>();
    for (Reject.Input input : Reject.Input.values()) {
      counts.put(KV.of(input + "\ta", 0L), 1L);
    }
    RejectNames names = new RejectNames(counts, List.of("a", "\uD83E\uDDEC", "0"));
    assertThat(names.of(reject(Reject.Input.ANALYSIS, "a", 3)), is("rejected/analysis-00001.tsv"));
    assertThat(names.of(reject(Reject.Input.ANNOTATION, "a", 3)), is("rejected/annotation.tsv"));
    assertThat(
        names.of(reject(Reject.Input.SPLICE_SITES, "a", 3)), is("rejected/splice_sites.tsv"));
  }
}
