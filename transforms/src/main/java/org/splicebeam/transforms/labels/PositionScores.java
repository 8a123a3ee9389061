package org.splicebeam.transforms.labels;

import java.util.Arrays;

/**
 * What becomes of a gene's scores of one type between their file and a row (contract 8.2, 8.3 and
 * 8.5). Arrays stand in transcription direction and may be longer than the gene.
 */
public final class PositionScores {
  private PositionScores() {}

  /** Whether a base has a value. */
  public static boolean haveAny(float[] scores, int length) {
    for (int i = 0; i < length; i++) {
      if (!Float.isNaN(scores[i])) {
        return true;
      }
    }
    return false;
  }

  /** Takes missing scores as 0, and a negative 0 as 0. */
  public static void fillMissing(float[] scores, int length) {
    for (int i = 0; i < length; i++) {
      scores[i] = Float.isNaN(scores[i]) ? 0 : scores[i] + 0f;
    }
  }

  /** Moves scores towards the 3' end by an offset; what comes from outside of the gene is 0. */
  public static void shift(float[] scores, int length, int offset) {
    int moved = Math.max(length - Math.abs(offset), 0);
    int from = Math.max(-offset, 0);
    int to = Math.max(offset, 0);
    if (moved > 0) {
      System.arraycopy(scores, from, scores, to, moved);
    }
    Arrays.fill(scores, 0, Math.min(to, length), 0);
    Arrays.fill(scores, Math.min(to + moved, length), length, 0);
  }

  /** The score of a base, 0 outside of the gene. */
  public static float at(float[] scores, int length, int position) {
    return 0 <= position && position < length ? scores[position] : 0;
  }

  /** What both scores leave to no site at all. */
  public static double neither(double donor, double acceptor) {
    return Math.max(0, 1 - (donor + acceptor));
  }
}
