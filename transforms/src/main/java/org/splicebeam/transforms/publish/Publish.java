package org.splicebeam.transforms.publish;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.splicebeam.schemas.parts.FileReceipt;

/**
 * The one way a file comes into the data set: written aside under a random name, closed, then
 * renamed. A reader never meets a torn file; the same content over the same name is no conflict, so
 * retried attempts do no harm.
 */
public final class Publish {
  private static final int BUFFER = 1 << 16;

  private Publish() {}

  /** Writes a file's content. */
  @FunctionalInterface
  public interface Body {
    /** Returns the number of data rows written; must not close the stream. */
    long writeTo(OutputStream out) throws IOException;
  }

  /**
   * Puts a file in its place.
   *
   * @param name below the folder
   * @throws IOException where the body or the file system fails; then nothing stands under the name
   */
  public static FileReceipt file(OutputFolder folder, String name, Body body) throws IOException {
    ResourceId aside = folder.file(OutputFolder.PRIVATE + "/tmp/" + UUID.randomUUID());
    MessageDigest digest = sha256();
    long rows;
    CountedStream counted;
    boolean whole = false;
    try {
      try (OutputStream channel =
          Channels.newOutputStream(FileSystems.create(aside, "application/octet-stream"))) {
        counted = new CountedStream(new DigestOutputStream(channel, digest));
        OutputStream buffered = new BufferedOutputStream(counted, BUFFER);
        rows = body.writeTo(buffered);
        buffered.flush();
      }
      whole = true;
    } finally {
      if (!whole) {
        FileSystems.delete(List.of(aside), StandardMoveOptions.IGNORE_MISSING_FILES);
      }
    }
    FileSystems.rename(List.of(aside), List.of(folder.file(name)));
    return new FileReceipt(name, rows, counted.bytes, HexFormat.of().formatHex(digest.digest()));
  }

  /** A text file in UTF-8. */
  public static FileReceipt text(OutputFolder folder, String name, String text) throws IOException {
    return file(
        folder,
        name,
        out -> {
          out.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
          return 0;
        });
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static final class CountedStream extends OutputStream {
    private final OutputStream out;
    private long bytes;

    CountedStream(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      bytes++;
    }

    @Override
    public void write(byte[] buffer, int from, int length) throws IOException {
      out.write(buffer, from, length);
      bytes += length;
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }
  }
}
