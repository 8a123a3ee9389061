package org.splicebeam.runners.flink;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * A folder for one embedded cluster: what it spills, and what native libraries unpack. Its name
 * cannot be foreseen, and no other user may look into it. It is removed when it is closed, or else
 * when the JVM ends; Flink itself leaves 20 MB behind at each exit.
 */
final class PrivateFolder implements Closeable {
  /** Where these libraries look for the folder into which they unpack themselves. */
  private static final List<String> NATIVE_LIBRARIES =
      List.of("org.xerial.snappy.tempdir", "ZstdTempFolder");

  private static final String IN_USE = "in-use";

  private final Path path;
  private final Thread atExit = new Thread(this::delete);
  private volatile boolean isGivenUp;

  private PrivateFolder(Path path) {
    this.path = path;
  }

  static PrivateFolder create() throws IOException {
    PrivateFolder folder = new PrivateFolder(Files.createTempDirectory("splicebeam-flink"));
    Runtime.getRuntime().addShutdownHook(folder.atExit);
    Files.createFile(folder.path.resolve(IN_USE));
    NATIVE_LIBRARIES.forEach(name -> System.setProperty(name, folder.path.toString()));
    return folder;
  }

  Path path() {
    return path;
  }

  /** Whether somebody else removed it, or what was in it. */
  boolean isLost() {
    return !isGivenUp && Files.notExists(path.resolve(IN_USE));
  }

  /** Best effort, now and when the JVM ends: the cluster may still be shutting down. */
  @Override
  public void close() {
    NATIVE_LIBRARIES.forEach(System::clearProperty);
    delete();
  }

  private void delete() {
    isGivenUp = true;
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
