package org.splicebeam.transforms.validate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Findings as they are made. */
final class Findings {
  private final List<Finding> all = new ArrayList<>();
  private final Set<String> files = new HashSet<>();

  void add(String file, String what) {
    all.add(new Finding(file, what));
    files.add(file);
  }

  void addAll(String file, List<String> sentences) {
    sentences.forEach(what -> add(file, what));
  }

  /** Whether one of them is about the file. */
  boolean concern(String file) {
    return files.contains(file);
  }

  List<Finding> toList() {
    return List.copyOf(all);
  }
}
