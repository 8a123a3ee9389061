package org.splicebeam.schemas.rows;

import java.util.ArrayList;
import java.util.List;
import org.splicebeam.schemas.genome.Strand;

/** A thin block that is written down row by row. */
public final class HandMadeThinBlock {
  private final String geneId;
  private final String chrom;
  private final Strand strand;
  private final List<Long> positions = new ArrayList<>();
  private final List<Integer> predTypes = new ArrayList<>();
  private final List<Double> topScores = new ArrayList<>();

  private HandMadeThinBlock(String geneId, String chrom, Strand strand) {
    this.geneId = geneId;
    this.chrom = chrom;
    this.strand = strand;
  }

  public static HandMadeThinBlock of(String geneId, String chrom, Strand strand) {
    return new HandMadeThinBlock(geneId, chrom, strand);
  }

  public HandMadeThinBlock row(long genePosition, PredType predType, double topScore) {
    return row(genePosition, predType.ordinal(), topScore);
  }

  public HandMadeThinBlock row(long genePosition, int predType, double topScore) {
    positions.add(genePosition);
    predTypes.add(predType);
    topScores.add(topScore);
    return this;
  }

  public ThinBlock build() {
    byte[] types = new byte[predTypes.size()];
    for (int i = 0; i < types.length; i++) {
      types[i] = predTypes.get(i).byteValue();
    }
    return new ThinBlock(
        geneId,
        chrom,
        strand,
        positions.stream().mapToLong(Long::longValue).toArray(),
        types,
        topScores.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
