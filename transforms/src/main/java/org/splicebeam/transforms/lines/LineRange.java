package org.splicebeam.transforms.lines;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MatchResult.Metadata;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.splicebeam.schemas.ElementCoder;

/**
 * A stretch of a text file: the lines whose first byte lies in it, to their ends.
 *
 * @param path of the file
 * @param bytes of the file, as stored
 * @param modified when the file last was, in milliseconds since 1970; 0 where its file system does
 *     not say
 * @param from offset of the first byte that may begin a line; 0 in a file that is read whole
 * @param to offset behind the last such byte; {@link Long#MAX_VALUE} for the file's end
 */
@DefaultCoder(LineRange.Coder.class)
public record LineRange(String path, long bytes, long modified, long from, long to) {
  /**
   * Large enough that reading a range costs more than handling it, small enough that the ranges of
   * a file keep all workers busy.
   */
  private static final long LENGTH = 16L << 20;

  /**
   * Cuts a file into ranges; one that is compressed, small or cannot be read from the middle is one
   * range. Each line belongs to exactly one.
   *
   * @throws IOException whose message names the file
   */
  public static List<LineRange> cut(String path) throws IOException {
    return cut(path, LENGTH);
  }

  /** With ranges of so many bytes; a file of less than twice as many is one range. */
  static List<LineRange> cut(String path, long length) throws IOException {
    return cut(path, fileAt(path), length);
  }

  /**
   * Cuts many files, about which their file system is asked at once.
   *
   * @return the ranges of each; none where the file system takes a name for a pattern that nothing
   *     matches
   * @throws IOException whose message names a file
   */
  public static List<List<LineRange>> cut(List<String> paths, long length) throws IOException {
    List<ResourceId> files =
        paths.stream().map(path -> FileSystems.matchNewResource(path, false)).toList();
    List<MatchResult> found = files.isEmpty() ? List.of() : FileSystems.matchResources(files);
    List<List<LineRange>> ranges = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      String path = paths.get(i);
      try {
        List<Metadata> file = found.get(i).metadata();
        ranges.add(file.isEmpty() ? List.of() : cut(path, file.get(0), length));
      } catch (IOException e) {
        throw LineFile.unopened(path, e);
      }
    }
    return ranges;
  }

  private static List<LineRange> cut(String path, Metadata file, long length) {
    boolean seekable = file.isReadSeekEfficient() && PackedFile.hasPlaces(path);
    long numRanges = seekable ? Math.max(1, file.sizeBytes() / length) : 1;
    List<LineRange> ranges = new ArrayList<>();
    for (long i = 0; i < numRanges; i++) {
      long to = i + 1 == numRanges ? Long.MAX_VALUE : (i + 1) * length;
      ranges.add(range(path, file, i * length, to));
    }
    return ranges;
  }

  /** The file from its first line to its last. */
  static LineRange whole(String path) throws IOException {
    return range(path, fileAt(path), 0, Long.MAX_VALUE);
  }

  private static LineRange range(String path, Metadata file, long from, long to) {
    return new LineRange(path, file.sizeBytes(), file.lastModifiedMillis(), from, to);
  }

  /** Whether this is all of the file, decompressed as its name tells. */
  public boolean isWhole() {
    return from == 0 && to == Long.MAX_VALUE;
  }

  /**
   * Whether the file, if it has several ranges, is still the one that was cut. Each range is read
   * by itself, so lines of two different files could otherwise pass for one file.
   */
  public boolean isUnchanged() throws IOException {
    return isWhole() || equals(range(path, metadata(path), from, to));
  }

  /** Bytes of a file, as stored; 0 where they cannot be told. */
  public static long bytesOf(String path) {
    try {
      return fileAt(path).sizeBytes();
    } catch (IOException e) {
      return 0;
    }
  }

  private static Metadata fileAt(String path) throws IOException {
    try {
      return metadata(path);
    } catch (IOException e) {
      throw LineFile.unopened(path, e);
    }
  }

  private static Metadata metadata(String path) throws IOException {
    ResourceId file = FileSystems.matchNewResource(path, false);
    return FileSystems.matchResources(List.of(file)).get(0).metadata().get(0);
  }

  /** Deterministic coder. */
  public static final class Coder extends ElementCoder<LineRange> {
    private static final long serialVersionUID = 1L;

    public static CoderProvider getCoderProvider() {
      return CoderProviders.forCoder(TypeDescriptor.of(LineRange.class), new Coder());
    }

    @Override
    public void write(LineRange range, DataOutputStream out) throws IOException {
      writeText(range.path, out);
      writeNumber(range.bytes, out);
      writeNumber(range.modified, out);
      writeNumber(range.from, out);
      writeNumber(range.to, out);
    }

    @Override
    public LineRange read(DataInputStream in) throws IOException {
      return new LineRange(
          readText(in), readNumber(in), readNumber(in), readNumber(in), readNumber(in));
    }
  }
}
