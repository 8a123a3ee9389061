package org.splicebeam.transforms.publish;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.CreateOptions.StandardCreateOptions;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResolveOptions.StandardResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;

/**
 * A folder on any Beam file system. On an object store closing a channel publishes what was
 * written, so the channel of an abandoned file is left open.
 *
 * @param path of the folder, with its scheme
 */
record BeamStore(String path) implements Store {
  private static final long serialVersionUID = 1L;
  private static final String BYTES = "application/octet-stream";

  @Override
  public NewFile create(String name) throws IOException {
    WritableByteChannel channel = FileSystems.create(file(name), BYTES);
    return new NewFile() {
      @Override
      public OutputStream stream() {
        return Channels.newOutputStream(channel);
      }

      @Override
      public void commit() throws IOException {
        channel.close();
      }

      @Override
      public void close() {
        // Left open after an error: to close it would publish half a file.
      }
    };
  }

  @Override
  public boolean createExclusively(String name, byte[] content) throws IOException {
    if (length(name).isPresent()) {
      return false;
    }
    StandardCreateOptions once =
        StandardCreateOptions.builder().setMimeType(BYTES).setExpectFileToNotExist(true).build();
    try (OutputStream out = Channels.newOutputStream(FileSystems.create(file(name), once))) {
      out.write(content); // all of it: a channel may take less at a time
    } catch (IOException e) {
      // Either another run was first, or the answer to an earlier attempt of ours was lost and the
      // request was repeated. The content tells which.
      Optional<byte[]> standing = read(name);
      if (standing.isEmpty()) {
        throw e;
      }
      return Arrays.equals(standing.get(), content);
    }
    return true;
  }

  @Override
  public Optional<Long> length(String name) throws IOException {
    MatchResult match = FileSystems.matchResources(List.of(file(name))).get(0);
    return match.status() == MatchResult.Status.NOT_FOUND || match.metadata().isEmpty()
        ? Optional.empty()
        : Optional.of(match.metadata().get(0).sizeBytes());
  }

  @Override
  public Optional<byte[]> head(String name, int most) throws IOException {
    try (InputStream in = Channels.newInputStream(FileSystems.open(file(name)))) {
      return Optional.of(in.readNBytes(most));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  @Override
  public void rename(String from, String to) throws IOException {
    FileSystems.rename(List.of(file(from)), List.of(file(to)));
  }

  @Override
  public void delete(String name) throws IOException {
    FileSystems.delete(List.of(file(name)), StandardMoveOptions.IGNORE_MISSING_FILES);
  }

  private ResourceId file(String name) {
    ResourceId at = FileSystems.matchNewResource(path, true);
    String[] steps = name.split("/");
    for (int i = 0; i < steps.length - 1; i++) {
      at = at.resolve(steps[i], StandardResolveOptions.RESOLVE_DIRECTORY);
    }
    return at.resolve(steps[steps.length - 1], StandardResolveOptions.RESOLVE_FILE);
  }
}
