package org.splicebeam.transforms.finish;

import java.io.Serializable;
import java.util.Set;

/**
 * What its maker tells of a data set, for those who find it. It shapes no row and no part: two
 * builds that differ in it alone are the same build.
 *
 * @param title the data set's name; empty where none is told
 * @param citation BibTeX or other text, of one line or several; empty where none is told
 * @param license a known identifier, an address or a name; empty where none is told
 * @param trainedOn the chromosomes that the base model was trained on, by any of their names; empty
 *     where that is not known
 */
public record About(String title, String citation, String license, Set<String> trainedOn)
    implements Serializable {
  /** Of a data set of which nothing is told. */
  public static final About NOTHING = new About("", "", "", Set.of());

  public About {
    trainedOn = Set.copyOf(trainedOn);
  }
}
