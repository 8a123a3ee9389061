package org.splicebeam.transforms.tracks;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.splicebeam.transforms.lines.LineReader;
import org.splicebeam.transforms.lines.PackedFile;
import org.splicebeam.transforms.publish.OutputFolder;

/** What {@link IndexBedGraphs} leaves in the output folder, by names below it. */
public final class BedGraphWorkFiles {
  /** Where below the output folder they lie. */
  public static final String PLACE = OutputFolder.PRIVATE + "/scores/";

  private BedGraphWorkFiles() {}

  /** All that is left for these bedGraphs. */
  public static List<String> of(List<String> paths) {
    return paths.stream()
        .flatMap(
            path -> isPacked(path) ? Stream.of(index(path), copy(path)) : Stream.of(index(path)))
        .toList();
  }

  /** Whether it is read from an unpacked copy. */
  static boolean isPacked(String path) {
    return !PackedFile.hasPlaces(path);
  }

  static String index(String path) {
    return PLACE + key(path) + ".index";
  }

  static String copy(String path) {
    return PLACE + key(path) + ".bedGraph";
  }

  /** A name that all workers give to the file. */
  private static String key(String path) {
    byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
    return "%016x".formatted(LineReader.hash(bytes, 0, bytes.length));
  }
}
