package org.splicebeam.transforms.gtf;

import org.splicebeam.schemas.reject.Reject;

/** What a line of a GTF turns out to be. */
public sealed interface GtfContent permits GtfLine, GtfContent.Skipped, GtfContent.Unusable {

  /** A line that gene models do not come from. */
  enum Skipped implements GtfContent {
    /** Nothing or a comment. */
    BLANK,
    /** Neither gene nor transcript nor exon. */
    OTHER_FEATURE
  }

  /**
   * A gene, transcript or exon line with something wrong, or no GTF line at all.
   *
   * @param reason what is wrong
   * @param detail what was found
   */
  record Unusable(Reject.Reason reason, String detail) implements GtfContent {}
}
