package org.splicebeam.transforms.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A disk that keeps through a power cut what POSIX promises and no more: the content that a file
 * had when it was last synced, and the names that a folder had when it was. It also takes half of
 * what it is asked to write at a time, as a disk may.
 */
final class LossyDisk implements Disk {
  private static final long serialVersionUID = 1L;
  private static final byte[] NOTHING = {};

  /** What a power cut leaves of names that were not synced. */
  enum Names {
    /** None of them: new ones are gone, removed and replaced ones are back. */
    LOST,
    /** All of them, as a file system may that keeps names before content. */
    KEPT
  }

  private final transient Path root;
  private final transient Runnable beforeEachSync;

  /** A number for each file and folder ever met, by its key, which the system may use again. */
  private final transient Map<Object, Integer> numbers = new HashMap<>();

  private final transient Map<Integer, byte[]> syncedContent = new HashMap<>();
  private final transient Map<Path, Map<String, Integer>> syncedNames = new HashMap<>();
  private transient int met;

  /**
   * @param root the folder below which all lies; it stands there for good
   * @param beforeEachSync runs before the disk makes anything durable
   */
  LossyDisk(Path root, Runnable beforeEachSync) {
    this.root = root;
    this.beforeEachSync = beforeEachSync;
  }

  @Override
  public FileChannel open(Path path, OpenOption... options) throws IOException {
    FileChannel channel = FileChannel.open(path, options);
    if (!Files.isDirectory(path)) {
      numbers.put(key(path), ++met);
    }
    return new LossyChannel(path, channel);
  }

  private static Object key(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  private void sync(Path path) throws IOException {
    beforeEachSync.run();
    if (Files.isDirectory(path)) {
      Map<String, Integer> names = new HashMap<>();
      try (Stream<Path> entries = Files.list(path)) {
        for (Path entry : entries.toList()) {
          names.put(entry.getFileName().toString(), numbers.getOrDefault(key(entry), 0));
        }
      }
      syncedNames.put(path, names);
    } else {
      syncedContent.put(numbers.get(key(path)), Files.readAllBytes(path));
    }
  }

  /** Every file that is there after a power cut now, with its content. */
  Map<String, byte[]> afterPowerCut(Names names) {
    Map<String, byte[]> left = new HashMap<>();
    try {
      if (names == Names.LOST) {
        collectSynced(root, left);
      } else {
        try (Stream<Path> files = Files.walk(root)) {
          for (Path file : files.filter(Files::isRegularFile).toList()) {
            left.put(name(file), syncedContent.getOrDefault(numbers.get(key(file)), NOTHING));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return left;
  }

  private void collectSynced(Path folder, Map<String, byte[]> left) {
    for (Map.Entry<String, Integer> entry : syncedNames.getOrDefault(folder, Map.of()).entrySet()) {
      Path path = folder.resolve(entry.getKey());
      if (entry.getValue() == 0) {
        collectSynced(path, left);
      } else {
        left.put(name(path), syncedContent.getOrDefault(entry.getValue(), NOTHING));
      }
    }
  }

  private String name(Path file) {
    return root.relativize(file).toString();
  }

  /** Writes and syncs; whatever a store needs no disk for is left out. */
  private final class LossyChannel extends FileChannel {
    private final Path path;
    private final FileChannel channel;

    LossyChannel(Path path, FileChannel channel) {
      this.path = path;
      this.channel = channel;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      int end = source.limit();
      source.limit(end - source.remaining() / 2);
      try {
        return channel.write(source);
      } finally {
        source.limit(end);
      }
    }

    @Override
    public void force(boolean metaData) throws IOException {
      sync(path);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      channel.close();
    }

    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public long position() throws IOException {
      return channel.position();
    }

    @Override
    public FileChannel position(long position) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int read(ByteBuffer target) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long read(ByteBuffer[] targets, int from, int length) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int read(ByteBuffer target, long position) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long write(ByteBuffer[] sources, int from, int length) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int write(ByteBuffer source, long position) {
      throw new UnsupportedOperationException();
    }

    @Override
    public FileChannel truncate(long size) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) {
      throw new UnsupportedOperationException();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) {
      throw new UnsupportedOperationException();
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) {
      throw new UnsupportedOperationException();
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) {
      throw new UnsupportedOperationException();
    }
  }
}
