package org.splicebeam.transforms.analysis;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.beam.sdk.io.Compression;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.splicebeam.schemas.analysis.AnalysisFile;
import org.splicebeam.schemas.columns.InputColumns;
import org.splicebeam.schemas.genome.Chromosomes;

/**
 * Finds the analysis tables that an {@code --input} names: a file, a folder (searched recursively)
 * or a glob, on any Beam file system (contract 1.1). Backup copies and checksums are passed over.
 *
 * <p>Memory: one entry a file.
 */
public final class AnalysisFiles {
  private static final Pattern IN_FOLDER =
      Pattern.compile(".*analysis_sequences_.*\\.tsv(\\.gz|\\.bz2|\\.zst)?");
  private static final Pattern IN_GLOB = Pattern.compile(".*\\.tsv(\\.gz|\\.bz2|\\.zst)?");

  private AnalysisFiles() {}

  /**
   * The tables in order of their names; empty where there are none.
   *
   * @throws FileNotFoundException where no file or folder is there
   */
  public static List<AnalysisFile> match(String input) throws IOException {
    List<AnalysisFile> files =
        input.contains("://") ? matchRemote(input) : matchLocal(Path.of(input), input);
    files.sort(Comparator.comparing(AnalysisFile::name, Chromosomes.BY_CODE_POINT));
    return files;
  }

  /**
   * Reads a table's first line only.
   *
   * @throws org.splicebeam.transforms.verdict.VerdictException where it is no analysis table
   */
  public static void checkHeader(AnalysisFile file, InputColumns columns) {
    TableLines.open(file, columns).close();
  }

  /** The table's bytes, decompressed by its ending. */
  public static InputStream open(AnalysisFile file) throws IOException {
    var channel = FileSystems.open(FileSystems.matchNewResource(file.path(), false));
    try {
      return Channels.newInputStream(Compression.detect(file.path()).readDecompressed(channel));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static List<AnalysisFile> matchLocal(Path path, String input) throws IOException {
    List<AnalysisFile> files = new ArrayList<>();
    if (Files.isDirectory(path)) {
      try (Stream<Path> below = Files.walk(path.toRealPath())) {
        Path root = path.toRealPath();
        for (Path file : (Iterable<Path>) below::iterator) {
          if (Files.isRegularFile(file)
              && IN_FOLDER.matcher(file.getFileName().toString()).matches()) {
            files.add(local(file, root));
          }
        }
      }
    } else if (Files.isRegularFile(path)) {
      files.add(local(path, path.toAbsolutePath().getParent()));
    } else if (FileSystems.hasGlobWildcard(input)) {
      String absolute = path.toAbsolutePath().toString();
      for (MatchResult.Metadata found : matched(absolute)) {
        Path file = Path.of(found.resourceId().toString());
        if (Files.isRegularFile(file) && IN_GLOB.matcher(file.getFileName().toString()).matches()) {
          files.add(local(file, Path.of(fixedPrefix(absolute))));
        }
      }
    } else {
      throw new FileNotFoundException(input);
    }
    return files;
  }

  private static AnalysisFile local(Path file, Path root) throws IOException {
    Path absolute = file.toAbsolutePath();
    String name = root.relativize(absolute).toString().replace('\\', '/');
    return new AnalysisFile(absolute.toString(), name, Files.size(file));
  }

  private static List<AnalysisFile> matchRemote(String input) throws IOException {
    List<AnalysisFile> files = new ArrayList<>();
    boolean glob = FileSystems.hasGlobWildcard(input);
    List<MatchResult.Metadata> found = input.endsWith("/") ? List.of() : matched(input);
    String folder = input.endsWith("/") ? input : input + "/";
    boolean below = found.isEmpty() && !glob;
    for (MatchResult.Metadata file : below ? matched(folder + "**") : found) {
      String path = file.resourceId().toString();
      String name = path.substring(path.lastIndexOf('/') + 1);
      Pattern wanted = below ? IN_FOLDER : IN_GLOB;
      boolean named = !glob && !below;
      if (named || wanted.matcher(name).matches()) {
        String root = below ? folder : fixedPrefix(input) + "/";
        files.add(new AnalysisFile(path, path.substring(root.length()), file.sizeBytes()));
      }
    }
    return files;
  }

  private static List<MatchResult.Metadata> matched(String spec) throws IOException {
    return FileSystems.match(spec, EmptyMatchTreatment.ALLOW).metadata();
  }

  /** The folders of a glob before its first wildcard. */
  private static String fixedPrefix(String glob) {
    int wildcard = glob.length();
    for (int i = 0; i < glob.length(); i++) {
      if ("*?[{".indexOf(glob.charAt(i)) >= 0) {
        wildcard = i;
        break;
      }
    }
    int slash = glob.lastIndexOf('/', wildcard - 1);
    return slash <= 0 ? "/" : glob.substring(0, slash);
  }
}
