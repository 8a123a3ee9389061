package org.splicebeam.transforms.reject;

import java.io.Serializable;
import java.util.List;
import org.splicebeam.transforms.publish.OutputFolder;

/**
 * Where the files of rejected lines go. Usually below {@code rejected/}. Where the build is to
 * replace a data set, that one's rejects are still there; then the new files lie aside until the
 * input has been accepted.
 *
 * @param aside whether a data set stands
 * @param replaced names of that data set's own files of rejected lines, below the output folder
 */
public record RejectFolder(boolean aside, List<String> replaced) implements Serializable {
  /** Where no data set stands. */
  public static final RejectFolder PLAIN = new RejectFolder(false, List.of());

  private static final String ASIDE = OutputFolder.PRIVATE + "/";

  public RejectFolder {
    replaced = List.copyOf(replaced);
  }

  /** The name that a file of {@code rejected/} is written under. */
  public String written(String name) {
    return aside ? ASIDE + name : name;
  }

  /** All names that a file of {@code rejected/} will have, one after the other. */
  List<String> claimed(String name) {
    return aside ? List.of(written(name), name) : List.of(name);
  }

  /** The name of a written file in the data set. */
  String published(String written) {
    return aside ? written.substring(ASIDE.length()) : written;
  }
}
