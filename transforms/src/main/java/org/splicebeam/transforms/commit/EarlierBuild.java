package org.splicebeam.transforms.commit;

/**
 * What is done with what an earlier build left in the output folder, once the input is accepted.
 */
public enum EarlierBuild {
  /** The same build goes on; another ends this one. */
  FINISH,
  /** The same build goes on; another is replaced. */
  FINISH_OR_REPLACE,
  /** It is replaced, whatever it is. */
  REPLACE;

  boolean isReplaced(boolean same) {
    return this == REPLACE || (this == FINISH_OR_REPLACE && !same);
  }
}
