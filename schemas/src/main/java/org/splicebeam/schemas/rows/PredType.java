package org.splicebeam.schemas.rows;

/** How a base model's call compares with the annotation; declared best first (contract 5). */
public enum PredType {
  TP,
  FN,
  FP,
  TN
}
