package org.splicebeam.transforms.publish;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.Optional;

/**
 * The files of one output folder, by name below it with {@code /}. It has what a commit needs and
 * no more: no file is ever found by listing.
 */
public interface Store extends Serializable {
  /** A new file, with the folders above it. */
  NewFile create(String name) throws IOException;

  /** A new file that must not be there yet; false where it is. */
  boolean createExclusively(String name, byte[] content) throws IOException;

  /** The length in bytes; empty where there is no such file. */
  Optional<Long> length(String name) throws IOException;

  /** The first bytes of a file, all of them where it has no more; empty where there is none. */
  Optional<byte[]> head(String name, int most) throws IOException;

  /** The content of a small file; empty where there is none. */
  default Optional<byte[]> read(String name) throws IOException {
    return head(name, Integer.MAX_VALUE);
  }

  /** Gives a whole file its name, in one step, over what stands there. */
  void rename(String from, String to) throws IOException;

  /** Removes a file, if it is there. */
  void delete(String name) throws IOException;

  /** How many bytes can be written still; empty where that cannot be told. */
  default Optional<Long> free() {
    return Optional.empty();
  }

  /**
   * A file that is being written. {@link #commit} or {@link #close}: closing without commit
   * abandons it, so that no store publishes half a file.
   */
  interface NewFile extends Closeable {
    /** Where the content goes; not to be closed. */
    OutputStream stream();

    /** Makes the file whole and durable. */
    void commit() throws IOException;

    /** Frees what the file holds; after an error the file is to be deleted. */
    @Override
    void close() throws IOException;
  }
}
