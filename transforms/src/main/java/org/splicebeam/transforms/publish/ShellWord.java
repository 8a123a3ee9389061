package org.splicebeam.transforms.publish;

/** A word of a command that a person may copy. */
public final class ShellWord {
  private ShellWord() {}

  /** The word as a POSIX shell reads it: in quotes where it needs them. */
  public static String of(String word) {
    return word.matches("[A-Za-z0-9_./=:@%+,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
