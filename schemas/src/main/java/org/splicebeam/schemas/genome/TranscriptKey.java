package org.splicebeam.schemas.genome;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.splicebeam.schemas.ElementCoder;

/**
 * A transcript at one place. Its id is known within its gene only; old files have one id at two
 * places, which are summarized apart.
 *
 * @param geneId as written (or without version)
 * @param transcriptId as written (or without version)
 * @param place of its lines
 */
@DefaultCoder(TranscriptKey.Coder.class)
public record TranscriptKey(String geneId, String transcriptId, GenePlace place) {

  /** Deterministic coder. */
  public static final class Coder extends ElementCoder<TranscriptKey> {
    private static final long serialVersionUID = 1L;
    private static final GenePlace.Coder PLACE = new GenePlace.Coder();

    public static CoderProvider getCoderProvider() {
      return CoderProviders.forCoder(TypeDescriptor.of(TranscriptKey.class), new Coder());
    }

    @Override
    public void write(TranscriptKey k, DataOutputStream out) throws IOException {
      writeText(k.geneId, out);
      writeText(k.transcriptId, out);
      PLACE.write(k.place, out);
    }

    @Override
    public TranscriptKey read(DataInputStream in) throws IOException {
      return new TranscriptKey(readText(in), readText(in), PLACE.read(in));
    }
  }
}
