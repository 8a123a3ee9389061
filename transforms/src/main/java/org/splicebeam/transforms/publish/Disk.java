package org.splicebeam.transforms.publish;

import java.io.IOException;
import java.io.Serializable;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;

/**
 * How a {@link LocalStore} reaches the disk. All that it writes and all that it makes durable,
 * files and folders, goes through channels opened here.
 */
@FunctionalInterface
interface Disk extends Serializable {
  /** The machine's. */
  Disk REAL = FileChannel::open;

  FileChannel open(Path path, OpenOption... options) throws IOException;
}
