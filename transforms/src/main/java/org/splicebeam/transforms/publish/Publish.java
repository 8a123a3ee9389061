package org.splicebeam.transforms.publish;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.UUID;
import org.splicebeam.schemas.Sha256;
import org.splicebeam.schemas.parts.FileReceipt;

/**
 * The one way a file comes into the data set. Each attempt writes aside under a random name, makes
 * the file durable, reads its length back, makes sure that its run still owns the folder, and only
 * then renames. After an error the file is abandoned and deleted. A reader never meets a torn file.
 * Writing the same content under the same name again changes nothing, so retried, speculative and
 * late attempts do no harm.
 */
public final class Publish {
  /** Where files are written aside. */
  public static final String ASIDE = OutputFolder.PRIVATE + "/tmp";

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
   * @throws OutputException where the body or the file system fails; then what stood under the
   *     name, if anything, stands there still
   * @throws org.splicebeam.transforms.verdict.VerdictException where another run owns the folder
   */
  public static FileReceipt file(OutputFolder folder, String name, Body body) throws IOException {
    return file(folder, aside(folder), name, body);
  }

  /** A file that comes before its run owns the folder. */
  static void unowned(OutputFolder folder, String name, String text) throws IOException {
    unowned(folder, aside(folder), name, text);
  }

  /** The same, written aside under a name of its own. */
  static void unowned(OutputFolder folder, String aside, String name, String text)
      throws IOException {
    file(folder.ownedBy(null), aside, name, bodyOf(text));
  }

  /** By its name it is seen which run left it: its files lie aside under its id. */
  private static String aside(OutputFolder folder) {
    return folder.runId() == null
        ? "." + UUID.randomUUID() + ".tmp"
        : asideOf(folder.runId()) + UUID.randomUUID();
  }

  /** How the names begin of what a run writes aside, below its folder. */
  public static String asideOf(String runId) {
    return ASIDE + "/" + runId + "-";
  }

  private static FileReceipt file(OutputFolder folder, String aside, String name, Body body)
      throws IOException {
    Store store = folder.store();
    boolean published = false;
    try {
      FileReceipt receipt = write(store, aside, name, body);
      long length = store.length(aside).orElse(-1L);
      if (length != receipt.bytes()) {
        throw new IOException(
            "%s bytes of the %s written are there".formatted(length, receipt.bytes()));
      }
      Owner.check(folder);
      store.rename(aside, name);
      published = true;
      return receipt;
    } catch (IOException e) {
      throw new OutputException(name, OutputException.Act.WRITTEN, e);
    } finally {
      if (!published) {
        discard(store, aside);
      }
    }
  }

  /**
   * Gives a file that was published another name. An attempt that finds it moved does nothing.
   *
   * @param file as it was published
   * @return its receipt under the new name
   */
  public static FileReceipt move(OutputFolder folder, FileReceipt file, String name)
      throws IOException {
    Store store = folder.store();
    try {
      if (store.length(file.name()).isPresent()) {
        Owner.check(folder);
        store.rename(file.name(), name);
      } else if (store.length(name).orElse(-1L) != file.bytes()) {
        throw new IOException(file.name() + " is gone");
      }
      return file.named(name);
    } catch (IOException e) {
      throw new OutputException(name, OutputException.Act.WRITTEN, e);
    }
  }

  /** A text file in UTF-8. */
  public static FileReceipt text(OutputFolder folder, String name, String text) throws IOException {
    return file(folder, name, bodyOf(text));
  }

  private static Body bodyOf(String text) {
    return out -> {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      return 0;
    };
  }

  private static FileReceipt write(Store store, String aside, String name, Body body)
      throws IOException {
    MessageDigest digest = Sha256.begin();
    try (Store.NewFile file = store.create(aside)) {
      CountedStream counted = new CountedStream(new DigestOutputStream(file.stream(), digest));
      OutputStream buffered = new BufferedOutputStream(counted, BUFFER);
      long rows = body.writeTo(buffered);
      buffered.flush();
      file.commit();
      return new FileReceipt(name, rows, counted.bytes, Sha256.hex(digest));
    }
  }

  /** Deletes what is left of a failed attempt. The error that made it fail is the one to tell. */
  private static void discard(Store store, String aside) {
    try {
      store.delete(aside);
    } catch (IOException e) {
      // It stays aside, where nobody reads it and the next build clears it.
      return;
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
