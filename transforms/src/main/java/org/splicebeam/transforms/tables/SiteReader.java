package org.splicebeam.transforms.tables;

import java.io.Serializable;
import org.splicebeam.schemas.parts.PartInput;
import org.splicebeam.schemas.rows.TranscriptJoin;
import org.splicebeam.transforms.parts.PartRows;
import org.splicebeam.transforms.sampling.SamplingRule;

/**
 * Reads the rows of parts from what each of them is made of.
 *
 * @param format how tables are read
 * @param rule which rows stay
 * @param join which transcript a row's features come from
 */
public record SiteReader(TableFormat format, SamplingRule rule, TranscriptJoin join)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * Opens a part; no table is opened before the first gene is asked for.
   *
   * @param part its number
   * @param sources all that it is made of, in any order; gone through once
   */
  public PartRows open(int part, Iterable<PartInput> sources) {
    return new PartRows(this, part, sources);
  }
}
