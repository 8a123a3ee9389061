package org.splicebeam.transforms.tables;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.splicebeam.schemas.inputs.TableFile;
import org.splicebeam.transforms.lines.PackedFile;
import org.splicebeam.transforms.rows.InputColumns;
import org.splicebeam.transforms.verdict.Verdict;
import org.splicebeam.transforms.verdict.VerdictException;

/**
 * Finds the analysis tables that one text of {@code --input} names: a file, a folder (searched
 * recursively) or a glob, on any Beam file system (contract 1.1). A folder and a glob give the
 * files that are named like a table; a file named by itself is taken under any name. Links to files
 * and folders are followed.
 *
 * <p>Below the folder told, or the folders that a glob names before its first wildcard, a name that
 * begins with a dot, and {@code __MACOSX}, are hidden: what is named so, or lies below, is no
 * input. A part of a glob that begins so itself finds them, as in a shell.
 *
 * <p>Memory: one entry a file.
 */
public final class TableFiles {
  /** Backup copies, checksums and temporary files end otherwise. */
  private static final Pattern TABLE =
      Pattern.compile(".*analysis_sequences_.*\\.tsv(\\.gz|\\.bz2|\\.zst)?", Pattern.DOTALL);

  /** The root of a remote file system, which is no file. */
  private static final Pattern BUCKET = Pattern.compile("[^/]+://[^/]+");

  /** As an archiver of macOS names the folder of what no other system wants. */
  private static final String MAC_OS = "__MACOSX";

  private TableFiles() {}

  /**
   * What an input names.
   *
   * @param tables in order of their names; empty where there are none
   * @param hidden those that are passed over
   */
  record Match(List<TableFile> tables, List<TableFile> hidden) {}

  /**
   * Looks for the tables.
   *
   * @throws FileNotFoundException where no file or folder is there
   * @throws VerdictException where a link leads nowhere or in a circle, a folder may not be read,
   *     what is named is no regular file, or a glob is none
   */
  static Match match(String input) throws IOException {
    return input.contains("://") ? matchRemote(input) : matchLocal(Path.of(input), input);
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

  private static Match matchLocal(Path path, String input) throws IOException {
    if (Files.isDirectory(path)) {
      return new Search(path.toRealPath(), file -> true, List.of(), input).to(Integer.MAX_VALUE);
    }
    if (Files.isRegularFile(path)) {
      Path file = path.toAbsolutePath();
      return new Match(List.of(local(file, file.getParent())), List.of());
    }
    if (Files.exists(path)) {
      throw refused(input, PackedFile.NO_REGULAR_FILE);
    }
    if (FileSystems.hasGlobWildcard(input)) {
      String glob = path.toAbsolutePath().toString();
      Path root = Path.of(fixedPrefix(glob));
      // A glob that does not descend needs no folder below those that it names.
      boolean descends = glob.contains("**") || glob.contains("{");
      int depth = Path.of(glob).getNameCount() - root.getNameCount();
      Search search = new Search(root, matcher(glob, input), hiddenParts(glob), input);
      return Files.isDirectory(root)
          ? search.to(descends ? Integer.MAX_VALUE : depth)
          : new Match(List.of(), List.of());
    }
    throw new FileNotFoundException(input);
  }

  private static PathMatcher matcher(String glob, String input) {
    try {
      return matcher(glob);
    } catch (PatternSyntaxException e) {
      throw refused(input, "it is no glob: close each { and [, or name a folder");
    }
  }

  private static PathMatcher matcher(String glob) {
    return Path.of("").getFileSystem().getPathMatcher("glob:" + glob);
  }

  /** The parts of a glob that name hidden files and folders. */
  private static List<PathMatcher> hiddenParts(String glob) {
    String fromWildcard = glob.substring(fixedPrefix(glob).length());
    return Arrays.stream(fromWildcard.split("/"))
        .filter(TableFiles::isHidden)
        .map(TableFiles::matcher)
        .toList();
  }

  private static boolean isHidden(String name) {
    return name.startsWith(".") || name.equals(MAC_OS);
  }

  /** Whether a name below the folder told has a part that is hidden and that no glob asks for. */
  private static boolean isHidden(String name, List<PathMatcher> asked) {
    return Arrays.stream(name.split("/"))
        .anyMatch(
            part ->
                isHidden(part) && asked.stream().noneMatch(glob -> glob.matches(Path.of(part))));
  }

  /** The tables below a folder, through links. */
  private static final class Search extends SimpleFileVisitor<Path> {
    private final Path root;
    private final PathMatcher wanted;
    private final List<PathMatcher> askedHidden;
    private final String input;
    private final List<TableFile> tables = new ArrayList<>();
    private final List<TableFile> hidden = new ArrayList<>();

    Search(Path root, PathMatcher wanted, List<PathMatcher> askedHidden, String input) {
      this.root = root;
      this.wanted = wanted;
      this.askedHidden = askedHidden;
      this.input = input;
    }

    Match to(int depth) throws IOException {
      Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), depth, this);
      return new Match(tables, hidden);
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (!TABLE.matcher(file.getFileName().toString()).matches() || !wanted.matches(file)) {
        return FileVisitResult.CONTINUE;
      }
      String name = nameBelow(root, file);
      if (isHidden(name, askedHidden)) {
        if (!attributes.isDirectory()) {
          hidden.add(new TableFile(file.toString(), name, attributes.size()));
        }
      } else if (attributes.isRegularFile()) {
        tables.add(local(file, root));
      } else if (attributes.isSymbolicLink()) {
        throw refused(
            input, file + " is a link to a file that is not there: mend the link or remove it");
      } else if (attributes.isOther()) {
        throw refused(input, file + ": " + PackedFile.NO_REGULAR_FILE);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException error) {
      if (!isHidden(nameBelow(root, file), askedHidden)) {
        throw refused(input, fault(error));
      }
      return FileVisitResult.CONTINUE;
    }
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
    return new TableFile(file.toString(), nameBelow(root, file), Files.size(file));
  }

  private static String nameBelow(Path root, Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }

  private static Match matchRemote(String input) throws IOException {
    List<TableFile> tables = new ArrayList<>();
    List<TableFile> hidden = new ArrayList<>();
    boolean glob = FileSystems.hasGlobWildcard(input);
    boolean bucket = BUCKET.matcher(input).matches();
    List<MatchResult.Metadata> found = bucket || input.endsWith("/") ? List.of() : matched(input);
    String folder = input.endsWith("/") ? input : input + "/";
    boolean below = found.isEmpty() && !glob;
    String root = below ? folder : fixedPrefix(input) + "/";
    List<PathMatcher> askedHidden = glob ? hiddenParts(input) : List.of();
    for (MatchResult.Metadata file : below ? matched(folder + "**") : found) {
      String path = file.resourceId().toString();
      String name = path.substring(root.length());
      boolean named = !glob && !below;
      if (!named && !TABLE.matcher(path.substring(path.lastIndexOf('/') + 1)).matches()) {
        continue;
      }
      boolean passedOver = !named && isHidden(name, askedHidden);
      (passedOver ? hidden : tables).add(new TableFile(path, name, file.sizeBytes()));
    }
    return new Match(tables, hidden);
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
