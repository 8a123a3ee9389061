package org.splicebeam.transforms.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Output folders that a run owns, without a launcher that holds the lock. */
public final class Claimed {
  private Claimed() {}

  /** The folder, owned by a run of this name. */
  public static OutputFolder folder(Path path, String run) {
    OutputFolder folder = OutputFolder.at(path.toString()).ownedBy(run);
    try {
      Owner.claim(folder, false).close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder;
  }
}
