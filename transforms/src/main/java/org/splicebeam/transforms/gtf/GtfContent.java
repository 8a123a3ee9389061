package org.splicebeam.transforms.gtf;

import java.util.List;
import org.splicebeam.schemas.reject.Reject;

/** What a line of a GTF or GFF3 turns out to be. */
public sealed interface GtfContent
    permits GtfLine, GtfContent.Several, GtfContent.Skipped, GtfContent.Unusable {

  /** A line that gene models do not come from. */
  enum Skipped implements GtfContent {
    /** Nothing or a comment. */
    BLANK,
    /** Neither gene nor transcript nor exon. */
    OTHER_FEATURE
  }

  /**
   * A line of several transcripts, which a GFF3 may have.
   *
   * @param lines that it stands for, two or more
   */
  record Several(List<GtfLine> lines) implements GtfContent {}

  /**
   * A gene, transcript or exon line with something wrong, or no line of an annotation at all.
   *
   * @param reason what is wrong
   * @param detail what was found
   */
  record Unusable(Reject.Reason reason, String detail) implements GtfContent {}
}
