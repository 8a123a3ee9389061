package org.splicebeam.transforms.rows;

import java.io.Closeable;
import java.io.Serializable;
import java.util.List;
import java.util.function.Consumer;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.splicebeam.schemas.rows.RowBlock;
import org.splicebeam.schemas.rows.RowRange;
import org.splicebeam.transforms.genes.GeneTable;

/**
 * Where rows come from. They are looked at twice: thin, to choose among them, and whole, where they
 * were chosen.
 *
 * <p>A source is sent to every worker; it holds settings and no data.
 */
public interface RowSource extends Serializable {
  /** The values that its rows bring; all other columns are computed. */
  InputColumns columns();

  /** Pass 1: every row of the source, thin, and where it stands. */
  PTransform<PBegin, ScannedRows> scan(GeneTable genes);

  /**
   * Pass 2 over what has no ranges: the chosen rows by part, in blocks, without those of parts that
   * stand already.
   */
  PTransform<ScannedRows, PCollection<KV<Integer, RowBlock>>> readWhole(Chosen chosen);

  /**
   * Pass 2 over ranges, in the writer of a part.
   *
   * @param part its number
   * @param genes those that have rows in it
   */
  RangeReader open(int part, SelectedGenes genes);

  /** The names below the output folder of what it keeps there while the data set is built. */
  default List<String> workFiles() {
    return List.of();
  }

  /** Reads the chosen rows of one part. Not thread-safe. */
  interface RangeReader extends Closeable {
    /**
     * Reads the rows of one gene.
     *
     * @param ofGene where they stand, in any order
     * @param into takes them in blocks, in any order
     */
    void read(List<RowRange> ofGene, Consumer<RowBlock> into);

    /**
     * The sum (modulo 2^64) of a 64-bit hash of each row read so far: gene, position and sequence.
     * 0 where sequences come with the rows.
     */
    default long sequenceHash() {
      return 0;
    }

    @Override
    void close();
  }
}
