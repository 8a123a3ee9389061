package org.splicebeam.transforms.scores;

import java.io.IOException;
import java.util.ArrayList;
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
      "four tracks (.bw, .bigWig, .bedGraph, .bg), an .npz, a folder of GENE_ID.npy, or the folder"
          + " of openspliceai predict";

  /** What may hold scores, and is not read. */
  private static final Pattern NOT_YET =
      Pattern.compile(
          "\\.(h5|hdf5|parquet|wig|wiggle|tsv|csv|vcf|bcf)(\\.b?gz|\\.bz2|\\.zst)?$",
          Pattern.CASE_INSENSITIVE);

  private static final Set<ForeignFormat> DELTAS = EnumSet.of(ForeignFormat.VCF, ForeignFormat.BCF);

  /** The input in its form. */
  ScoreInput input() {
    try {
      if (TrackNames.isTold(scores)) {
        TrackNames names = TrackNames.told(scores);
        return tracks(names, ScoreFiles.told(names.all()));
      }
      ScoreFiles files = ScoreFiles.match(scores);
      return ofFiles(files);
    } catch (IOException e) {
      throw bad(e.getMessage());
    }
  }

  private ScoreInput ofFiles(ScoreFiles files) throws IOException {
    List<TableFile> predictions = some(files, ScoreForm::isPredictions);
    List<TableFile> tracks = some(files, file -> TrackNames.isTrack(file.name()));
    List<TableFile> arrays = some(files, file -> hasEnd(file, ".npy"));
    List<TableFile> archives = some(files, file -> hasEnd(file, ".npz"));
    if (files.isFolder() && !predictions.isEmpty()) {
      return predictions(predictions);
    }
    if (!tracks.isEmpty() && arrays.size() + archives.size() > 0) {
      throw bad(
          "%s has tracks and arrays, such as %s and %s; name one of both"
              .formatted(
                  scores,
                  tracks.get(0).name(),
                  (arrays.isEmpty() ? archives : arrays).get(0).name()));
    }
    if (!tracks.isEmpty()) {
      List<String> paths = tracks.stream().map(TableFile::path).toList();
      return tracks(TrackNames.of(paths, scores), tracks);
    }
    if (archives.size() == 1 && arrays.isEmpty()) {
      return archive(archives.get(0));
    }
    if (files.isFolder() && !arrays.isEmpty() && archives.isEmpty()) {
      return arrays(arrays);
    }
    throw bad(without(files, arrays.size() + archives.size() > 0));
  }

  private String without(ScoreFiles files, boolean hasArrays) throws IOException {
    if (hasArrays) {
      return scores
          + " names several arrays or archives; name one .npz, or a folder of GENE_ID.npy";
    }
    for (TableFile file : files.all()) {
      if (files.all().size() == 1 || NOT_YET.matcher(file.name()).find()) {
        Optional<ForeignFormat> format = ForeignFormat.ofFile(file.path(), Set.of());
        if (format.isPresent()) {
          return refusal(file, format.get());
        }
      }
    }
    return "%s has no scores in a form that is read; give %s".formatted(scores, FORMS);
  }

  private static String refusal(TableFile file, ForeignFormat format) {
    if (DELTAS.contains(format)) {
      return file.path()
          + " is a VCF: it has delta scores of variants, and no score of a base; run the model over the genes, and give "
          + FORMS;
    }
    return "%s %s; its scores are not read yet from this form, so give %s"
        .formatted(file.path(), format.phrase("--scores"), FORMS);
  }

  private ScoreInput tracks(TrackNames names, List<TableFile> files) throws IOException {
    for (TableFile file : files) {
      if (TrackNames.isBigWig(file.path())) {
        BigWigFile.open(file.path()).close();
        continue;
      }
      Optional<ForeignFormat> format =
          ForeignFormat.ofFile(file.path(), Set.of(ForeignFormat.BED_GRAPH));
      if (format.isPresent()) {
        throw bad(refusal(file, format.get()));
      }
    }
    return new TrackInput(names, files, aliases);
  }

  private static ScoreInput archive(TableFile file) throws IOException {
    try (NpzFile npz = NpzFile.open(file.path())) {
      return new ArrayInput(file.path(), false, List.of(file), new ArrayList<>(npz.firstIds()));
    }
  }

  private ScoreInput arrays(List<TableFile> files) {
    long size = files.stream().mapToLong(TableFile::size).sum();
    List<String> ids =
        files.stream()
            .limit(3)
            .map(file -> file.name().substring(0, file.name().length() - ".npy".length()))
            .toList();
    return new ArrayInput(scores, true, List.of(new TableFile(scores, "*.npy", size)), ids);
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

  private static boolean hasEnd(TableFile file, String end) {
    return file.name().toLowerCase(Locale.ROOT).endsWith(end);
  }

  private static List<TableFile> some(ScoreFiles files, Predicate<TableFile> wanted) {
    return files.all().stream().filter(wanted).toList();
  }

  private static VerdictException bad(String sentence) {
    return new VerdictException(Verdict.badInput("--scores: " + sentence));
  }
}
