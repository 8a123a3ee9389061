package org.splicebeam.transforms.description;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.splicebeam.schemas.Sha256;
import org.splicebeam.transforms.publish.OutputFolder;

/**
 * A data set's files for one who reads them again. Names are below the folder, with {@code /}.
 *
 * <p>The folder itself may be a link; below it none is followed, and nothing but a file is opened,
 * for a pipe would never end. Errors: {@link IOException} with a part of a sentence that begins
 * "it".
 *
 * @param folder of the data set, local or on any Beam file system
 */
public record DatasetFiles(OutputFolder folder) {
  private static final int BUFFER = 1 << 16;

  /** A file of the builder has fewer bytes; one that has more is not read into memory. */
  public static final int MOST_TEXT = 1 << 28;

  /** What stands under a name. */
  public enum Kind {
    NOTHING("it is missing"),
    FILE("it is a file"),
    FOLDER("it is a folder"),
    LINK("it is a link, and what it leads to is not of the data set"),
    BELOW_LINK("it lies in a folder that is a link, and what that leads to is not of the data set"),
    OTHER("it is a pipe, a socket or a device");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** What it is, in words. */
    public String words() {
      return words;
    }
  }

  /** What stands under a name; on an object store a file or nothing. */
  public Kind kind(String name) throws IOException {
    if (!folder.isLocal()) {
      return folder.store().length(name).isPresent() ? Kind.FILE : Kind.NOTHING;
    }
    Path path = root();
    Path relative = Path.of(name);
    for (int i = 0; i < relative.getNameCount(); i++) {
      path = path.resolve(relative.getName(i));
      Kind kind = kind(path);
      boolean last = i == relative.getNameCount() - 1;
      if (last || kind == Kind.NOTHING) {
        return kind;
      }
      if (kind != Kind.FOLDER) {
        return kind == Kind.LINK ? Kind.BELOW_LINK : Kind.NOTHING;
      }
    }
    return Kind.NOTHING;
  }

  private static Kind kind(Path path) throws IOException {
    BasicFileAttributes found;
    try {
      found = Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return Kind.NOTHING;
    }
    return found.isRegularFile()
        ? Kind.FILE
        : found.isDirectory() ? Kind.FOLDER : found.isSymbolicLink() ? Kind.LINK : Kind.OTHER;
  }

  /** The length of a file in bytes. */
  public long length(String name) throws IOException {
    requireFile(name);
    return folder.isLocal()
        ? Files.size(root().resolve(name))
        : folder.store().length(name).orElseThrow(() -> new FileNotFoundException(name));
  }

  private void requireFile(String name) throws IOException {
    Kind kind = kind(name);
    if (kind != Kind.FILE) {
      throw new IOException(kind.words());
    }
  }

  /** The content of a file that has not more bytes than so many. */
  public byte[] content(String name, long most) throws IOException {
    long length = length(name);
    if (length <= most) {
      try (InputStream in = stream(name)) {
        byte[] content = in.readNBytes((int) most + 1);
        if (content.length <= most) {
          return content;
        }
      }
    }
    throw new IOException("it has %s bytes, more than %s".formatted(length, most));
  }

  /** The text of a file beside the parts. */
  public String text(String name) throws IOException {
    return new String(content(name, MOST_TEXT), StandardCharsets.UTF_8);
  }

  /** The object that a file holds; empty where the file is none, or not there. */
  public Optional<JsonNode> json(String name) {
    try {
      return Optional.of(StrictJson.parse(content(name, StrictJson.MOST_BYTES)));
    } catch (IOException | StrictJson.NoJsonException e) {
      return Optional.empty();
    }
  }

  /** A file's content from its beginning. */
  public InputStream stream(String name) throws IOException {
    return Channels.newInputStream(open(name));
  }

  /** A file's content. */
  public SeekableByteChannel open(String name) throws IOException {
    requireFile(name);
    if (folder.isLocal()) {
      return FileChannel.open(root().resolve(name), StandardOpenOption.READ, NOFOLLOW_LINKS);
    }
    ReadableByteChannel channel =
        FileSystems.open(FileSystems.matchNewResource(folder.pathOf(name), false));
    if (channel instanceof SeekableByteChannel seekable) {
      return seekable;
    }
    channel.close();
    throw new IOException("it stands where files can only be read from the beginning");
  }

  /** SHA-256 of a file's content, lower-case hex. Memory: a buffer. */
  public String sha256(String name) throws IOException {
    MessageDigest digest = Sha256.begin();
    try (InputStream in = stream(name)) {
      byte[] buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return Sha256.hex(digest);
  }

  /**
   * The names of whatever stands in a folder, sorted: hidden names, folders and links, too, which
   * are not entered. Of an object store all objects below it. Empty where there is no such folder.
   *
   * @param subfolder a name below the folder; empty for the folder itself
   */
  public List<String> entries(String subfolder) throws IOException {
    String above = subfolder.isEmpty() ? "" : subfolder + "/";
    if (folder.isLocal()) {
      if (!subfolder.isEmpty() && kind(subfolder) != Kind.FOLDER) {
        return List.of();
      }
      try (Stream<Path> found = Files.list(root().resolve(subfolder))) {
        return found.map(entry -> above + entry.getFileName()).sorted().toList();
      } catch (NoSuchFileException e) {
        return List.of(); // Another run has just removed it.
      }
    }
    String pattern = subfolder.isEmpty() ? "*" : above + "**";
    int root = folder.pathOf("").length();
    return FileSystems.match(folder.pathOf(pattern), EmptyMatchTreatment.ALLOW).metadata().stream()
        .map(file -> file.resourceId().toString().substring(root))
        .sorted()
        .toList();
  }

  private Path root() {
    return Path.of(folder.path());
  }
}
