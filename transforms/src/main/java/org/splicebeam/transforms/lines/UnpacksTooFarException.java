package org.splicebeam.transforms.lines;

import java.io.IOException;

/**
 * A compressed file that holds more than its size allows for. The message is a clause without the
 * file's name: what was found, and what to do.
 */
public final class UnpacksTooFarException extends IOException {
  private static final long serialVersionUID = 1L;

  UnpacksTooFarException(int mostTimes) {
    super(
        "it unpacks to more than %s times its size, as no table or annotation does; if it is meant, give it unpacked"
            .formatted(mostTimes));
  }
}
