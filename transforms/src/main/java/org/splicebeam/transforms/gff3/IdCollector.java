package org.splicebeam.transforms.gff3;

import java.io.IOException;
import java.util.Objects;
import org.splicebeam.transforms.lines.LineFile;
import org.splicebeam.transforms.lines.LineReader;

/**
 * The first pass over a GFF3, or a range of one: what its lines can be below, wherever in the file
 * they stand. Memory: one line, and the ids of genes, transcripts and whatever else has an ID and
 * is no exon, CDS, UTR, codon or intron.
 */
public final class IdCollector {

  private IdCollector() {}

  /**
   * Reads from the first line to the last, or to the one that ends the features.
   *
   * @param from where the range begins
   */
  public static IdBlock collect(LineFile file, long from) throws IOException {
    Gff3Line line = new Gff3Line();
    IdBlock.Builder block = new IdBlock.Builder();
    while (file.skim()) {
      LineReader read = file.line();
      if (Gff3Line.endsFeatures(read)) {
        return block.build(from, read.byteOffset());
      }
      int end = read.endBeforeCarriageReturns();
      boolean canBeParent =
          line.mayBeParent(read.bytes(), read.start(), end)
              && !read.hasCarriageReturn(end)
              && line.readFields(read.bytes(), read.start(), end, !read.tooLong()) == null
              && line.readAttributes() == null
              && line.id() != null;
      if (canBeParent) {
        block.add(entry(line));
      }
    }
    return block.build(from, Long.MAX_VALUE);
  }

  private static IdBlock.Entry entry(Gff3Line line) {
    String transcriptId = line.namedTranscript();
    return new IdBlock.Entry(
        line.id(),
        line.isGene() ? line.geneId() : null,
        line.parents(),
        line.namedGene(),
        Objects.equals(transcriptId, Gff3Line.stripped(line.id())) ? null : transcriptId);
  }
}
