package org.splicebeam.transforms.publish;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A folder on a local disk. A committed file is synced before it is renamed, and its folder
 * afterwards. So after a crash no name stands without its content, and no removed file comes back
 * beside later ones.
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
    try {
      Files.write(made(name), content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  @Override
  public Optional<Long> length(String name) throws IOException {
    try {
      return Optional.of(Files.size(file(name)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<byte[]> read(String name) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(file(name)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Path target = made(to);
    Files.move(
        file(from), target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
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

  private Path file(String name) {
    return Path.of(path).resolve(name);
  }

  private Path made(String name) throws IOException {
    Path file = file(name);
    makeFolder(file.toAbsolutePath().getParent(), disk);
    return file;
  }

  /** Makes a folder and those above it, durably. */
  static void makeFolder(Path folder, Disk disk) throws IOException {
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
