package org.splicebeam.transforms.features;

/**
 * The {@link SequenceStatistics} of the windows of a row group, computed once a row. Memory: 16
 * bytes a row.
 */
final class WindowStatistics {
  private final double[] gcContent;
  private final double[] complexity;

  /**
   * @param capacity the most rows of a row group
   */
  WindowStatistics(int capacity) {
    gcContent = new double[capacity];
    complexity = new double[capacity];
  }

  /** Takes the window of the row at a place of the row group: the first so many codes. */
  void put(int place, byte[] codes, int length) {
    SequenceStatistics statistics = SequenceStatistics.of(codes, 0, length);
    gcContent[place] = statistics.gcContent();
    complexity[place] = statistics.complexity();
  }

  double gcContent(int place) {
    return gcContent[place];
  }

  double complexity(int place) {
    return complexity[place];
  }
}
