package org.splicebeam.transforms.gtf;

import java.util.List;
import org.splicebeam.schemas.genome.GenePlace;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.TranscriptModel;

/**
 * A gene, transcript or exon line of an annotation, as far as gene models need it.
 *
 * @param feature what it is a line of
 * @param place chromosome and strand
 * @param span 1-based, closed
 * @param geneId never empty
 * @param transcriptId null for a gene line, else never empty
 * @param told what it tells besides
 */
public record GtfLine(
    Feature feature, GenePlace place, Span span, String geneId, String transcriptId, Told told)
    implements GtfContent {

  /**
   * What a line tells besides its ids.
   *
   * @param geneName gene_name, null where there is none or an empty one
   * @param geneType gene_biotype, else gene_type; null where there is none or an empty one
   * @param tag the best of its tags
   * @param unreadable which of these are null, or no tag, because they are no UTF-8; a tag as often
   *     as that is so
   */
  public record Told(
      String geneName, String geneType, TranscriptModel.Tag tag, List<String> unreadable) {}

  /** Null where there is none. */
  public String geneName() {
    return told.geneName;
  }

  /** Null where there is none. */
  public String geneType() {
    return told.geneType;
  }

  /** The best of its tags. */
  public TranscriptModel.Tag tag() {
    return told.tag;
  }

  /** What of it is null because it is no UTF-8. */
  public List<String> unreadable() {
    return told.unreadable;
  }

  /** The features that gene models come from. */
  public enum Feature {
    GENE,
    TRANSCRIPT,
    EXON
  }
}
