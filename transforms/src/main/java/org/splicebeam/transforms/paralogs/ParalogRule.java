package org.splicebeam.transforms.paralogs;

import java.io.Serializable;

/**
 * How genes that are alike are kept from standing in different splits.
 *
 * @param mode what becomes of them
 * @param containment two genes are alike where this share of the smaller one's sketch is in the
 *     other's; above 0, at most 1
 */
public record ParalogRule(ParalogMode mode, double containment) implements Serializable {
  /** The share where none is told. */
  public static final double CONTAINMENT = 0.1;
}
