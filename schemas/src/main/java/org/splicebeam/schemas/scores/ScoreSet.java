package org.splicebeam.schemas.scores;

import java.io.Serializable;
import java.util.List;
import org.splicebeam.schemas.inputs.TableFile;

/**
 * The files of a base model's scores.
 *
 * @param files in a fixed order
 * @param ofBothStrands tracks that serve both strands because their names tell none
 * @param workFiles names below the output folder of what is kept there while the data set is built
 */
public record ScoreSet(List<TableFile> files, List<String> ofBothStrands, List<String> workFiles)
    implements Serializable {
  public ScoreSet {
    files = List.copyOf(files);
    ofBothStrands = List.copyOf(ofBothStrands);
    workFiles = List.copyOf(workFiles);
  }
}
