package org.splicebeam.transforms.scores;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.splicebeam.schemas.genome.ChromosomeAliases;
import org.splicebeam.schemas.inputs.TableFile;
import org.splicebeam.transforms.arrays.NpzFile;
import org.splicebeam.transforms.lines.ForeignFormat;
import org.splicebeam.transforms.lines.LineFile;
import org.splicebeam.transforms.tracks.BigWigFile;
import org.splicebeam.transforms.tracks.TrackNames;
import org.splicebeam.transforms.verdict.Verdict;
import org.splicebeam.transforms.verdict.VerdictException;

/**
 * Tells in which form {@code --scores} has the scores (contract 8.1), and refuses what has none
 * (8.10).
 *
 * @param scores the option's value
 * @param aliases of chromosomes
 */
record ScoreForm(String scores, ChromosomeAliases aliases) {
  private static final String FORMS =
      "give four tracks (.bw, .bigWig, .bedGraph or .bg), an .npz, a folder of GENE_ID.npy, or the"
          + " folder of openspliceai predict";

  /** Ends of what has scores or looks like it, and is not read. */
  private static final Pattern OF_OTHERS =
      Pattern.compile(
          "\\.(h5|hdf5|parquet|wig|wiggle|tsv|csv|vcf|bcf|bb|bigbed)(\\.b?gz|\\.bz2|\\.zst)?$",
          Pattern.CASE_INSENSITIVE);

  private static final Set<ForeignFormat> DELTAS = EnumSet.of(ForeignFormat.VCF, ForeignFormat.BCF);
  private static final Set<ForeignFormat> LATER =
      EnumSet.of(
          ForeignFormat.HDF5, ForeignFormat.PARQUET, ForeignFormat.WIGGLE, ForeignFormat.TABLE);

  private static final String ARRAY = ".npy";
  private static final String ARCHIVE = ".npz";
  private static final int MOST_NAMED = 3;

  /** The input in its form. */
  ScoreInput input() {
    try {
      if (TrackNames.isTold(scores)) {
        TrackNames names = TrackNames.told(scores);
        return tracks(names, MatchedFiles.told(names.all()));
      }
      return ofFiles(MatchedFiles.match(scores));
    } catch (IOException e) {
      throw bad(e.getMessage());
    }
  }

  private ScoreInput ofFiles(MatchedFiles files) throws IOException {
    List<TableFile> predictions = some(files, ScoreForm::isPredictions);
    if (files.isFolder() && !predictions.isEmpty()) {
      return predictions(predictions);
    }
    List<TableFile> tracks = some(files, file -> TrackNames.isTrack(file.name()));
    List<TableFile> archives =
        some(files, file -> file.name().toLowerCase(Locale.ROOT).endsWith(ARCHIVE));
    List<TableFile> arrays = some(files, file -> file.name().endsWith(ARRAY));
    if (archives.size() > 1 || forms(tracks, archives, arrays) > 1) {
      throw bad(scores + " has scores more than once; name one archive, or the files of one form");
    }
    if (!tracks.isEmpty()) {
      List<String> paths = tracks.stream().map(TableFile::path).toList();
      return tracks(TrackNames.of(paths, scores), tracks);
    }
    if (!archives.isEmpty()) {
      return archive(archives.get(0));
    }
    if (!arrays.isEmpty()) {
      return arrays(files, arrays);
    }
    throw bad(without(files));
  }

  private static int forms(List<?>... some) {
    int forms = 0;
    for (List<?> one : some) {
      forms += one.isEmpty() ? 0 : 1;
    }
    return forms;
  }

  /** Why files have no scores that can be read. */
  private String without(MatchedFiles files) throws IOException {
    for (TableFile file : files.all()) {
      if (files.all().size() == 1 || OF_OTHERS.matcher(file.name()).find()) {
        Optional<ForeignFormat> format = format(file, Set.of());
        if (format.isPresent()) {
          return refusal(file, format.get());
        }
      }
    }
    return "%s has no scores in a form that is read; %s".formatted(scores, FORMS);
  }

  private static Optional<ForeignFormat> format(TableFile file, Set<ForeignFormat> wanted)
      throws IOException {
    try {
      return ForeignFormat.ofFile(file.path(), wanted);
    } catch (IOException e) {
      throw LineFile.unopened(file.path(), e);
    }
  }

  private static String refusal(TableFile file, ForeignFormat format) {
    if (DELTAS.contains(format)) {
      return "%s is %s: it has delta scores of variants, and no score of a base; run the model over the genes, and %s"
          .formatted(file.path(), format.what(), FORMS);
    }
    return LATER.contains(format)
        ? "%s is %s, from which scores are not read yet; %s"
            .formatted(file.path(), format.what(), FORMS)
        : "%s %s".formatted(file.path(), format.phrase("--scores"));
  }

  private ScoreInput tracks(TrackNames names, List<TableFile> files) throws IOException {
    for (TableFile file : files) {
      if (TrackNames.isBigWig(file.path())) {
        BigWigFile.open(file.path()).close();
        continue;
      }
      Optional<ForeignFormat> format = format(file, Set.of(ForeignFormat.BED_GRAPH));
      if (format.isPresent()) {
        throw bad(refusal(file, format.get()));
      }
    }
    return new TrackInput(names, files, aliases);
  }

  private static ScoreInput archive(TableFile file) throws IOException {
    try (NpzFile npz = NpzFile.open(file.path())) {
      return new ArrayInput(file.path(), false, List.of(file), npz.firstIds());
    }
  }

  private ScoreInput arrays(MatchedFiles files, List<TableFile> arrays) {
    if (!files.isFolder()) {
      throw bad(scores + " names arrays one by one; name the folder that has one for each gene");
    }
    long size = arrays.stream().mapToLong(TableFile::size).sum();
    List<String> ids =
        arrays.stream()
            .limit(MOST_NAMED)
            .map(file -> file.name().substring(0, file.name().length() - ARRAY.length()))
            .toList();
    return new ArrayInput(scores, true, List.of(new TableFile(scores, "*" + ARRAY, size)), ids);
  }

  private ScoreInput predictions(List<TableFile> files) {
    if (files.size() < 2) {
      boolean donors = files.get(0).name().equals(OpenSpliceAiBed.DONORS);
      throw bad(
          "%s has %s and no %s; openspliceai predict writes both into one folder"
              .formatted(
                  scores,
                  files.get(0).name(),
                  donors ? OpenSpliceAiBed.ACCEPTORS : OpenSpliceAiBed.DONORS));
    }
    return new PredictionsInput(scores, files, aliases);
  }

  private static boolean isPredictions(TableFile file) {
    return file.name().equals(OpenSpliceAiBed.DONORS)
        || file.name().equals(OpenSpliceAiBed.ACCEPTORS);
  }

  private static List<TableFile> some(MatchedFiles files, Predicate<TableFile> wanted) {
    return files.all().stream().filter(wanted).toList();
  }

  private static VerdictException bad(String sentence) {
    return new VerdictException(Verdict.badInput("--scores: " + sentence));
  }
}
