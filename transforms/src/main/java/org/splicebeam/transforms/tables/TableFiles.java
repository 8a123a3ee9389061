package org.splicebeam.transforms.tables;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.splicebeam.schemas.genome.Chromosomes;
import org.splicebeam.schemas.inputs.TableFile;
import org.splicebeam.transforms.lines.PackedFile;
import org.splicebeam.transforms.rows.InputColumns;
import org.splicebeam.transforms.verdict.Verdict;
import org.splicebeam.transforms.verdict.VerdictException;

/**
 * Finds the analysis tables that an {@code --input} names: a file, a folder (searched recursively)
 * or a glob, on any Beam file system (contract 1.1). A folder and a glob give the files that are
 * named like a table; a file named by itself is taken under any name. Links to files and folders
 * are followed.
 *
 * <p>Memory: one entry a file.
 */
public final class TableFiles {
  /** Backup copies, checksums and temporary files end otherwise. */
  private static final Pattern TABLE =
      Pattern.compile(".*analysis_sequences_.*\\.tsv(\\.gz|\\.bz2|\\.zst)?", Pattern.DOTALL);

  /** The root of a remote file system, which is no file. */
  private static final Pattern BUCKET = Pattern.compile("[^/]+://[^/]+");

  private TableFiles() {}

  /**
   * The tables in order of their names; empty where there are none.
   *
   * @throws FileNotFoundException where no file or folder is there
   * @throws VerdictException where a link leads nowhere or in a circle, a folder may not be read,
   *     or a glob is none
   */
  public static List<TableFile> match(String input) throws IOException {
    List<TableFile> files =
        input.contains("://") ? matchRemote(input) : matchLocal(Path.of(input), input);
    files.sort(Comparator.comparing(TableFile::name, Chromosomes.BY_CODE_POINT));
    return files;
  }

  /**
   * Reads a table's first line only.
   *
   * @throws VerdictException where it is no analysis table
   */
  public static TableHeader header(TableFile file, InputColumns columns) {
    return TableLines.header(file, columns);
  }

  /** The table's bytes, decompressed by its ending. */
  public static InputStream open(TableFile file) throws IOException {
    return PackedFile.open(file.path());
  }

  private static List<TableFile> matchLocal(Path path, String input) throws IOException {
    if (Files.isDirectory(path)) {
      return search(path.toRealPath(), Integer.MAX_VALUE, file -> true, input);
    }
    if (Files.isRegularFile(path)) {
      Path file = path.toAbsolutePath();
      return new ArrayList<>(List.of(local(file, file.getParent())));
    }
    if (FileSystems.hasGlobWildcard(input)) {
      String glob = path.toAbsolutePath().toString();
      Path root = Path.of(fixedPrefix(glob));
      // A glob that does not descend needs no folder below those that it names.
      boolean descends = glob.contains("**") || glob.contains("{");
      int depth = Path.of(glob).getNameCount() - root.getNameCount();
      PathMatcher wanted = matcher(glob, input);
      return Files.isDirectory(root)
          ? search(root, descends ? Integer.MAX_VALUE : depth, wanted, input)
          : new ArrayList<>();
    }
    throw new FileNotFoundException(input);
  }

  private static PathMatcher matcher(String glob, String input) {
    try {
      return Path.of(glob).getFileSystem().getPathMatcher("glob:" + glob);
    } catch (PatternSyntaxException e) {
      throw refused(input, "it is no glob: close each { and [, or name a folder");
    }
  }

  /** The tables below a folder, through links. */
  private static List<TableFile> search(Path root, int depth, PathMatcher wanted, String input)
      throws IOException {
    List<TableFile> files = new ArrayList<>();
    try (Stream<Path> below = Files.walk(root, depth, FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : (Iterable<Path>) below::iterator) {
        if (!TABLE.matcher(file.getFileName().toString()).matches() || !wanted.matches(file)) {
          continue;
        }
        if (Files.isRegularFile(file)) {
          files.add(local(file, root));
        } else if (!Files.exists(file)) {
          throw refused(
              input, file + " is a link to a file that is not there: mend the link or remove it");
        }
      }
    } catch (UncheckedIOException e) {
      throw refused(input, fault(e.getCause()));
    }
    return files;
  }

  private static String fault(IOException error) {
    if (error instanceof FileSystemLoopException loop) {
      return loop.getFile() + " is a link to a folder that it lies in: remove it";
    }
    if (error instanceof AccessDeniedException denied) {
      return denied.getFile() + " may not be read: give the right to read it, or move it elsewhere";
    }
    return "it cannot be searched (" + error.getMessage() + ")";
  }

  private static VerdictException refused(String input, String fault) {
    return new VerdictException(Verdict.badInput("--input %s: %s".formatted(input, fault)));
  }

  private static TableFile local(Path file, Path root) throws IOException {
    String name = root.relativize(file).toString().replace('\\', '/');
    return new TableFile(file.toString(), name, Files.size(file));
  }

  private static List<TableFile> matchRemote(String input) throws IOException {
    List<TableFile> files = new ArrayList<>();
    boolean glob = FileSystems.hasGlobWildcard(input);
    boolean bucket = BUCKET.matcher(input).matches();
    List<MatchResult.Metadata> found = bucket || input.endsWith("/") ? List.of() : matched(input);
    String folder = input.endsWith("/") ? input : input + "/";
    boolean below = found.isEmpty() && !glob;
    for (MatchResult.Metadata file : below ? matched(folder + "**") : found) {
      String path = file.resourceId().toString();
      String name = path.substring(path.lastIndexOf('/') + 1);
      boolean named = !glob && !below;
      if (named || TABLE.matcher(name).matches()) {
        String root = below ? folder : fixedPrefix(input) + "/";
        files.add(new TableFile(path, path.substring(root.length()), file.sizeBytes()));
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
