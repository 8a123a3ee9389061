package org.splicebeam.transforms.description;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.splicebeam.schemas.Sha256;

/**
 * What dataset.json says of its own bytes: its last key is the SHA-256 of the lines above it. So an
 * edit by hand is told, as {@code head -n -2 dataset.json | sha256sum} tells it.
 */
final class DescriptionDigest {
  static final String KEY = "sha256OfLinesAbove";

  private DescriptionDigest() {}

  /** A sentence where the bytes are not those that were written. */
  static Optional<String> fault(byte[] content) {
    int above = startOfLine(content, startOfLine(content, content.length));
    String end = new String(content, above, content.length - above, StandardCharsets.UTF_8);
    String begin = "  \"" + KEY + "\" : \"";
    if (!end.startsWith(begin)) {
      return Optional.of(
          "its last line but one has no %s: an older splicebeam wrote it, or it was changed after it was written"
              .formatted(KEY));
    }
    MessageDigest digest = Sha256.begin();
    digest.update(content, 0, above);
    return end.equals(begin + Sha256.hex(digest) + "\"\n}\n")
        ? Optional.empty()
        : Optional.of(
            KEY + " is not that of the lines above it: it was changed after it was written");
  }

  /** Where the line begins that ends before a place. */
  private static int startOfLine(byte[] content, int end) {
    int at = Math.max(0, end - 1);
    while (at > 0 && content[at - 1] != '\n') {
      at--;
    }
    return at;
  }
}
