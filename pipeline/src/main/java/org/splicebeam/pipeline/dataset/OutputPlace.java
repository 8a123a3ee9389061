package org.splicebeam.pipeline.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.splicebeam.pipeline.options.BadOptionException;
import org.splicebeam.pipeline.options.PathOption;
import org.splicebeam.transforms.publish.OutputFolder;

/**
 * Where a data set may be: in a folder of its own, apart from what it is made of. Nothing is
 * changed here. The folder may be reached by a link.
 *
 * @param output a folder, which need not be there
 */
record OutputPlace(OutputFolder output) {
  private static final List<Path> HOMES = List.of(Path.of("/home"), Path.of("/Users"));
  private static final Path HOME_OF_ROOT = Path.of("/root");

  /** A sticky folder in which everybody may write, such as /tmp. */
  private static final int SHARED = 01002;

  /**
   * Makes sure that the folder can be a data set's alone.
   *
   * @throws BadOptionException where it is something else
   */
  void check() {
    if (!output.isLocal()) {
      return;
    }
    Path path = Path.of(output.path());
    if (Files.isSymbolicLink(path) && !Files.exists(path)) {
      throw refused("is a link that leads nowhere: name a folder");
    }
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw refused("is a file: name a folder");
    }
    try {
      if (Files.exists(path)) {
        checkExisting(path.toRealPath());
      }
    } catch (IOException e) {
      throw BadOptionException.unwritable("--output", output.path(), e);
    }
  }

  private void checkExisting(Path real) throws IOException {
    String what = null;
    if (real.getParent() == null) {
      what = "the root of the file system";
    } else if (isHome(real)) {
      what = "a home folder";
    } else if (isShared(real) && holdsOtherFiles(real)) {
      what = "a folder of other files in which all users of the machine write";
    }
    if (what != null) {
      throw refused("is " + what + ": name a folder that is for the data set alone");
    }
  }

  private static boolean isHome(Path real) {
    boolean own =
        Stream.of(System.getProperty("user.home"), System.getenv("HOME"))
            .filter(home -> home != null && !home.isEmpty())
            .anyMatch(home -> isSame(Path.of(home), real));
    return own || HOMES.contains(real.getParent()) || real.equals(HOME_OF_ROOT);
  }

  private static boolean isSame(Path some, Path other) {
    try {
      return Files.isSameFile(some, other);
    } catch (IOException e) {
      return false; // There is no such folder.
    }
  }

  private static boolean isShared(Path real) throws IOException {
    try {
      return ((int) Files.getAttribute(real, "unix:mode") & SHARED) == SHARED;
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return false; // A file system without modes.
    }
  }

  /** Besides those of builds, and the one that a disk of its own has. */
  private static boolean holdsOtherFiles(Path real) throws IOException {
    try (Stream<Path> entries = Files.list(real)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .anyMatch(name -> !BuildNames.isReserved(name) && !name.equals("lost+found"));
    }
  }

  private BadOptionException refused(String why) {
    return new BadOptionException("--output %s %s".formatted(output.path(), why));
  }

  /**
   * Makes sure that nothing which is read is a file that builds write there, under whatever name,
   * nor lies in a folder of theirs. What lies elsewhere below the output may be read: no build
   * touches it.
   *
   * @param read files and folders, such as a cache, that need not be there
   * @throws BadOptionException for the first that a build would replace
   */
  void keepApart(List<PathOption> read) {
    try {
      refuseOwn(read);
    } catch (IOException e) {
      throw BadOptionException.unwritable("--output", output.path(), e);
    }
  }

  private void refuseOwn(List<PathOption> read) throws IOException {
    Set<Object> ours = new HashSet<>();
    for (String name : output.isLocal() ? FoundFiles.in(output).own() : List.<String>of()) {
      ours.add(keyOf(Path.of(output.path(), name)));
    }
    for (PathOption named : read) {
      if (named.path() != null && isInTheWay(named.path(), ours)) {
        throw new BadOptionException(
            "%s %s is among the files of builds in --output %s, which a build replaces: copy it to another place, and name it there"
                .formatted(named.option(), named.path(), output.path()));
      }
    }
  }

  private boolean isInTheWay(String path, Set<Object> ours) throws IOException {
    if (!output.isLocal() || path.contains("://")) {
      String root = output.pathOf("");
      return path.startsWith(root) && BuildNames.isReserved(path.substring(root.length()));
    }
    Path file = Path.of(path);
    Path root = Path.of(output.path());
    Path real = real(file);
    Path realRoot = real(root);
    return Files.exists(file) && ours.contains(keyOf(real))
        || real.startsWith(realRoot) && BuildNames.isReserved(realRoot.relativize(real).toString());
  }

  /** The path without links, also where the last folders of it are still to be made. */
  private static Path real(Path path) throws IOException {
    Path absolute = path.toAbsolutePath();
    return Files.exists(absolute)
        ? absolute.toRealPath()
        : real(absolute.getParent()).resolve(absolute.getFileName()).normalize();
  }

  /** By which a file is the same under two names. */
  private static Object keyOf(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return Objects.requireNonNullElse(attributes.fileKey(), file.toRealPath());
  }
}
