package org.splicebeam.transforms.scoring;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.splicebeam.schemas.genome.ChromosomeAliases;
import org.splicebeam.schemas.scores.ScoreSet;
import org.splicebeam.transforms.fasta.PrepareGenome;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.scores.ScoreInput;

/**
 * What rows from scores are read from.
 *
 * @param scores the base model's scores
 * @param fasta the genome
 * @param aliases by which names of chromosomes match
 * @param folder of the data set, which keeps indexes and unpacked copies while it is built
 */
public record ScoreFiles(
    ScoreInput scores, String fasta, ChromosomeAliases aliases, OutputFolder folder)
    implements Serializable {

  /** What is told of the files of scores. */
  ScoreSet set() {
    List<String> workFiles = new ArrayList<>(scores.workFiles());
    workFiles.addAll(PrepareGenome.WORK_FILES);
    return new ScoreSet(scores.files(), scores.ofBothStrands(), workFiles);
  }
}
