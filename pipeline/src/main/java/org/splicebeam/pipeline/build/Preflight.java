package org.splicebeam.pipeline.build;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.beam.sdk.io.Compression;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.splicebeam.schemas.analysis.AnalysisFile;
import org.splicebeam.transforms.analysis.AnalysisFiles;
import org.splicebeam.transforms.genes.SpliceSitesIO;
import org.splicebeam.transforms.publish.OutputFolder;

/** What can be known of files before a build is submitted. Nothing is written while it looks. */
final class Preflight {
  /** Headers are looked at one by one; of more tables than this, the first are. */
  private static final int MOST_HEADERS = 2_000;

  private Preflight() {}

  /** Looks at every input; throws a sentence on the first that will not do. */
  static void checkInputs(BuildSettings settings) {
    checkAnnotation(settings.gtf(), settings.spliceSites(), settings.annotationCache());
    List<AnalysisFile> tables;
    try {
      tables = AnalysisFiles.match(settings.input());
    } catch (FileNotFoundException e) {
      throw new BadOptionException(
          "--input %s: there is no such file or folder".formatted(settings.input()));
    } catch (IOException e) {
      throw new BadOptionException(
          "--input %s cannot be read: %s".formatted(settings.input(), e.getMessage()));
    }
    if (tables.isEmpty()) {
      throw new BadOptionException(
          "--input %s has no analysis table: none of its files is named".formatted(settings.input())
              + " *analysis_sequences_*.tsv (plain or with .gz, .bz2, .zst)");
    }
    tables.stream()
        .limit(MOST_HEADERS)
        .forEach(table -> AnalysisFiles.checkHeader(table, settings.tables().columns()));
  }

  /**
   * Looks at what gene models come from.
   *
   * @param spliceSites may be null
   * @param cache a folder, which need not be there; may be null
   */
  static void checkAnnotation(String gtf, String spliceSites, String cache) {
    checkFile("--gtf", gtf);
    if (spliceSites != null) {
      checkFile("--spliceSites", spliceSites);
      checkSitesHeader(spliceSites);
    }
    if (cache != null && OutputFolder.at(cache).isLocal() && Files.isRegularFile(Path.of(cache))) {
      throw new BadOptionException("--annotationCache %s is a file, not a folder".formatted(cache));
    }
  }

  private static void checkFile(String option, String path) {
    try {
      MatchResult match = FileSystems.match(escaped(path), EmptyMatchTreatment.ALLOW);
      if (match.metadata().isEmpty()) {
        throw new BadOptionException("%s %s: there is no such file".formatted(option, path));
      }
      ResourceId file = match.metadata().get(0).resourceId();
      if (file.isDirectory()) {
        throw new BadOptionException("%s %s is a folder, not a file".formatted(option, path));
      }
      try (InputStream in =
          Channels.newInputStream(
              Compression.detect(path).readDecompressed(FileSystems.open(file)))) {
        if (in.read() < 0) {
          throw new BadOptionException("%s %s is empty".formatted(option, path));
        }
      }
    } catch (IOException e) {
      throw new BadOptionException(
          "%s %s cannot be read: %s".formatted(option, path, e.getMessage()));
    }
  }

  private static void checkSitesHeader(String path) {
    try {
      SpliceSitesIO.checkHeader(path);
    } catch (IOException e) {
      throw new BadOptionException("--spliceSites " + e.getMessage());
    }
  }

  /** A path as a pattern that matches nothing else. */
  private static String escaped(String path) {
    return path.replaceAll("([\\\\*?\\[\\]{}])", "\\\\$1");
  }

  /**
   * Makes sure that the output folder holds no data set, or removes it with {@code overwrite}:
   * first dataset.json, so that what is left never looks complete.
   */
  static void clearOutput(OutputFolder folder, boolean overwrite) {
    try {
      List<ResourceId> done = matched(folder, "dataset.json");
      List<ResourceId> parts = matched(folder, "master/part-*.parquet");
      if (!overwrite && !(done.isEmpty() && parts.isEmpty())) {
        throw new BadOptionException(
            "--output %s already holds %s: choose another folder or say --overwrite"
                .formatted(folder.path(), done.isEmpty() ? "parts of a data set" : "a data set"));
      }
      FileSystems.delete(done, StandardMoveOptions.IGNORE_MISSING_FILES);
      List<ResourceId> rest = new ArrayList<>(parts);
      for (String name :
          List.of(
              "rejected/*.tsv",
              "gene_manifest.csv",
              "data_dictionary.csv",
              "schema.avsc",
              "run.json",
              OutputFolder.PRIVATE + "/verdict.json",
              OutputFolder.PRIVATE + "/tmp/*")) {
        rest.addAll(matched(folder, name));
      }
      FileSystems.delete(rest, StandardMoveOptions.IGNORE_MISSING_FILES);
    } catch (IOException e) {
      throw new BadOptionException(
          "--output %s cannot be used: %s".formatted(folder.path(), e.getMessage()));
    }
  }

  private static List<ResourceId> matched(OutputFolder folder, String pattern) throws IOException {
    String spec = escaped(folder.path().replaceAll("/*$", "/")) + pattern;
    List<ResourceId> found = new ArrayList<>();
    FileSystems.match(Collections.singletonList(spec), EmptyMatchTreatment.ALLOW)
        .get(0)
        .metadata()
        .forEach(m -> found.add(m.resourceId()));
    return found;
  }
}
