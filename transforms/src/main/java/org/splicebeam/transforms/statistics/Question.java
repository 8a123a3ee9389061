package org.splicebeam.transforms.statistics;

import java.util.List;
import org.splicebeam.schemas.rows.PredType;
import org.splicebeam.schemas.rows.SpliceType;

/** What a trainer may be asked, and no column must answer by itself. */
enum Question {
  SITE("site", "TP and FN from FP and TN"),
  NEGATIVE("negative", "TN from all other rows"),
  TRUE_POSITIVE("truePositive", "TP from FN"),
  DONOR("donor", "donors from acceptors");

  private final String key;
  private final String words;

  Question(String key, String words) {
    this.key = key;
    this.words = words;
  }

  /** Its name in statistics.json. */
  String key() {
    return key;
  }

  /** Which rows it tells from which, in words. */
  String words() {
    return words;
  }

  /** The classes of the rows for which the answer is yes. */
  List<Integer> positives() {
    return RowClass.where(this::isPositive);
  }

  /** The classes of those for which it is no. */
  List<Integer> negatives() {
    return RowClass.where(this::isNegative);
  }

  private boolean isPositive(int rowClass) {
    return switch (this) {
      case SITE -> RowClass.isSite(rowClass);
      case NEGATIVE -> RowClass.predType(rowClass) == PredType.TN;
      case TRUE_POSITIVE -> RowClass.predType(rowClass) == PredType.TP;
      case DONOR -> RowClass.spliceType(rowClass) == SpliceType.DONOR;
    };
  }

  private boolean isNegative(int rowClass) {
    return switch (this) {
      case SITE, NEGATIVE -> !isPositive(rowClass);
      case TRUE_POSITIVE -> RowClass.predType(rowClass) == PredType.FN;
      case DONOR -> RowClass.spliceType(rowClass) == SpliceType.ACCEPTOR;
    };
  }
}
