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
   * Reads from the first line to the last; behind one that ends the features it looks only for
   * lines that may be features nevertheless.
   *
   * @param from where the range begins
   */
  public static IdBlock collect(LineFile file, long from) throws IOException {
    Gff3Line line = new Gff3Line();
    IdBlock.Builder block = new IdBlock.Builder();
    long endOfFeatures = Long.MAX_VALUE;
    long endOfFields = 0;
    while (file.skim()) {
      LineReader read = file.line();
      boolean ended = endOfFeatures != Long.MAX_VALUE;
      if (!ended && Gff3Line.endsFeatures(read)) {
        endOfFeatures = read.byteOffset();
        ended = true;
      }
      int end = read.endBeforeCarriageReturns();
      if (line.findType(read.bytes(), read.start(), end)) {
        endOfFields = read.nextOffset();
        if (!ended && line.mayBeParent() && isParent(line, read, end)) {
          block.add(entry(line));
        }
      }
    }
    return block.build(from, endOfFeatures, endOfFields);
  }

  private static boolean isParent(Gff3Line line, LineReader read, int end) {
    return !read.hasCarriageReturn(end)
        && line.readFields(read.bytes(), read.start(), end, !read.tooLong()) == null
        && line.readAttributes() == null
        && line.id() != null;
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
