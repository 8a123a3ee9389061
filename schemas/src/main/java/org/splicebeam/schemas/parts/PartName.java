package org.splicebeam.schemas.parts;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.splicebeam.schemas.ElementCoder;

/**
 * How a part is called.
 *
 * @param split that its rows are for; null where the data set has no splits
 * @param number of the part within its split, or within the data set without splits; from 0
 */
public record PartName(Split split, int number) {
  private static final String FOLDER = "master/";
  private static final String ENDING = ".parquet";

  /** What {@link #text} gives. */
  private static final Pattern TEXT =
      Pattern.compile("(?:(train|validation|test)/)?part-([0-9]{5,9})");

  /** {@code part-00000}, or {@code train/part-00000}: the name below any folder, without ending. */
  public String text() {
    String digits = Integer.toString(number);
    return (split == null ? "" : split.text() + "/")
        + "part-"
        + "0".repeat(Math.max(0, 5 - digits.length()))
        + digits;
  }

  /** The file below the output folder. */
  public String path() {
    return FOLDER + text() + ENDING;
  }

  /** The part of a {@link #text}; empty where it is none. */
  public static Optional<PartName> ofText(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Split split = matcher.group(1) == null ? null : Split.of(matcher.group(1)).orElseThrow();
    PartName name = new PartName(split, Integer.parseInt(matcher.group(2)));
    return name.text().equals(text) ? Optional.of(name) : Optional.empty();
  }

  /** The part of a {@link #path}; empty where it is none. */
  public static Optional<PartName> ofPath(String path) {
    return path.startsWith(FOLDER) && path.endsWith(ENDING)
        ? ofText(path.substring(FOLDER.length(), path.length() - ENDING.length()))
        : Optional.empty();
  }

  void write(DataOutputStream out) throws IOException {
    Split.write(split, out);
    ElementCoder.writeNumber(number, out);
  }

  static PartName read(DataInputStream in) throws IOException {
    return new PartName(Split.read(in), ElementCoder.readCount(in));
  }
}
