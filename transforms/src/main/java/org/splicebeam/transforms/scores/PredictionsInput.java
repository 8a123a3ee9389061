package org.splicebeam.transforms.scores;

import java.io.IOException;
import java.util.List;
import org.splicebeam.schemas.genome.ChromosomeAliases;
import org.splicebeam.schemas.inputs.TableFile;
import org.splicebeam.transforms.publish.OutputFolder;

/**
 * A folder of what {@code openspliceai predict} writes.
 *
 * @param folder of both files
 * @param files acceptors and donors
 */
record PredictionsInput(String folder, List<TableFile> files, ChromosomeAliases aliases)
    implements ScoreInput {
  private static final long serialVersionUID = 1L;

  @Override
  public ModelScores open(OutputFolder output) throws IOException {
    return OpenSpliceAiBed.open(folder, aliases);
  }

  @Override
  public List<String> someNames(OutputFolder output) throws IOException {
    try (OpenSpliceAiBed bed = OpenSpliceAiBed.open(folder, aliases)) {
      return bed.firstNames();
    }
  }
}
