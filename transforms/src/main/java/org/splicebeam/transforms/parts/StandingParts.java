package org.splicebeam.transforms.parts;

import java.io.IOException;
import java.util.BitSet;
import java.util.Optional;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.schemas.parts.PartLayout;

/**
 * Which parts of a build stand, looked at again and again while others write them. A part that was
 * seen once is not asked for again, and a look asks for a few parts only, in turn, so that the
 * number may be behind the folder, but never before it.
 *
 * <p>Memory: one bit a part.
 */
public final class StandingParts {
  private final PartReceipts receipts;
  private final PartLayout planned;
  private final BitSet seen = new BitSet();
  private int next;
  private long rows;

  /**
   * @param receipts of the build
   * @param planned the parts that there will be
   */
  public StandingParts(PartReceipts receipts, PartLayout planned) {
    this.receipts = receipts;
    this.planned = planned;
  }

  /**
   * Asks for parts that were not seen yet.
   *
   * @param most parts to ask for
   */
  public void look(int most) throws IOException {
    int asked = Math.min(most, planned() - seen.cardinality());
    for (int i = 0; i < asked; i++) {
      next = seen.nextClearBit(next);
      if (next >= planned()) {
        next = seen.nextClearBit(0);
      }
      Optional<FileReceipt> receipt = receipts.find(planned.name(next));
      if (receipt.isPresent()) {
        seen.set(next);
        rows += receipt.get().rows();
      }
      next++;
    }
  }

  /** How many there will be. */
  public int planned() {
    return planned.parts();
  }

  /** How many were seen. */
  public int standing() {
    return seen.cardinality();
  }

  /** Rows of those. */
  public long rows() {
    return rows;
  }
}
