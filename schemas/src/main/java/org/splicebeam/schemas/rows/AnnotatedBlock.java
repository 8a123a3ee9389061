package org.splicebeam.schemas.rows;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.splicebeam.schemas.ElementCoder;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.TranscriptModel;

/**
 * A block of rows with what the annotation says of them.
 *
 * @param rows the rows, all of one gene
 * @param gene null where the annotation has no such gene; its transcripts are those of the rows
 * @param transcriptOfRow index into the gene's transcripts, -1 where the row has none
 */
@DefaultCoder(AnnotatedBlock.Coder.class)
public record AnnotatedBlock(RowBlock rows, GeneModel gene, int[] transcriptOfRow) {

  /** A block with what the annotation says of its rows; {@code gene} may be null. */
  public static AnnotatedBlock join(RowBlock rows, GeneModel gene, TranscriptJoin join) {
    int[] transcriptOfRow = new int[rows.size()];
    if (gene == null) {
      Arrays.fill(transcriptOfRow, -1);
      return new AnnotatedBlock(rows, null, transcriptOfRow);
    }
    if (join == TranscriptJoin.REPRESENTATIVE) {
      Arrays.fill(transcriptOfRow, gene.transcripts().isEmpty() ? -1 : 0);
      return new AnnotatedBlock(
          rows, gene.withTranscripts(gene.representative().stream().toList()), transcriptOfRow);
    }
    Map<String, TranscriptModel> byId = new HashMap<>();
    gene.transcripts().forEach(t -> byId.put(t.transcriptId(), t));
    Map<String, Integer> used = new HashMap<>();
    List<TranscriptModel> some = new ArrayList<>();
    for (int i = 0; i < transcriptOfRow.length; i++) {
      TranscriptModel transcript = byId.get(rows.transcriptIds()[i]);
      if (transcript == null) {
        transcriptOfRow[i] = -1;
      } else {
        transcriptOfRow[i] =
            used.computeIfAbsent(
                transcript.transcriptId(),
                id -> {
                  some.add(transcript);
                  return some.size() - 1;
                });
      }
    }
    return new AnnotatedBlock(rows, gene.withTranscripts(some), transcriptOfRow);
  }

  /** The transcript that a row's features come from, or null. */
  public TranscriptModel transcript(int row) {
    int index = transcriptOfRow[row];
    return index < 0 ? null : gene.transcripts().get(index);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AnnotatedBlock o
        && rows.equals(o.rows)
        && (gene == null ? o.gene == null : gene.equals(o.gene))
        && Arrays.equals(transcriptOfRow, o.transcriptOfRow);
  }

  @Override
  public int hashCode() {
    return rows.hashCode();
  }

  /** Deterministic coder. */
  public static final class Coder extends ElementCoder<AnnotatedBlock> {
    private static final long serialVersionUID = 1L;
    private static final RowBlock.Coder ROWS = new RowBlock.Coder();
    private static final GeneModel.Coder GENE = new GeneModel.Coder();

    public static CoderProvider getCoderProvider() {
      return CoderProviders.forCoder(TypeDescriptor.of(AnnotatedBlock.class), new Coder());
    }

    @Override
    protected void write(AnnotatedBlock block, DataOutputStream out) throws IOException {
      ROWS.write(block.rows, out);
      out.writeBoolean(block.gene != null);
      if (block.gene != null) {
        GENE.write(block.gene, out);
      }
      for (int index : block.transcriptOfRow) {
        writeNumber(index, out);
      }
    }

    @Override
    protected AnnotatedBlock read(DataInputStream in) throws IOException {
      RowBlock rows = ROWS.read(in);
      GeneModel gene = in.readBoolean() ? GENE.read(in) : null;
      int[] transcriptOfRow = new int[rows.size()];
      for (int i = 0; i < transcriptOfRow.length; i++) {
        transcriptOfRow[i] = readCount(in);
      }
      return new AnnotatedBlock(rows, gene, transcriptOfRow);
    }
  }
}
