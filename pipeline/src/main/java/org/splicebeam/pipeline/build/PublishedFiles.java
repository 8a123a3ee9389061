package org.splicebeam.pipeline.build;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.splicebeam.transforms.publish.OutputFolder;

/** What builds put into an output folder; whatever else lies there is never touched. */
final class PublishedFiles {
  private static final String DATASET = "dataset.json";
  private static final String PARTS = "master/part-*.parquet";
  private static final String REJECTS = "rejected/*.tsv";
  private static final List<String> OTHERS =
      List.of(
          "gene_manifest.csv",
          "data_dictionary.csv",
          "schema.avsc",
          "run.json",
          OutputFolder.PRIVATE + "/tmp/*");

  private final OutputFolder folder;

  PublishedFiles(OutputFolder folder) {
    this.folder = folder;
  }

  /**
   * Makes sure that the folder holds no data set, or removes it with {@code overwrite}.
   *
   * @throws BadOptionException where the folder cannot be built in
   */
  void makeRoom(boolean overwrite) {
    if (isLocal() && Files.exists(local("")) && !Files.isDirectory(local(""))) {
      throw new BadOptionException("--output %s is a file: name a folder".formatted(folder.path()));
    }
    try {
      boolean dataset = !matching(DATASET).isEmpty();
      if (!overwrite && (dataset || !matching(PARTS).isEmpty())) {
        throw new BadOptionException(
            "--output %s already holds %s: name another folder, or add --overwrite"
                .formatted(folder.path(), dataset ? "a data set" : "parts of a data set"));
      }
      removeDataset();
      remove(REJECTS);
      remove(OutputFolder.PRIVATE + "/verdict.json");
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /**
   * Removes a data set, {@code dataset.json} before all else, so that what is left never looks
   * complete. The rejected rows, which say why a build ended, stay.
   */
  void removeDataset() throws IOException {
    remove(DATASET);
    remove(PARTS);
    for (String pattern : OTHERS) {
      remove(pattern);
    }
  }

  /** The folder that cannot be written, as an option. */
  BadOptionException unusable(IOException error) {
    return new BadOptionException(
        "--output %s: it cannot be written (%s)"
            .formatted(folder.path(), BadOptionException.reason(error)));
  }

  private void remove(String pattern) throws IOException {
    FileSystems.delete(matching(pattern), StandardMoveOptions.IGNORE_MISSING_FILES);
  }

  /** The files that a pattern of names in one folder matches. */
  private List<ResourceId> matching(String pattern) throws IOException {
    int name = pattern.lastIndexOf('/') + 1;
    List<ResourceId> files = new ArrayList<>();
    if (isLocal()) {
      // By hand: Beam would take a bracket in the folder's name for a pattern, too.
      Path parent = local(pattern.substring(0, name));
      if (Files.isDirectory(parent)) {
        try (DirectoryStream<Path> found =
            Files.newDirectoryStream(parent, pattern.substring(name))) {
          for (Path file : found) {
            if (Files.isRegularFile(file)) {
              files.add(folder.file(pattern.substring(0, name) + file.getFileName()));
            }
          }
        }
      }
    } else {
      String all = folder.file(pattern.substring(0, name) + "x").getCurrentDirectory().toString();
      for (MatchResult.Metadata found :
          FileSystems.match(all + pattern.substring(name), EmptyMatchTreatment.ALLOW).metadata()) {
        files.add(found.resourceId());
      }
    }
    return files;
  }

  private boolean isLocal() {
    return !folder.path().contains("://");
  }

  private Path local(String name) {
    return Path.of(folder.path(), name);
  }
}
