package org.splicebeam.schemas.scores;

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
 * Neighbouring genes of one chromosome, which are read one after another: their scores stand near
 * each other in a track.
 *
 * @param genes in genome order
 */
@DefaultCoder(GeneBundle.Coder.class)
public record GeneBundle(List<SitedGene> genes) {
  public GeneBundle {
    genes = List.copyOf(genes);
  }

  /** Deterministic coder. */
  public static final class Coder extends ElementCoder<GeneBundle> {
    private static final long serialVersionUID = 1L;

    public static CoderProvider getCoderProvider() {
      return CoderProviders.forCoder(TypeDescriptor.of(GeneBundle.class), new Coder());
    }

    @Override
    protected void write(GeneBundle bundle, DataOutputStream out) throws IOException {
      writeNumber(bundle.genes.size(), out);
      for (SitedGene gene : bundle.genes) {
        gene.write(out);
      }
    }

    @Override
    protected GeneBundle read(DataInputStream in) throws IOException {
      List<SitedGene> genes = new ArrayList<>();
      for (int i = readCount(in); i > 0; i--) {
        genes.add(SitedGene.read(in));
      }
      return new GeneBundle(genes);
    }
  }
}
