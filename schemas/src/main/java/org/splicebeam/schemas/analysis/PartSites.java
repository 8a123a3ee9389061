package org.splicebeam.schemas.analysis;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.splicebeam.schemas.ElementCoder;

/**
 * All rows of one part, as they were read: in any order, keys not settled.
 *
 * <p>Memory: about 0.8 kB a row with a window of 1 001 bases.
 *
 * @param part its number
 * @param planned what it is to become
 * @param blocks its rows
 */
@DefaultCoder(PartSites.Coder.class)
public record PartSites(int part, PlannedPart planned, List<AnnotatedSites> blocks) {

  public PartSites {
    blocks = List.copyOf(blocks);
  }

  /** Deterministic coder. */
  public static final class Coder extends ElementCoder<PartSites> {
    private static final long serialVersionUID = 1L;
    private static final AnnotatedSites.Coder BLOCK = new AnnotatedSites.Coder();

    public static CoderProvider getCoderProvider() {
      return CoderProviders.forCoder(TypeDescriptor.of(PartSites.class), new Coder());
    }

    @Override
    protected void write(PartSites sites, DataOutputStream out) throws IOException {
      writeNumber(sites.part, out);
      sites.planned.write(out);
      writeNumber(sites.blocks.size(), out);
      for (AnnotatedSites block : sites.blocks) {
        BLOCK.write(block, out);
      }
    }

    @Override
    protected PartSites read(DataInputStream in) throws IOException {
      int part = readCount(in);
      PlannedPart planned = PlannedPart.read(in);
      List<AnnotatedSites> blocks = new ArrayList<>();
      for (int i = readCount(in); i > 0; i--) {
        blocks.add(BLOCK.read(in));
      }
      return new PartSites(part, planned, blocks);
    }
  }
}
