package org.splicebeam.transforms.reject;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.splicebeam.schemas.inputs.PieceTally;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.transforms.lines.LineNumbers;

/**
 * Gives rejects of analysis tables the numbers of their lines in the tables, which are read in
 * pieces. Rejects of other inputs already have theirs.
 *
 * <p>Memory: two numbers a piece.
 */
final class RejectLines {
  private final Map<String, LineNumbers> byTable = new HashMap<>();

  RejectLines(Iterable<PieceTally> pieces) {
    Map<String, Map<Long, Long>> linesByStart = new HashMap<>();
    for (PieceTally piece : pieces) {
      linesByStart
          .computeIfAbsent(piece.found().name(), table -> new HashMap<>())
          .put(piece.from(), piece.lines());
    }
    linesByStart.forEach((table, lines) -> byTable.put(table, new LineNumbers(lines)));
  }

  /** The names of all analysis tables. */
  Set<String> tables() {
    return byTable.keySet();
  }

  /** The reject with the number that its line has in its file. */
  Reject numbered(Reject reject) {
    return reject.input() == Reject.Input.ANALYSIS
        ? reject.withLine(byTable.get(reject.file()).of(reject.byteOffset(), reject.line()))
        : reject;
  }
}
