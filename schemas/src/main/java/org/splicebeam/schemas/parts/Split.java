package org.splicebeam.schemas.parts;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.splicebeam.schemas.ElementCoder;

/** What rows are for, in the order in which their parts are numbered (contract 9). */
public enum Split {
  TRAIN,
  VALIDATION,
  TEST;

  /** As it stands in the data set. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The split that a text of the data set means; empty where it means none. */
  public static Optional<Split> of(String text) {
    for (Split split : values()) {
      if (split.text().equals(text)) {
        return Optional.of(split);
      }
    }
    return Optional.empty();
  }

  /** Writes a split, or null where there are none. */
  static void write(Split split, DataOutputStream out) throws IOException {
    ElementCoder.writeNumber(split == null ? -1 : split.ordinal(), out);
  }

  static Split read(DataInputStream in) throws IOException {
    int split = ElementCoder.readCount(in);
    return split < 0 ? null : values()[split];
  }
}
