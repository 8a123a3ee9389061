package org.splicebeam.schemas.columns;

/** The steps that fill columns, as the data dictionary and docs/columns.md name them. */
public final class Steps {
  /** Reads the rows; it also computes the derived features that a table lacks. */
  public static final String READ_SITES = "ReadSites";

  /** Samples the true negatives. */
  public static final String DOWNSAMPLE_NEGATIVES = "DownsampleNegatives";

  /** Finds each row's gene and transcript in the annotation. */
  public static final String JOIN_ANNOTATION = "JoinAnnotation";

  /** Plans the parts, and so which split a gene is in. */
  public static final String PLAN_PARTS = "PlanParts";

  /** Writes the parts; it also computes what the window tells. */
  public static final String WRITE_PARTS = "WriteParts";

  private Steps() {}
}
