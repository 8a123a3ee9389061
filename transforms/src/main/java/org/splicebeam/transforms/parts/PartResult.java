package org.splicebeam.transforms.parts;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.splicebeam.schemas.ElementCoder;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.schemas.parts.PartName;
import org.splicebeam.schemas.parts.Split;
import org.splicebeam.transforms.statistics.RowSummary;

/**
 * A part that stands under its name.
 *
 * @param receipt of its file
 * @param summary what its rows say, as the receipt's file has it ({@link RowSummary#toText})
 */
@DefaultCoder(PartResult.Coder.class)
public record PartResult(FileReceipt receipt, String summary) {
  /** The split that its rows are for; null where the data set has none. */
  public Split split() {
    return PartName.ofPath(receipt.name()).orElseThrow().split();
  }

  /** Deterministic coder. */
  public static final class Coder extends ElementCoder<PartResult> {
    private static final long serialVersionUID = 1L;
    private static final FileReceipt.Coder RECEIPT = new FileReceipt.Coder();

    public static CoderProvider getCoderProvider() {
      return CoderProviders.forCoder(TypeDescriptor.of(PartResult.class), new Coder());
    }

    @Override
    protected void write(PartResult result, DataOutputStream out) throws IOException {
      RECEIPT.encode(result.receipt, out);
      writeText(result.summary, out);
    }

    @Override
    protected PartResult read(DataInputStream in) throws IOException {
      return new PartResult(RECEIPT.decode(in), readText(in));
    }
  }
}
