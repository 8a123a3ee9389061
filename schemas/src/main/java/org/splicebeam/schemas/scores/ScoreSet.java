package org.splicebeam.schemas.scores;

import java.io.Serializable;
import java.util.List;
import org.splicebeam.schemas.inputs.TableFile;

/**
 * The files of a base model's scores.
 *
 * @param files in a fixed order
 * @param ofBothStrands tracks that serve both strands because their names tell none
 */
public record ScoreSet(List<TableFile> files, List<String> ofBothStrands) implements Serializable {
  public ScoreSet {
    files = List.copyOf(files);
    ofBothStrands = List.copyOf(ofBothStrands);
  }
}
