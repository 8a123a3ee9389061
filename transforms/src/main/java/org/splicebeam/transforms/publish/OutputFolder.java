package org.splicebeam.transforms.publish;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Optional;
import org.splicebeam.transforms.publish.OutputException.Act;

/**
 * The folder of one data set, as one run sees it. Everything except the data lies in {@value
 * #PRIVATE}.
 *
 * @param path as the option gives it
 * @param store its files
 * @param runId of the run that writes; null where none does
 */
public record OutputFolder(String path, Store store, String runId) implements Serializable {
  /** Holds what is not the data set's: plan, receipts, temporary files, verdict, owner, log. */
  public static final String PRIVATE = ".splicebeam";

  /** A folder on any Beam file system, without a run. */
  public static OutputFolder at(String path) {
    return new OutputFolder(
        path, path.contains("://") ? new BeamStore(path) : new LocalStore(path), null);
  }

  /** The same folder for a run, which must own it at each commit. */
  public OutputFolder ownedBy(String run) {
    return new OutputFolder(path, store, run);
  }

  /** Where the run's steps leave a verdict that ends it. */
  public VerdictFile verdict() {
    return new VerdictFile(this);
  }

  /** The path of a file by its name below the folder, as Beam's file systems take it. */
  public String pathOf(String name) {
    return path + (path.endsWith("/") ? "" : "/") + name;
  }

  /** The content of a small file; empty where there is none. */
  public Optional<byte[]> read(String name) throws IOException {
    try {
      return store.read(name);
    } catch (IOException e) {
      throw new OutputException(name, Act.READ, e);
    }
  }

  /** The length of a file in bytes; empty where there is none. */
  public Optional<Long> length(String name) throws IOException {
    try {
      return store.length(name);
    } catch (IOException e) {
      throw new OutputException(name, Act.READ, e);
    }
  }

  /** Removes a file, if it is there. */
  public void delete(String name) throws IOException {
    try {
      store.delete(name);
    } catch (IOException e) {
      throw new OutputException(name, Act.REMOVED, e);
    }
  }

  /**
   * Where a file of a local folder stands, or is to stand: the folders above it are made.
   *
   * @throws IOException also where it is a link, or lies behind one
   */
  public Path local(String name) throws IOException {
    return new LocalStore(path).made(name);
  }

  /** Whether java.nio reaches it. */
  public boolean isLocal() {
    return !path.contains("://");
  }
}
