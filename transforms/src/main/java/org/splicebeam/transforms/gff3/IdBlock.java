package org.splicebeam.transforms.gff3;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.splicebeam.schemas.ElementCoder;

/**
 * What others can be below in a range of a GFF3: the lines that have an ID and are neither exons
 * nor pieces of transcripts.
 *
 * @param from where the range begins
 * @param end offset of the first line in it that ends the features; {@link Long#MAX_VALUE} for none
 * @param endOfFields offset behind the last line in it that may have the fields of a feature, also
 *     where the features have ended; 0 for none
 * @param entries as {@link Builder} writes them; not to be written to
 */
@DefaultCoder(IdBlock.Coder.class)
public record IdBlock(long from, long end, long endOfFields, byte[] entries) {

  /**
   * A line with an ID.
   *
   * @param id never empty
   * @param geneId of a gene's line, else null
   * @param parents empty for none
   * @param namedGene the gene that it names as its own, else null
   * @param transcriptId its transcript_id where that is not the ID without prefix, else null
   */
  record Entry(
      String id, String geneId, List<String> parents, String namedGene, String transcriptId) {

    /** What it is known by as a transcript; null where nothing is left of its ID. */
    String ownId() {
      return transcriptId == null ? Gff3Line.stripped(id) : transcriptId;
    }
  }

  /** Collects entries. Memory: their ids. */
  static final class Builder {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    void add(Entry entry) {
      try {
        ElementCoder.writeText(entry.id, out);
        ElementCoder.writeText(entry.geneId, out);
        ElementCoder.writeNumber(entry.parents.size(), out);
        for (String parent : entry.parents) {
          ElementCoder.writeText(parent, out);
        }
        ElementCoder.writeText(entry.namedGene, out);
        ElementCoder.writeText(entry.transcriptId, out);
      } catch (IOException e) {
        throw new UncheckedIOException(e); // An array takes everything.
      }
    }

    IdBlock build(long from, long end, long endOfFields) {
      return new IdBlock(from, end, endOfFields, bytes.toByteArray());
    }
  }

  /** Hands over all entries, in the order of their lines. */
  void forEach(Consumer<Entry> sink) {
    ByteArrayInputStream bytes = new ByteArrayInputStream(entries);
    DataInputStream in = new DataInputStream(bytes);
    try {
      while (bytes.available() > 0) {
        String id = ElementCoder.readText(in);
        String geneId = ElementCoder.readText(in);
        int numParents = ElementCoder.readCount(in);
        List<String> parents = new ArrayList<>(numParents);
        for (int i = 0; i < numParents; i++) {
          parents.add(ElementCoder.readText(in));
        }
        sink.accept(
            new Entry(id, geneId, parents, ElementCoder.readText(in), ElementCoder.readText(in)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deterministic coder. */
  public static final class Coder extends ElementCoder<IdBlock> {
    private static final long serialVersionUID = 1L;

    public static CoderProvider getCoderProvider() {
      return CoderProviders.forCoder(TypeDescriptor.of(IdBlock.class), new Coder());
    }

    @Override
    public void write(IdBlock block, DataOutputStream out) throws IOException {
      writeNumber(block.from, out);
      writeNumber(block.end, out);
      writeNumber(block.endOfFields, out);
      writeBytes(block.entries, out);
    }

    @Override
    public IdBlock read(DataInputStream in) throws IOException {
      return new IdBlock(readNumber(in), readNumber(in), readNumber(in), readBytes(in));
    }
  }
}
