package org.splicebeam.transforms.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A piece of what a page says: words of ours, words of users, or a figure. */
sealed interface Piece permits Figure, Piece.Words, Piece.Quoted, Piece.Link {

  /** Words of ours. */
  record Words(String text) implements Piece {}

  /** Words of users, set apart from ours. */
  record Quoted(String text) implements Piece {}

  /** Words of ours that lead to a section. */
  record Link(String text, String section) implements Piece {}

  /** A user's text in a sentence or a table. */
  static Quoted quoted(String text) {
    return new Quoted(PageText.of(text, 120));
  }

  /**
   * A sentence.
   *
   * @param words with {@code {}} where a piece goes
   */
  static List<Piece> sentence(String words, Piece... pieces) {
    List<Piece> sentence = new ArrayList<>();
    String[] between = words.split("\\{}", -1);
    if (between.length != pieces.length + 1) {
      throw new IllegalArgumentException(words + " with " + Arrays.toString(pieces));
    }
    for (int i = 0; i < between.length; i++) {
      sentence.add(new Words(between[i]));
      if (i < pieces.length) {
        sentence.add(pieces[i]);
      }
    }
    return sentence;
  }
}
