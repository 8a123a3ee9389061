package org.splicebeam.transforms.validate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.splicebeam.transforms.publish.OutputFolder;

/**
 * A data set's files for one who reads them again: besides what a {@link
 * org.splicebeam.transforms.publish.Store} gives, what stands in a folder, and a file's content at
 * any place. Names are below the folder, with {@code /}.
 *
 * @param folder of the data set, local or on any Beam file system
 */
record DatasetFiles(OutputFolder folder) {
  private static final int BUFFER = 1 << 16;

  /** The length in bytes; empty where there is no such file. */
  Optional<Long> length(String name) throws IOException {
    return folder.store().length(name);
  }

  /** The text of a small file; empty where there is none. */
  Optional<String> text(String name) throws IOException {
    return folder.store().read(name).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /** A file's content. */
  SeekableByteChannel open(String name) throws IOException {
    if (folder.isLocal()) {
      return FileChannel.open(Path.of(folder.path(), name), StandardOpenOption.READ);
    }
    ReadableByteChannel channel =
        FileSystems.open(FileSystems.matchNewResource(root() + name, false));
    if (channel instanceof SeekableByteChannel seekable) {
      return seekable;
    }
    channel.close();
    throw new IOException(name + " stands where files can only be read from the beginning");
  }

  /** SHA-256 of a file's content, lower-case hex. Memory: a buffer. */
  String sha256(String name) throws IOException {
    MessageDigest digest = digest();
    try (InputStream in = Channels.newInputStream(open(name))) {
      byte[] buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The names of all files below a folder whose names end so, sorted. */
  List<String> below(String subfolder, String ending) throws IOException {
    try (Stream<String> names = below(subfolder)) {
      return names.filter(name -> name.endsWith(ending)).sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Stream<String> below(String subfolder) throws IOException {
    if (folder.isLocal()) {
      Path root = Path.of(folder.path());
      Path start = root.resolve(subfolder);
      return Files.isDirectory(start)
          ? Files.walk(start)
              .filter(Files::isRegularFile)
              .map(file -> root.relativize(file).toString().replace('\\', '/'))
          : Stream.empty();
    }
    return FileSystems.match(root() + subfolder + "/**", EmptyMatchTreatment.ALLOW)
        .metadata()
        .stream()
        .map(file -> file.resourceId().toString().substring(root().length()));
  }

  private String root() {
    return folder.path().endsWith("/") ? folder.path() : folder.path() + "/";
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
