package org.splicebeam.transforms.scores;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.splicebeam.schemas.genome.Chromosomes;
import org.splicebeam.schemas.inputs.TableFile;
import org.splicebeam.transforms.lines.LineFile;
import org.splicebeam.transforms.lines.PackedFile;

/**
 * The files that {@code --scores} names: one file, those in a folder or those of a glob, on any
 * Beam file system. Files whose names begin with a dot are none.
 *
 * @param isFolder whether it names a folder
 * @param all in order of their names
 */
record MatchedFiles(boolean isFolder, List<TableFile> all) {
  private static final Comparator<TableFile> BY_NAME =
      Comparator.comparing(TableFile::name, Chromosomes.BY_CODE_POINT);

  /**
   * Looks for the files.
   *
   * @throws IOException with a sentence that names what is not there or may not be read
   */
  static MatchedFiles match(String scores) throws IOException {
    Path local = scores.contains("://") ? null : Path.of(scores);
    if (local != null && Files.isDirectory(local)) {
      return new MatchedFiles(true, inFolder(local));
    }
    if (local != null && Files.exists(local) && !Files.isRegularFile(local)) {
      throw new IOException(scores + ": " + PackedFile.NO_REGULAR_FILE);
    }
    List<TableFile> named = scores.endsWith("/") || isMissing(scores) ? List.of() : matched(scores);
    boolean isFolder = named.isEmpty() && !FileSystems.hasGlobWildcard(scores);
    if (isFolder && local == null) {
      named = matched(scores + (scores.endsWith("/") ? "*" : "/*"));
    }
    if (named.isEmpty()) {
      throw new FileNotFoundException(scores + ": there is no such file or folder");
    }
    return new MatchedFiles(isFolder, named);
  }

  /**
   * The files that are told one by one, under their last names where these differ.
   *
   * @param paths each once
   */
  static List<TableFile> told(List<String> paths) throws IOException {
    List<TableFile> files = new ArrayList<>();
    for (String path : paths) {
      files.add(new TableFile(path, LineFile.nameOf(path), size(path)));
    }
    boolean differ = files.stream().map(TableFile::name).distinct().count() == files.size();
    return files.stream()
        .map(file -> differ ? file : new TableFile(file.path(), file.path(), file.size()))
        .sorted(BY_NAME)
        .toList();
  }

  /** Beam would look for a local file that is not there in all folders below the one it names. */
  private static boolean isMissing(String path) {
    return !path.contains("://")
        && !FileSystems.hasGlobWildcard(path)
        && Files.notExists(Path.of(path));
  }

  private static long size(String path) throws IOException {
    try {
      if (isMissing(path)) {
        throw new FileNotFoundException(path);
      }
      return FileSystems.matchSingleFileSpec(path).sizeBytes();
    } catch (IOException e) {
      throw LineFile.unopened(path, e);
    }
  }

  private static List<TableFile> inFolder(Path folder) throws IOException {
    List<TableFile> files = new ArrayList<>();
    try (Stream<Path> inside = Files.list(folder)) {
      for (Path file : inside.filter(Files::isRegularFile).toList()) {
        add(file.toString(), Files.size(file), files);
      }
    } catch (AccessDeniedException e) {
      throw new IOException(folder + " may not be searched; give the right to read it", e);
    }
    files.sort(BY_NAME);
    return files;
  }

  private static List<TableFile> matched(String spec) throws IOException {
    List<TableFile> files = new ArrayList<>();
    for (MatchResult.Metadata file :
        FileSystems.match(spec, EmptyMatchTreatment.ALLOW).metadata()) {
      add(file.resourceId().toString(), file.sizeBytes(), files);
    }
    files.sort(BY_NAME);
    return files;
  }

  private static void add(String path, long size, List<TableFile> files) {
    String name = LineFile.nameOf(path);
    if (!name.isEmpty() && !name.startsWith(".")) {
      files.add(new TableFile(path, name, size));
    }
  }
}
