package org.splicebeam.runners.flink;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A folder for one embedded cluster: its configuration, what it unpacks and what it spills. It is
 * removed when it is closed, or else when the JVM ends; Flink itself leaves 20 MB behind at each
 * exit.
 */
final class PrivateFolder implements Closeable {
  private final Path path;
  private final Thread atExit = new Thread(this::delete);

  private PrivateFolder(Path path) {
    this.path = path;
  }

  static PrivateFolder create() throws IOException {
    PrivateFolder folder = new PrivateFolder(Files.createTempDirectory("splicebeam-flink"));
    Runtime.getRuntime().addShutdownHook(folder.atExit);
    return folder;
  }

  Path path() {
    return path;
  }

  /** Best effort, now and when the JVM ends: the cluster may still be shutting down. */
  @Override
  public void close() {
    delete();
  }

  private void delete() {
    try {
      Files.walkFileTree(path, new DeleteAll());
    } catch (IOException e) {
      // What is left is temporary.
    }
  }

  /** Goes on where a file comes or goes meanwhile. */
  private static final class DeleteAll extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      return delete(file);
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException error) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException error) {
      return delete(folder);
    }

    private static FileVisitResult delete(Path path) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        // A folder that is not empty again; it is temporary, too.
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
