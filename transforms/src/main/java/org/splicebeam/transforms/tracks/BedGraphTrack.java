package org.splicebeam.transforms.tracks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.splicebeam.transforms.lines.LineFile;
import org.splicebeam.transforms.lines.LineReader;
import org.splicebeam.transforms.lines.PackedFile;
import org.splicebeam.transforms.publish.OutputFolder;

/**
 * A bedGraph that is read by range, through the index that {@link IndexBedGraphs} left. Memory: the
 * index, and a buffer.
 */
final class BedGraphTrack implements Track {
  private final String path;
  private final SeekableByteChannel file;
  private final Map<String, BedGraphRun> runs = new LinkedHashMap<>();
  private final BedGraphLine line = new BedGraphLine();

  private BedGraphTrack(String path, BedGraphIndex index, SeekableByteChannel file) {
    this.path = path;
    this.file = file;
    index.runs().forEach(run -> runs.put(run.chromosome(), run));
  }

  /**
   * Opens a track.
   *
   * @param path as it was named
   * @param folder where it was prepared
   */
  static BedGraphTrack open(String path, OutputFolder folder) throws IOException {
    byte[] bytes =
        folder
            .read(BedGraphWorkFiles.index(path))
            .orElseThrow(() -> new IOException(path + " has no index in the output folder"));
    BedGraphIndex index = new BedGraphIndex.Coder().decode(new ByteArrayInputStream(bytes));
    if (!index.range().isUnchanged()) {
      throw new IOException(path + " changed while it was being read; build again");
    }
    return new BedGraphTrack(path, index, PackedFile.openPlaces(index.range().path()));
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public Set<String> names() {
    return Collections.unmodifiableSet(runs.keySet());
  }

  @Override
  public void read(String chromosome, long start, long end, float[] into) throws IOException {
    Arrays.fill(into, 0, Math.toIntExact(end - start), Float.NaN);
    BedGraphRun run = runs.get(chromosome);
    int first = run.blockAt(start);
    int behind = first;
    while (behind < run.blocks() && run.starts()[behind] < end) {
      behind++;
    }
    if (first < behind) {
      read(run.from()[first], run.to()[behind - 1], start, end, into);
    }
  }

  private void read(long from, long to, long start, long end, float[] into) throws IOException {
    InputStream in = Channels.newInputStream(file.position(from));
    LineReader lines = LineReader.within(from, to, in, LineFile.MAX_LINE_LENGTH);
    try {
      while (lines.next()) {
        if (line.parse(lines) && line.start() < end) {
          long first = Math.max(line.start(), start);
          long last = Math.min(line.end(), end);
          if (first < last) {
            Arrays.fill(into, (int) (first - start), (int) (last - start), line.value());
          }
        }
      }
    } catch (IOException e) {
      throw new IOException(
          "%s cannot be read at bytes %s to %s: %s".formatted(path, from, to, e.getMessage()), e);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
