package org.splicebeam.schemas.rows;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.CoderLaws;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.Strand;

class ScoredStretchTest {

  /** Two rows whose fields are changed before they are put together. */
  private static final class Rows {
    private Strand strand = Strand.FORWARD;
    private Span span = new Span(100, 3_000_000_000L);
    private final int[] positions = {0, 2_000_000_000};
    private final byte[] predTypes = {0, 3};
    private final byte[] spliceTypes = {1, 2};
    private final int[] predictedPositions = {2, -1};
    private final byte[] keptAs = {1, 5};
    private final double[] probabilities = {1, 1 / 3.0};
    private final String[] transcriptIds = {"T", null};
    private final int[] transcriptCounts = {1, 0};
    private final float[] scores = new float[2 * ScoredStretch.SCORES];

    private RowRange build() {
      return new RowRange(
          "G",
          "1",
          0,
          2_000_000_000,
          new ScoredStretch(
              strand,
              span,
              positions,
              predTypes,
              spliceTypes,
              predictedPositions,
              keptAs,
              probabilities,
              transcriptIds,
              transcriptCounts,
              scores));
    }
  }

  private static RowRange changed(Consumer<Rows> change) {
    Rows rows = new Rows();
    change.accept(rows);
    return rows.build();
  }

  @Test
  void rowsComeBackAndEveryFieldTellsThemApart() throws Exception {
    CoderLaws.hold(
        RowRange.class,
        List.of(
            changed(rows -> {}),
            changed(rows -> rows.strand = Strand.REVERSE),
            changed(rows -> rows.span = new Span(100, 200)),
            changed(rows -> rows.positions[1] = 1),
            changed(rows -> rows.predTypes[1] = 2),
            changed(rows -> rows.spliceTypes[1] = 0),
            changed(rows -> rows.predictedPositions[0] = -1),
            changed(rows -> rows.predictedPositions[0] = 0),
            changed(rows -> rows.predictedPositions[1] = 0),
            changed(rows -> rows.predictedPositions[1] = 2_000_000_001),
            changed(rows -> rows.keptAs[0] = 0),
            changed(rows -> rows.probabilities[1] = 0.25),
            changed(rows -> rows.transcriptIds[0] = null),
            changed(rows -> rows.transcriptIds[1] = ""),
            changed(rows -> rows.transcriptCounts[0] = 9),
            changed(rows -> Arrays.fill(rows.scores, 0.5f)),
            changed(rows -> rows.scores[9] = Float.MIN_VALUE),
            changed(rows -> rows.scores[10] = 1),
            changed(rows -> rows.scores[19] = -0f)));
  }

  @Test
  void noRowsComeBack() throws Exception {
    CoderLaws.hold(
        RowRange.class,
        IntStream.range(0, 2)
            .mapToObj(
                n ->
                    new RowRange(
                        "G",
                        "1",
                        0,
                        0,
                        new ScoredStretch(
                            Strand.FORWARD,
                            new Span(1, 2 + n),
                            new int[0],
                            new byte[0],
                            new byte[0],
                            new int[0],
                            new byte[0],
                            new double[0],
                            new String[0],
                            new int[0],
                            new float[0])))
            .toList());
  }
}
