package org.splicebeam.pipeline.simulate;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.splicebeam.schemas.rows.SpliceType;

/**
 * Writes a base model's raw scores as an {@code .npz} of NumPy (a zip of NPY 1.0 files): one array
 * a gene under its id, float32 of shape [length, 3], neither, acceptor and donor, 5'->3' on the
 * gene's strand. Arrays are stored, not compressed, so the bytes are the same with every zlib.
 * Holds one gene's array.
 */
final class ScoreArchive implements Closeable {
  private static final int SCORES = 3;

  /** Magic, version 1.0, length of the text; the numbers begin at a multiple of 64. */
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

  private static final int ALIGNMENT = 64;

  /** The first day of a zip's calendar. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final ZipOutputStream zip;

  ScoreArchive(OutputStream file) {
    zip = new ZipOutputStream(new BufferedOutputStream(file));
  }

  void write(MadeUpGene gene, BaseModelScores scores) throws IOException {
    byte[] array = array(scores, gene.length());
    CRC32 checksum = new CRC32();
    checksum.update(array);
    ZipEntry entry = new ZipEntry(gene.id() + ".npy");
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(array.length);
    entry.setCrc(checksum.getValue());
    entry.setTimeLocal(NO_TIME);
    zip.putNextEntry(entry);
    zip.write(array);
    zip.closeEntry();
  }

  private static byte[] array(BaseModelScores scores, int length) {
    byte[] header = header(length);
    ByteBuffer array =
        ByteBuffer.allocate(header.length + length * SCORES * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(header);
    for (int position = 0; position < length; position++) {
      int donor = scores.raw(SpliceType.DONOR, position);
      int acceptor = scores.raw(SpliceType.ACCEPTOR, position);
      putShare(array, BaseModelScores.ONE - donor - acceptor);
      putShare(array, acceptor);
      putShare(array, donor);
    }
    return array.array();
  }

  /** The float32 that is nearest to the decimal number of the tracks. */
  private static void putShare(ByteBuffer array, int tenMillionths) {
    array.putFloat(Float.parseFloat(BaseModelScores.text(tenMillionths)));
  }

  private static byte[] header(int length) {
    String text =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (" + length + ", " + SCORES + "), }";
    int prefix = MAGIC.length + Short.BYTES;
    int size = (prefix + text.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    String padded = text + " ".repeat(size - prefix - text.length() - 1) + "\n";
    return ByteBuffer.allocate(size)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .putShort((short) padded.length())
        .put(padded.getBytes(US_ASCII))
        .array();
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
