package org.splicebeam.transforms.arrays;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The scores of one gene as an npy array: neither, acceptor and donor of each base, in
 * transcription direction.
 *
 * <p>Doubles become the nearest floats, ties to even; NaN stays, a missing value. Errors: an {@link
 * IOException} whose message is a clause without the file's name. Memory: {@value #CHUNK} bytes.
 */
final class NpyFile {
  private static final int CHUNK = 3 << 14;
  private static final int ACCEPTOR = 1;
  private static final int DONOR = 2;

  private final byte[] bytes = new byte[CHUNK];
  private final ByteBuffer numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);

  /**
   * Reads an array to its end if it has a gene's length.
   *
   * @param in stands at its start
   * @param size of the array with its head, in bytes
   * @param length of the gene in bases
   * @param donor takes its scores from 0 on
   * @param acceptor likewise
   */
  ScoreArrays.Found read(InputStream in, long size, int length, float[] donor, float[] acceptor)
      throws IOException {
    NpyHeader header = NpyHeader.read(in);
    if (size != header.fileBytes()) {
      throw new IOException(
          "it has %s bytes where its head tells of %s: copy or write it again"
              .formatted(size, header.fileBytes()));
    }
    if (header.bases() != length) {
      return ScoreArrays.Found.OTHER_LENGTH;
    }
    if (header.basesFirst()) {
      readBases(in, header.type(), length, donor, acceptor);
    } else {
      readRow(in, header.type(), length, null);
      readRow(in, header.type(), length, acceptor);
      readRow(in, header.type(), length, donor);
    }
    return ScoreArrays.Found.SCORES;
  }

  private void readBases(
      InputStream in, NpyHeader.Type type, int length, float[] donor, float[] acceptor)
      throws IOException {
    int width = type.bytes();
    int most = CHUNK / (NpyHeader.SCORES * width);
    for (int from = 0; from < length; from += most) {
      int some = Math.min(length - from, most);
      fill(in, some * NpyHeader.SCORES * width);
      for (int i = 0; i < some; i++) {
        acceptor[from + i] = value(type, (i * NpyHeader.SCORES + ACCEPTOR) * width);
        donor[from + i] = value(type, (i * NpyHeader.SCORES + DONOR) * width);
      }
    }
  }

  /** Reads one type's scores, which may be passed over (null). */
  private void readRow(InputStream in, NpyHeader.Type type, int length, float[] scores)
      throws IOException {
    int width = type.bytes();
    int most = CHUNK / width;
    for (int from = 0; from < length; from += most) {
      int some = Math.min(length - from, most);
      fill(in, some * width);
      for (int i = 0; scores != null && i < some; i++) {
        scores[from + i] = value(type, i * width);
      }
    }
  }

  private void fill(InputStream in, int wanted) throws IOException {
    if (in.readNBytes(bytes, 0, wanted) < wanted) {
      throw new EOFException("it is cut off: copy or write it again");
    }
  }

  private float value(NpyHeader.Type type, int at) {
    return switch (type) {
      case F2 -> ofHalf(numbers.getShort(at));
      case F4 -> numbers.getFloat(at);
      case F8 -> (float) numbers.getDouble(at);
    };
  }

  /** The float of a half-precision number: 5 bits of exponent, 10 of fraction; all are floats. */
  static float ofHalf(short half) {
    int exponent = half >> 10 & 0x1F;
    int fraction = half & 0x3FF;
    float magnitude;
    if (exponent == 0x1F) {
      magnitude = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
    } else if (exponent == 0) {
      magnitude = Math.scalb((float) fraction, -24);
    } else {
      magnitude = Float.intBitsToFloat(exponent + 127 - 15 << 23 | fraction << 13);
    }
    return half < 0 ? -magnitude : magnitude;
  }
}
