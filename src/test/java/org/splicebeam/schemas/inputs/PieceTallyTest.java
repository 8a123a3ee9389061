package org.splicebeam.schemas.inputs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.reject.HandMadeReject;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.schemas.reject.Reject.Reason;

class PieceTallyTest {

  private static Reject reject(long offset, long line, Reason reason) {
    return HandMadeReject.of(Reject.Input.ANALYSIS, "a")
        .at(offset, line)
        .because(reason)
        .saying("start")
        .build();
  }

  private static FileTally found(
      String name,
      long contentHash,
      long rows,
      Map<Reason, Long> rejected,
      List<Reject> examples,
      List<String> genes,
      List<String> named,
      List<String> others) {
    return HandMadeFileTally.table(name)
        .content(900, contentHash)
        .rows(rows, rows / 2, rows / 3)
        .rejected(rejected, examples)
        .unknownColumns(List.of("note"))
        .genes(genes)
        .chromosomes(named, others)
        .build();
  }

  private static final FileTally SKIPPED =
      FileTally.skipped(new TableFile("/in/b", "b", 9), "it is cut off");

  private static final List<PieceTally> PIECES =
      List.of(
          new PieceTally(
              0,
              10,
              found(
                  "a",
                  Long.MAX_VALUE,
                  8,
                  Map.of(Reason.BAD_VALUE, 2L),
                  List.of(reject(50, 2, Reason.BAD_VALUE), reject(90, 10, Reason.BAD_VALUE)),
                  List.of("Z"),
                  List.of("7"),
                  List.of("9", "8"))),
          new PieceTally(
              100, 0, found("a", 0, 0, Map.of(), List.of(), List.of(), List.of(), List.of())),
          new PieceTally(
              200,
              20,
              found(
                  "a",
                  2,
                  12,
                  Map.of(Reason.BAD_VALUE, 2L, Reason.COLUMN_COUNT, 5L),
                  List.of(
                      reject(210, 1, Reason.COLUMN_COUNT),
                      reject(230, 3, Reason.BAD_VALUE),
                      reject(250, 5, Reason.BAD_VALUE)),
                  List.of("Z", "A", "B"),
                  List.of("X", "7"),
                  List.of("5", "9", "4", "3", "2"))),
          new PieceTally(
              300,
              3,
              found(
                  "a",
                  3,
                  3,
                  Map.of(Reason.COLUMN_COUNT, 1L),
                  List.of(reject(310, 2, Reason.COLUMN_COUNT)),
                  List.of("C"),
                  List.of("22"),
                  List.of("1"))),
          new PieceTally(0, 0, SKIPPED),
          new PieceTally(
              0,
              5,
              found(
                  "\uD83E\uDDEC",
                  1,
                  4,
                  Map.of(),
                  List.of(),
                  List.of("G"),
                  List.of(),
                  List.of("1"))),
          new PieceTally(
              0,
              5,
              found("\uFFFD", 1, 4, Map.of(), List.of(), List.of("G"), List.of(), List.of("2"))));

  @Test
  void piecesAreOneTableInWhateverOrderTheyCome() {
    FileTally whole =
        HandMadeFileTally.table("a")
            .content(900, Long.MIN_VALUE + 4)
            .rows(23, 11, 7)
            .rejected(
                Map.of(Reason.BAD_VALUE, 4L, Reason.COLUMN_COUNT, 6L),
                List.of(
                    reject(50, 2, Reason.BAD_VALUE),
                    reject(90, 10, Reason.BAD_VALUE),
                    reject(210, 11, Reason.COLUMN_COUNT),
                    reject(230, 13, Reason.BAD_VALUE),
                    reject(310, 32, Reason.COLUMN_COUNT)))
            .unknownColumns(List.of("note"))
            .genes(List.of("Z", "A", "B"))
            .chromosomes(List.of("7", "X", "22"), List.of("9", "8", "5", "4", "3"))
            .build();
    List<FileTally> tables = List.of(whole, SKIPPED, PIECES.get(6).found(), PIECES.get(5).found());
    List<PieceTally> pieces = new ArrayList<>(PIECES);
    for (int seed = 0; seed < 50; seed++) {
      Collections.shuffle(pieces, new Random(seed));
      assertThat(PieceTally.sumByTable(pieces), is(tables));
    }
  }

  @Test
  void withoutPiecesThereIsNoTable() {
    assertThat(PieceTally.sumByTable(List.of()), is(List.of()));
  }
}
