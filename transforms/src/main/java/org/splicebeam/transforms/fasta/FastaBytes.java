package org.splicebeam.transforms.fasta;

import java.io.Closeable;
import java.io.IOException;

/** The bytes of a FASTA, by their places in it when it is not packed. */
interface FastaBytes extends Closeable {
  /**
   * Reads bytes into the front of an array.
   *
   * @return how many there were: fewer than asked for only at the file's end
   */
  int read(long place, byte[] into, int count) throws IOException;
}
