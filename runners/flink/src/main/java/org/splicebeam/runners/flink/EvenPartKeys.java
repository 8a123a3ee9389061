package org.splicebeam.runners.flink;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.flink.util.MathUtils;
import org.splicebeam.transforms.parts.PartKeys;

/**
 * Keys that Flink gives to its workers in turn. A batch hashes the encoded key by the sum of its
 * bytes. A Flink that hashes in another way shares parts out as unevenly as without salt.
 *
 * @param workers of the job
 */
record EvenPartKeys(int workers) implements PartKeys {
  private static final VarLongCoder CODER = VarLongCoder.of();

  /** As many salts as there are workers are tried on average. */
  private static final int MOST_SALTS = 1 << 16;

  @Override
  public long keyOf(int part) {
    for (int salt = 0; salt < MOST_SALTS; salt++) {
      long key = PartKeys.salted(part, salt);
      if (workerOf(key) == part % workers) {
        return key;
      }
    }
    return PartKeys.salted(part, 0);
  }

  private int workerOf(long key) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      CODER.encode(key, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // An array takes everything.
    }
    return MathUtils.murmurHash(Arrays.hashCode(bytes.toByteArray())) % workers;
  }
}
