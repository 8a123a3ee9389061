package org.splicebeam.transforms.validate;

import java.util.ArrayList;
import java.util.List;

/** Findings as they are made. */
final class Findings {
  private final List<Finding> all = new ArrayList<>();

  void add(String file, String what) {
    all.add(new Finding(file, what));
  }

  void addAll(String file, List<String> sentences) {
    sentences.forEach(what -> add(file, what));
  }

  /** Whether one of them is about the file. */
  boolean concern(String file) {
    return all.stream().anyMatch(finding -> finding.file().equals(file));
  }

  List<Finding> toList() {
    return List.copyOf(all);
  }
}
