package org.splicebeam.transforms.tracks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.splicebeam.schemas.reject.Excerpt;
import org.splicebeam.transforms.lines.LineReader;
import org.splicebeam.transforms.publish.ShellWord;

/**
 * The order that the intervals of a bedGraph must have (contract 8.1): by start within a
 * chromosome, each chromosome in one piece, no base twice.
 *
 * <p>Errors: an {@link IOException} whose message is a clause, to stand behind the line's place.
 * Memory: 8 bytes a chromosome.
 */
final class BedGraphOrder {
  /** More than any assembly has. */
  private static final int MOST_CHROMOSOMES = 1 << 20;

  private final String path;

  /** Hashes of the chromosomes' names so far. */
  private final Set<Long> chromosomes = new HashSet<>();

  /** Null before the first. */
  private String chromosome;

  /** Of the chromosome's last interval that has bases. */
  private long lastStart;

  private long lastEnd;

  /**
   * @param path of the file, for the command that sorts it
   */
  BedGraphOrder(String path) {
    this.path = path;
  }

  /** Takes the start of another chromosome. */
  void begin(String name) throws IOException {
    String before = chromosome;
    chromosome = name;
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (!chromosomes.add(LineReader.hash(bytes, 0, bytes.length))) {
      throw unsorted(
          "has %s again, after %s: the lines of a chromosome must stand together"
              .formatted(Excerpt.ofValue(name), Excerpt.ofValue(before)));
    }
    if (chromosomes.size() > MOST_CHROMOSOMES) {
      throw new IOException("has one more than %s chromosomes".formatted(MOST_CHROMOSOMES));
    }
    lastStart = 0;
    lastEnd = 0;
  }

  /**
   * Takes intervals of the chromosome that stand together and are in order.
   *
   * @param first start of the first one
   * @param last start of the last one
   * @param end behind the last base
   */
  void take(long first, long last, long end) throws IOException {
    if (first < lastStart) {
      throw unsorted(
          "has start %s of %s after %s: lines must be sorted by start within a chromosome"
              .formatted(first, Excerpt.ofValue(chromosome), lastStart));
    }
    if (first < lastEnd) {
      throw new IOException(
          "gives %s, base %s a value, which has one already: a base twice; leave one value of it"
              .formatted(Excerpt.ofValue(chromosome), first + 1));
    }
    lastStart = last;
    lastEnd = end;
  }

  private IOException unsorted(String what) {
    String sort = "LC_ALL=C sort -k1,1 -k2,2n";
    String file = ShellWord.of(path);
    String command =
        path.endsWith(".gz")
            ? "gzip -dc %s | %s | gzip > sorted.bedGraph.gz".formatted(file, sort)
            : "%s %s > sorted.bedGraph".formatted(sort, file);
    return new IOException(what + "; sort it: " + command);
  }
}
