package org.splicebeam.pipeline.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All that can be seen of a folder: names, kinds, contents, times of last change, ends of links.
 */
final class FolderState {
  private FolderState() {}

  /** By the names below it; the folder itself is the empty one. */
  static Map<String, String> of(Path folder) throws IOException {
    Map<String, String> state = new TreeMap<>();
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return state;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.toList()) {
        String content;
        if (Files.isSymbolicLink(path)) {
          content = "to " + Files.readSymbolicLink(path);
        } else if (Files.isDirectory(path)) {
          content = "folder";
        } else {
          content = HexFormat.of().formatHex(Files.readAllBytes(path));
        }
        state.put(
            folder.relativize(path).toString(),
            Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS) + " " + content);
      }
    }
    return state;
  }
}
