package org.splicebeam.transforms.publish;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * A folder on a local disk. A committed file is synced before it is renamed, and its folder
 * afterwards. So after a crash no name stands without its content, and no removed file comes back
 * beside later ones.
 *
 * <p>The folder may be reached by links; below it none is followed: an act on a name that is one,
 * or lies behind one, fails, but for a link that is renamed itself. Each act looks first, so
 * somebody who may write in the folder could put a link there in between. A folder that others may
 * not write is safe from that.
 *
 * @param path of the folder
 * @param disk it lies on
 */
record LocalStore(String path, Disk disk) implements Store {
  private static final long serialVersionUID = 1L;

  LocalStore(String path) {
    this(path, Disk.REAL);
  }

  @Override
  public NewFile create(String name) throws IOException {
    return new LocalFile(
        disk.open(made(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  @Override
  public boolean createExclusively(String name, byte[] content) throws IOException {
    Path file = made(name);
    try (FileChannel channel =
        disk.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      Channels.newOutputStream(channel).write(content); // all of it: a channel may take less
      channel.force(true);
    } catch (FileAlreadyExistsException e) {
      return false;
    }
    sync(file.getParent(), disk);
    return true;
  }

  @Override
  public Optional<Long> length(String name) throws IOException {
    try {
      return Optional.of(
          Files.readAttributes(file(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
              .size());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<byte[]> head(String name, int most) throws IOException {
    try (InputStream in = Files.newInputStream(file(name), LinkOption.NOFOLLOW_LINKS)) {
      return Optional.of(in.readNBytes(most));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Path target = made(to);
    Files.move(
        entry(from), target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    sync(target.getParent(), disk);
  }

  @Override
  public void delete(String name) throws IOException {
    Path file = file(name);
    if (Files.deleteIfExists(file)) {
      sync(file.getParent(), disk);
    }
  }

  @Override
  public Optional<Long> free() {
    try {
      return Optional.of(Files.getFileStore(Path.of(path)).getUsableSpace());
    } catch (IOException e) {
      // Not every mount tells it, for example in containers. Whether files can be written shows
      // when they are written.
      return Optional.empty();
    }
  }

  private Path file(String name) throws IOException {
    return refuseLink(entry(name));
  }

  /** What a folder has under a name, which may be a link itself: to rename one follows none. */
  private Path entry(String name) throws IOException {
    Path at = Path.of(path);
    String[] steps = name.split("/");
    for (int i = 0; i < steps.length - 1; i++) {
      at = refuseLink(at.resolve(steps[i]));
    }
    return at.resolve(steps[steps.length - 1]);
  }

  private static Path refuseLink(Path at) throws IOException {
    if (Files.isSymbolicLink(at)) {
      throw new FileSystemException(
          at.toString(), null, "%s is a link, and none is followed there".formatted(at));
    }
    return at;
  }

  /** Where a file stands, or is to stand: the folders above it are made. */
  Path made(String name) throws IOException {
    Path file = file(name);
    makeFolder(file.toAbsolutePath().getParent(), disk);
    return file;
  }

  /** Makes a folder and those above it, durably. */
  private static void makeFolder(Path folder, Disk disk) throws IOException {
    if (!Files.exists(folder)) {
      makeFolder(folder.getParent(), disk);
      Files.createDirectories(folder);
      sync(folder.getParent(), disk);
    }
  }

  /** Makes the names in a folder durable. */
  private static void sync(Path folder, Disk disk) throws IOException {
    try (FileChannel channel = disk.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static final class LocalFile implements NewFile {
    private final FileChannel channel;

    LocalFile(FileChannel channel) {
      this.channel = channel;
    }

    @Override
    public OutputStream stream() {
      return Channels.newOutputStream(channel);
    }

    @Override
    public void commit() throws IOException {
      channel.force(true);
      channel.close();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
