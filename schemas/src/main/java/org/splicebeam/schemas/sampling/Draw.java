package org.splicebeam.schemas.sampling;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * Which of one pool's negatives stay: those with the smallest hashes.
 *
 * @param last the largest rank that stays; null where none does
 * @param probability the share of the pool that stays, 0 to 1
 */
public record Draw(NegativeRank last, double probability) {
  /** That of a pool without rows. */
  public static final Draw OF_NONE = new Draw(null, 1);

  void write(DataOutputStream out) throws IOException {
    out.writeBoolean(last != null);
    if (last != null) {
      last.write(out);
    }
    out.writeDouble(probability);
  }

  static Draw read(DataInputStream in) throws IOException {
    return new Draw(in.readBoolean() ? NegativeRank.read(in) : null, in.readDouble());
  }
}
