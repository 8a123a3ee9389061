package org.splicebeam.pipeline.graph;

import java.io.Serializable;
import org.splicebeam.schemas.inputs.HiddenTables;
import org.splicebeam.transforms.commit.EarlierBuild;
import org.splicebeam.transforms.finish.DatasetHeader;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.publish.VerdictFile;
import org.splicebeam.transforms.reject.RejectFolder;

/**
 * Where a data set goes, and what it says of its making.
 *
 * @param folder of the data set
 * @param earlierBuild what is done with what the folder holds
 * @param rejects where rejected lines go
 * @param header what the data set says of its making
 */
public record Output(
    OutputFolder folder, EarlierBuild earlierBuild, RejectFolder rejects, DatasetHeader header)
    implements Serializable {

  /** The same output with the tables that were passed over. */
  Output withHidden(HiddenTables hidden) {
    return new Output(folder, earlierBuild, rejects, header.withHidden(hidden));
  }

  /** The same output in a folder that has been looked at. */
  Output after(EarlierBuild earlier, RejectFolder cleared) {
    return new Output(folder, earlier, cleared, header);
  }

  /** Where a step leaves its verdict. */
  VerdictFile verdict() {
    return folder.verdict();
  }
}
