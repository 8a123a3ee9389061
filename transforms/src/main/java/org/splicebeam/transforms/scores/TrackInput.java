package org.splicebeam.transforms.scores;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.splicebeam.schemas.genome.ChromosomeAliases;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.inputs.TableFile;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.tracks.BedGraphWorkFiles;
import org.splicebeam.transforms.tracks.IndexBedGraphs;
import org.splicebeam.transforms.tracks.Track;
import org.splicebeam.transforms.tracks.TrackNames;

/**
 * Tracks of donor and acceptor scores.
 *
 * @param names which of them holds what
 * @param files all of them, each once
 */
record TrackInput(TrackNames names, List<TableFile> files, ChromosomeAliases aliases)
    implements ScoreInput {
  private static final long serialVersionUID = 1L;

  @Override
  public List<String> ofBothStrands() {
    return names.ofBothStrands();
  }

  @Override
  public void require(Set<Strand> strands) {
    for (Strand strand : List.of(Strand.FORWARD, Strand.REVERSE)) {
      if (strands.contains(strand)) {
        names.require(strand);
      }
    }
  }

  @Override
  public PTransform<PBegin, PCollection<Long>> prepare(
      OutputFolder folder, List<PCollectionView<?>> earlier) {
    return IndexBedGraphs.of(bedGraphs(), folder, earlier);
  }

  @Override
  public List<String> workFiles() {
    return BedGraphWorkFiles.of(bedGraphs());
  }

  private List<String> bedGraphs() {
    return names.all().stream().filter(path -> !TrackNames.isBigWig(path)).toList();
  }

  @Override
  public ModelScores open(OutputFolder folder) throws IOException {
    return TrackScores.open(names, aliases, folder);
  }

  @Override
  public List<String> someNames(OutputFolder folder) throws IOException {
    try (Track first = Track.open(files.get(0).path(), folder)) {
      return first.names().stream().limit(3).toList();
    }
  }
}
