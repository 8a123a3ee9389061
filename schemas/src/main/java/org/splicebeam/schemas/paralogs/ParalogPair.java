package org.splicebeam.schemas.paralogs;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.splicebeam.schemas.ElementCoder;
import org.splicebeam.schemas.parts.Split;

/**
 * Two genes that are alike, and where they stand.
 *
 * @param geneId the gene that is first in genome order
 * @param otherGeneId the other
 * @param words of the first one's sketch that count
 * @param otherWords of the other's
 * @param sharedWords in both
 * @param before splits that were chosen
 * @param after splits in the data set
 */
public record ParalogPair(
    String geneId,
    String otherGeneId,
    int words,
    int otherWords,
    int sharedWords,
    Places before,
    Places after) {

  /**
   * The splits of both genes.
   *
   * @param split of the first one; null where it is left out
   * @param otherSplit of the other; null where it is left out
   */
  public record Places(Split split, Split otherSplit) {
    /** Whether the genes stand in different splits. */
    public boolean apart() {
      return split != otherSplit;
    }
  }

  /** Whether one of the genes is left out. */
  public boolean isDropped() {
    return after.split == null || after.otherSplit == null;
  }

  /** Whether one of the genes went to another split. */
  public boolean isMoved() {
    return !isDropped() && !after.equals(before);
  }

  void write(DataOutputStream out) throws IOException {
    ElementCoder.writeText(geneId, out);
    ElementCoder.writeText(otherGeneId, out);
    ElementCoder.writeNumber(words, out);
    ElementCoder.writeNumber(otherWords, out);
    ElementCoder.writeNumber(sharedWords, out);
    write(before, out);
    write(after, out);
  }

  private static void write(Places places, DataOutputStream out) throws IOException {
    Split.write(places.split, out);
    Split.write(places.otherSplit, out);
  }

  static ParalogPair read(DataInputStream in) throws IOException {
    return new ParalogPair(
        ElementCoder.readText(in),
        ElementCoder.readText(in),
        ElementCoder.readCount(in),
        ElementCoder.readCount(in),
        ElementCoder.readCount(in),
        new Places(Split.read(in), Split.read(in)),
        new Places(Split.read(in), Split.read(in)));
  }
}
