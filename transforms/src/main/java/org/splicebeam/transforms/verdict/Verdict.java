package org.splicebeam.transforms.verdict;

import java.util.List;

/**
 * Why a build ends without a data set, for people: it reaches them through a file, on whichever
 * runner the build runs.
 *
 * @param exitCode of the launcher: one of the constants
 * @param sentence what was found, where, and what to do
 * @param examples further lines, at most a few; may be empty
 */
public record Verdict(int exitCode, String sentence, List<String> examples) {
  /** The build failed: the account does not balance, an input changed, a file cannot be written. */
  public static final int BUILD_FAILED = 1;

  /** Options or input are not usable. */
  public static final int BAD_INPUT = 2;

  /** More rows rejected than allowed. */
  public static final int TOO_MANY_REJECTS = 3;

  public Verdict {
    examples = List.copyOf(examples);
  }

  public static Verdict badInput(String sentence) {
    return new Verdict(BAD_INPUT, sentence, List.of());
  }

  public static Verdict buildFailed(String sentence) {
    return new Verdict(BUILD_FAILED, sentence, List.of());
  }
}
