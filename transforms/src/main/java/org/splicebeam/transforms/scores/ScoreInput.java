package org.splicebeam.transforms.scores;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.splicebeam.schemas.genome.ChromosomeAliases;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.inputs.TableFile;
import org.splicebeam.transforms.publish.OutputFolder;

/**
 * What {@code --scores} names (contract 8.1): tracks, arrays or OpenSpliceAI's folder. It is sent
 * to every worker; it holds names and no score.
 */
public interface ScoreInput extends Serializable {
  /**
   * Matches the option's value: by names, and by the first bytes of files.
   *
   * @param aliases by which names of chromosomes match those of the annotation
   * @throws org.splicebeam.transforms.verdict.VerdictException whose sentence begins with the
   *     option, where the value names no scores that can be read
   */
  static ScoreInput of(String scores, ChromosomeAliases aliases) throws IOException {
    return new ScoreForm(scores, aliases).input();
  }

  /** Its files, in a fixed order; a folder of npy arrays is one file with their size in all. */
  List<TableFile> files();

  /** Tracks that serve both strands because their names tell none. */
  default List<String> ofBothStrands() {
    return List.of();
  }

  /**
   * Checks that there are scores of strands on which genes lie.
   *
   * @throws org.splicebeam.transforms.verdict.VerdictException where a track is missing
   */
  default void require(Set<Strand> strands) {}

  /**
   * Leaves in the work folder what {@link #open} needs; by default that is nothing.
   *
   * @param earlier steps that may find fault with other inputs, which is told first
   * @return one element when that is done: how many bytes of unpacked copies lie there
   */
  default PTransform<PBegin, PCollection<Long>> prepare(
      OutputFolder folder, List<PCollectionView<?>> earlier) {
    return Create.of(0L);
  }

  /** The names below the output folder of what {@link #prepare} leaves there. */
  default List<String> workFiles() {
    return List.of();
  }

  /**
   * Opens the scores on a worker.
   *
   * @param folder that was prepared
   * @throws IOException with a sentence that names the file, and not the option
   */
  ModelScores open(OutputFolder folder) throws IOException;

  /** The first three names of chromosomes, or ids of arrays, that the scores have. */
  List<String> someNames(OutputFolder folder) throws IOException;
}
