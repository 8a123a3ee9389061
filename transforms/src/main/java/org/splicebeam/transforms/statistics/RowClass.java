package org.splicebeam.transforms.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.splicebeam.schemas.rows.PredType;
import org.splicebeam.schemas.rows.SpliceType;

/** The twelve classes of rows: each pred_type with each splice_type, as a number. */
final class RowClass {
  private static final List<PredType> PRED_TYPES =
      List.of(PredType.TP, PredType.FP, PredType.FN, PredType.TN);
  private static final List<SpliceType> SPLICE_TYPES =
      List.of(SpliceType.DONOR, SpliceType.ACCEPTOR, SpliceType.NEITHER);

  /** How many there are. */
  static final int COUNT = PRED_TYPES.size() * SPLICE_TYPES.size();

  /** By the ordinal of the pred_type, then by that of the splice_type. */
  private static final int[][] BY_ORDINALS =
      Stream.of(PredType.values())
          .map(predType -> Stream.of(SpliceType.values()).mapToInt(t -> of(predType, t)).toArray())
          .toArray(int[][]::new);

  private RowClass() {}

  static int of(PredType predType, SpliceType spliceType) {
    return PRED_TYPES.indexOf(predType) * SPLICE_TYPES.size() + SPLICE_TYPES.indexOf(spliceType);
  }

  /** Of the ordinals of both, as blocks of rows have them. */
  static int of(byte predType, byte spliceType) {
    return BY_ORDINALS[predType][spliceType];
  }

  static PredType predType(int rowClass) {
    return PRED_TYPES.get(rowClass / SPLICE_TYPES.size());
  }

  static SpliceType spliceType(int rowClass) {
    return SPLICE_TYPES.get(rowClass % SPLICE_TYPES.size());
  }

  /** Whether its rows are true splice sites: TP or FN. */
  static boolean isSite(int rowClass) {
    PredType type = predType(rowClass);
    return type == PredType.TP || type == PredType.FN;
  }

  /** The classes of which something is true, in their order. */
  static List<Integer> where(IntPredicate condition) {
    return new ArrayList<>(IntStream.range(0, COUNT).filter(condition).boxed().toList());
  }
}
