package org.splicebeam.transforms.arrays;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.splicebeam.transforms.lines.PackedFile;

/**
 * An npz archive of NumPy (a zip of npy arrays, stored or deflated) with one array a gene under its
 * id.
 *
 * <p>What is unpacked is as long as the gene's scores, or it is refused before. Memory: about 100
 * bytes an array, and some buffers.
 */
public final class NpzFile implements ScoreArrays {
  /** What NumPy writes behind the name of an array. */
  static final String SUFFIX = ".npy";

  private static final int BUFFER = 1 << 16;

  private final String path;
  private final SeekableByteChannel file;
  private final ZipDirectory directory;
  private final Inflater inflater = new Inflater(true);
  private final NpyFile array = new NpyFile();

  private NpzFile(String path, SeekableByteChannel file, ZipDirectory directory) {
    this.path = path;
    this.file = file;
    this.directory = directory;
  }

  /**
   * Opens an archive of any Beam file system, and reads its directory.
   *
   * @throws IOException with a sentence that names the file and says what to do
   */
  public static NpzFile open(String path) throws IOException {
    SeekableByteChannel file;
    try {
      file = PackedFile.openPlaces(path);
    } catch (FileNotFoundException | NoSuchFileException e) {
      throw new IOException(path + ": there is no such file, or it may not be read", e);
    }
    return open(path, file);
  }

  /** As {@link #open(String)}; the file is closed with the archive, or where it is refused. */
  static NpzFile open(String path, SeekableByteChannel file) throws IOException {
    try {
      return new NpzFile(path, file, ZipDirectory.read(file, SUFFIX));
    } catch (IOException e) {
      file.close();
      throw new IOException(path + ": " + e.getMessage(), e);
    }
  }

  /** The ids of its first three arrays; fewer where it has fewer. */
  public List<String> firstIds() {
    return directory.firstNames();
  }

  @Override
  public Found read(String geneId, int length, float[] donor, float[] acceptor) throws IOException {
    ZipDirectory.Entry entry = directory.entry(geneId);
    if (entry == null) {
      return Found.NO_ARRAY;
    }
    try {
      return read(entry, geneId, length, donor, acceptor);
    } catch (EOFException | ZipException e) {
      throw inArray(geneId, ZipDirectory.damaged("its bytes cannot be unpacked"));
    } catch (IOException e) {
      throw inArray(geneId, e);
    }
  }

  private IOException inArray(String geneId, IOException e) {
    return new IOException("%s, array %s: %s".formatted(path, geneId, e.getMessage()), e);
  }

  private Found read(
      ZipDirectory.Entry entry, String geneId, int length, float[] donor, float[] acceptor)
      throws IOException {
    InputStream stored = new ChannelRange(file, dataOffset(entry, geneId), entry.packed());
    boolean deflated = entry.method() == ZipDirectory.DEFLATED;
    inflater.reset();
    CheckedInputStream in =
        new CheckedInputStream(
            deflated ? new InflaterInputStream(stored, inflater, BUFFER) : stored, new CRC32());
    Found found = array.read(in, entry.size(), length, donor, acceptor);
    if (found == Found.SCORES) {
      if ((int) in.getChecksum().getValue() != entry.crc()) {
        throw ZipDirectory.damaged("its bytes have another checksum than it tells");
      }
      if (in.read() >= 0 || deflated && inflater.getBytesRead() != entry.packed()) {
        throw ZipDirectory.damaged("it is larger than it tells");
      }
    }
    return found;
  }

  /** Where an entry's bytes start, behind a head that has to be its own. */
  private long dataOffset(ZipDirectory.Entry entry, String geneId) throws IOException {
    byte[] bytes = new byte[ZipDirectory.LOCAL_HEAD];
    new ChannelRange(file, entry.offset(), bytes.length).readNBytes(bytes, 0, bytes.length);
    ByteBuffer head = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    byte[] name = new byte[Short.toUnsignedInt(head.getShort(26))];
    int extra = Short.toUnsignedInt(head.getShort(28));
    long behindHead = entry.offset() + bytes.length;
    if (head.getInt(0) != ZipDirectory.LOCAL_SIGNATURE
        || Short.toUnsignedInt(head.getShort(8)) != entry.method()
        || name.length + extra > file.size() - behindHead - entry.packed()) {
      throw ZipDirectory.damaged("its directory tells of another place");
    }
    new ChannelRange(file, behindHead, name.length).readNBytes(name, 0, name.length);
    if (!ZipDirectory.bare(name, SUFFIX).equals(geneId)) {
      throw ZipDirectory.damaged("its directory tells of another name");
    }
    return behindHead + name.length + extra;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    file.close();
  }
}
