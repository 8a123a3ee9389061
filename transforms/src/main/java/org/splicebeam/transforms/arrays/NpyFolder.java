package org.splicebeam.transforms.arrays;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import org.splicebeam.transforms.lines.PackedFile;

/** A folder of npy arrays, each with a gene's id and {@code .npy} as its name. */
public final class NpyFolder implements ScoreArrays {
  private final String folder;
  private final NpyFile array = new NpyFile();

  /**
   * Opens nothing yet.
   *
   * @param folder of any Beam file system
   */
  public NpyFolder(String folder) {
    this.folder = folder.endsWith("/") ? folder : folder + "/";
  }

  @Override
  public Found read(String geneId, int length, float[] donor, float[] acceptor) throws IOException {
    if (geneId.indexOf('/') >= 0) {
      return Found.NO_ARRAY; // no file has such a name
    }
    String path = folder + geneId + NpzFile.SUFFIX;
    try (SeekableByteChannel file = PackedFile.openPlaces(path);
        InputStream in = Channels.newInputStream(file)) {
      return array.read(in, file.size(), length, donor, acceptor);
    } catch (FileNotFoundException | NoSuchFileException e) {
      return Found.NO_ARRAY;
    } catch (IOException e) {
      throw new IOException(path + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {}
}
