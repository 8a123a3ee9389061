package org.splicebeam.schemas.sampling;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Comparator;
import org.splicebeam.schemas.ElementCoder;
import org.splicebeam.schemas.genome.Chromosomes;
import org.splicebeam.schemas.genome.Strand;

/**
 * Where a sampled negative stands in the order in which its gene draws: by unsigned hash of the
 * key, then by chromosome, then + before - (contract 4); the position settles hashes that collide.
 *
 * @param hash unsigned
 * @param chrom as written; null stands for the last of all, so that a rank with a null chromosome
 *     admits every row with its hash
 * @param strand of the row
 * @param genePosition 0-based
 */
public record NegativeRank(long hash, String chrom, Strand strand, long genePosition)
    implements Comparable<NegativeRank> {

  private static final Comparator<NegativeRank> ORDER =
      Comparator.<NegativeRank>nullsLast(
          ((Comparator<NegativeRank>) (a, b) -> Long.compareUnsigned(a.hash, b.hash))
              .thenComparing(NegativeRank::chrom, Comparator.nullsLast(Chromosomes.BY_CODE_POINT))
              .thenComparing(NegativeRank::strand)
              .thenComparingLong(NegativeRank::genePosition));

  /** A limit that admits every row with a hash up to this one, unsigned. */
  public static NegativeRank upTo(long hash) {
    return new NegativeRank(hash, null, Strand.UNKNOWN, Long.MAX_VALUE);
  }

  @Override
  public int compareTo(NegativeRank other) {
    return ORDER.compare(this, other);
  }

  void write(DataOutputStream out) throws IOException {
    out.writeLong(hash);
    ElementCoder.writeText(chrom, out);
    out.writeByte(strand.ordinal());
    ElementCoder.writeNumber(genePosition, out);
  }

  static NegativeRank read(DataInputStream in) throws IOException {
    return new NegativeRank(
        in.readLong(),
        ElementCoder.readText(in),
        Strand.values()[in.readByte()],
        ElementCoder.readNumber(in));
  }
}
