package org.splicebeam.schemas.rows;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** Where some rows of one gene stand in their source. */
public sealed interface Stretch permits TableStretch, ScoredStretch {
  /** Writes the stretch; which kind it is comes first. */
  static void write(Stretch stretch, DataOutputStream out) throws IOException {
    if (stretch instanceof TableStretch table) {
      out.writeBoolean(true);
      table.write(out);
    } else if (stretch instanceof ScoredStretch scored) {
      out.writeBoolean(false);
      scored.write(out);
    }
  }

  /** Reads what {@link #write} wrote. */
  static Stretch read(DataInputStream in) throws IOException {
    return in.readBoolean() ? TableStretch.read(in) : ScoredStretch.read(in);
  }
}
