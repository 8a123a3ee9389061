package org.splicebeam.transforms.lines;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file of mutated lines.
 *
 * @param path of the file
 * @param lines it has, counted as they were written: mutation can put line feeds in
 */
public record MutatedFile(Path path, long lines) {

  /** Writes so many mutations of some lines below a first one, which may be empty for none. */
  public static MutatedFile write(
      Path path, byte[] first, List<byte[]> lines, int mutations, LineMutator mutator)
      throws IOException {
    long count = 0;
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path), 1 << 16)) {
      if (first.length > 0) {
        out.write(first);
        out.write('\n');
        count++;
      }
      for (int i = 0; i < mutations; i++) {
        byte[] line = mutator.mutated(lines.get(i % lines.size()));
        out.write(line);
        out.write('\n');
        count++;
        for (byte b : line) {
          count += b == '\n' ? 1 : 0;
        }
      }
    }
    return new MutatedFile(path, count);
  }
}
