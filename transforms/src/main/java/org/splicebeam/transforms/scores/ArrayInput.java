package org.splicebeam.transforms.scores;

import java.io.IOException;
import java.util.List;
import org.splicebeam.schemas.inputs.TableFile;
import org.splicebeam.transforms.arrays.NpyFolder;
import org.splicebeam.transforms.arrays.NpzFile;
import org.splicebeam.transforms.publish.OutputFolder;

/**
 * One array a gene: in an npz archive, or as the files of a folder.
 *
 * @param path of the archive or the folder
 * @param isFolder whether it is a folder
 * @param files one, with the size of all
 * @param firstIds of at most three arrays
 */
record ArrayInput(String path, boolean isFolder, List<TableFile> files, List<String> firstIds)
    implements ScoreInput {
  private static final long serialVersionUID = 1L;

  @Override
  public ModelScores open(OutputFolder folder) throws IOException {
    return new GeneArrays(path, isFolder ? new NpyFolder(path) : NpzFile.open(path));
  }

  @Override
  public List<String> someNames(OutputFolder folder) {
    return firstIds;
  }
}
