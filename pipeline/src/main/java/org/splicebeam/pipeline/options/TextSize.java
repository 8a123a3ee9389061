package org.splicebeam.pipeline.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.apache.beam.sdk.io.Compression;
import org.splicebeam.schemas.inputs.TableFile;
import org.splicebeam.transforms.tables.TableInputs;
import org.splicebeam.transforms.verdict.VerdictException;

/**
 * How much text lies in files, about: a compressed one counts four times its size. Only sizes are
 * looked at, and only on this machine.
 *
 * @param bytes more than there can be where a file is remote or cannot be looked at
 */
public record TextSize(long bytes) {
  public static final TextSize NONE = new TextSize(0);
  public static final TextSize UNKNOWN = new TextSize(Long.MAX_VALUE);

  /** Tables of numbers and sequences are packed three to five times. */
  private static final int PACKED = 4;

  /** What one worker reads and writes in about the time in which another one is set to work. */
  private static final long BYTES_FOR_A_WORKER = 32_000_000;

  /** Of the analysis tables that files, folders and globs name. */
  public static TextSize ofTables(List<String> inputs) {
    if (inputs.stream().anyMatch(TextSize::isRemote)) {
      return UNKNOWN;
    }
    try {
      TextSize sum = NONE;
      for (TableFile table : TableInputs.match(inputs).tables()) {
        sum = sum.plus(of(table.path(), table.size()));
      }
      return sum;
    } catch (IOException | VerdictException | InvalidPathException e) {
      return UNKNOWN;
    }
  }

  /** Of one file; null names none. */
  public static TextSize ofFile(String path) {
    if (path == null) {
      return NONE;
    }
    try {
      return isRemote(path) ? UNKNOWN : of(path, Files.size(Path.of(path)));
    } catch (IOException | InvalidPathException e) {
      return UNKNOWN;
    }
  }

  /** Of scores, which are packed whatever their files are named. */
  static TextSize ofPacked(TableFile file) {
    return isRemote(file.path()) ? UNKNOWN : new TextSize(PACKED * file.size());
  }

  /** The workers, of so many that there could be, for which there is enough to do. */
  public int workers(int most) {
    return (int) Math.min(most, bytes / BYTES_FOR_A_WORKER + 1);
  }

  private static TextSize of(String path, long size) {
    return new TextSize(
        Compression.detect(path) == Compression.UNCOMPRESSED ? size : PACKED * size);
  }

  private static boolean isRemote(String path) {
    return path.contains("://");
  }

  /** Both together. */
  public TextSize plus(TextSize other) {
    long sum = bytes + other.bytes;
    return sum < 0 ? UNKNOWN : new TextSize(sum);
  }
}
