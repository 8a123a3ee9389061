package org.splicebeam.transforms.tracks;

import java.io.Closeable;
import java.io.IOException;
import java.util.Set;
import org.splicebeam.transforms.publish.OutputFolder;

/**
 * Values along a genome, base by base, read by range; not held against [0, 1] here. Not
 * thread-safe.
 */
public interface Track extends Closeable {
  /**
   * Opens a bigWig or a bedGraph, by the end of its name.
   *
   * @param folder where {@link IndexBedGraphs} left what a bedGraph needs
   */
  static Track open(String path, OutputFolder folder) throws IOException {
    return TrackNames.isBigWig(path) ? BigWigFile.open(path) : BedGraphTrack.open(path, folder);
  }

  /** The file, as people know it. */
  String path();

  /** The names of the chromosomes that it has, in its order. */
  Set<String> names();

  /**
   * Reads the values of the bases [start, end), 0-based, of a chromosome that it has; each the
   * nearest float.
   *
   * @param into takes them from its front; NaN where a base has none, as those behind the
   *     chromosome's end
   * @throws IOException with a sentence that names the file, also where a base has two values
   */
  void read(String chromosome, long start, long end, float[] into) throws IOException;
}
