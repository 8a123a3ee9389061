package org.splicebeam.transforms.publish;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Words of a command that a person may copy. */
public final class ShellWord {
  private ShellWord() {}

  /** The word as a POSIX shell reads it: in quotes where it needs them. */
  public static String of(String word) {
    return word.matches("[A-Za-z0-9_./:@%+,-][A-Za-z0-9_./=:@%+,-]*")
        ? word
        : "'" + word.replace("'", "'\\''") + "'";
  }

  /** The words of a command, divided by blanks. */
  public static String line(List<String> words) {
    return words.stream().map(ShellWord::of).collect(joining(" "));
  }

  /** The words of a line that {@link #line} wrote; empty for any other text. */
  public static Optional<List<String>> words(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean isQuoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\'') {
        isQuoted = !isQuoted;
      } else if (c == '\\' && !isQuoted && i + 1 < line.length()) {
        word.append(line.charAt(++i));
      } else if (c == ' ' && !isQuoted) {
        words.add(word.toString());
        word.setLength(0);
      } else {
        word.append(c);
      }
    }
    words.add(word.toString());
    return line(words).equals(line) ? Optional.of(words) : Optional.empty();
  }
}
