package org.splicebeam.schemas.parts;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.splicebeam.schemas.ElementCoder;

/**
 * What a part is to become.
 *
 * @param name of the part
 * @param rows expected in it
 * @param largest rows of the data set's largest part
 * @param fingerprint of the build
 */
public record PlannedPart(PartName name, long rows, long largest, String fingerprint) {

  void write(DataOutputStream out) throws IOException {
    name.write(out);
    ElementCoder.writeNumber(rows, out);
    ElementCoder.writeNumber(largest, out);
    ElementCoder.writeText(fingerprint, out);
  }

  static PlannedPart read(DataInputStream in) throws IOException {
    return new PlannedPart(
        PartName.read(in),
        ElementCoder.readNumber(in),
        ElementCoder.readNumber(in),
        ElementCoder.readText(in));
  }
}
