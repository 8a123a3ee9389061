package org.splicebeam.transforms.report;

import java.util.List;

/** What a section of a page is made of. */
sealed interface Block
    permits Block.Prose, Block.Table, Block.Folded, Block.Beside, Block.Code, Bars, Flow, Panels {

  /** A paragraph. */
  record Prose(List<Piece> pieces) implements Block {}

  /** A line of a command, which people copy. */
  record Code(String text) implements Block {}

  /** Columns of blocks, side by side where there is room, else below one another. */
  record Beside(List<List<Block>> columns) implements Block {}

  /** What is shown on demand. */
  record Folded(String summary, List<Block> blocks) implements Block {}

  /**
   * A table, which scrolls within itself.
   *
   * @param caption what its rows are
   */
  record Table(String caption, List<Head> heads, List<List<List<Piece>>> rows) implements Block {
    /**
     * A column's head.
     *
     * @param isNumber whether its cells are numbers
     */
    record Head(String text, boolean isNumber) {}
  }

  /** A paragraph of words and pieces. */
  static Prose prose(String words, Piece... pieces) {
    return new Prose(Piece.sentence(words, pieces));
  }
}
