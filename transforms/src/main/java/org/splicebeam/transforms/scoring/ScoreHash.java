package org.splicebeam.transforms.scoring;

import com.dynatrace.hash4j.hashing.HashStream64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * XXH3-64 of a gene's scores (contract 8.9): its id, a 0 byte, and the float32s of donor and
 * acceptor, little-endian. Memory: 64 KiB. Not thread-safe.
 */
final class ScoreHash {
  private static final int CHUNK = 1 << 14;

  private final HashStream64 hash = Hashing.xxh3_64().hashStream();
  private final byte[] bytes = new byte[CHUNK * Float.BYTES];
  private final ByteBuffer numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);

  /** The hash of the first {@code length} scores of both types. */
  long of(String geneId, float[] donor, float[] acceptor, int length) {
    hash.reset();
    hash.putBytes(geneId.getBytes(StandardCharsets.UTF_8));
    hash.putByte((byte) 0);
    put(donor, length);
    put(acceptor, length);
    return hash.getAsLong();
  }

  private void put(float[] scores, int length) {
    for (int from = 0; from < length; from += CHUNK) {
      int some = Math.min(CHUNK, length - from);
      numbers.asFloatBuffer().put(scores, from, some);
      hash.putBytes(bytes, 0, some * Float.BYTES);
    }
  }
}
