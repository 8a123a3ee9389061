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
 * input. A glob that writes the first character of such a name finds it, as in a shell.
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

  /** Where a part of a glob, or of an alternative in its braces, begins as a hidden name does. */
  private static final Pattern HIDDEN_PART = Pattern.compile("[/{,](\\.|" + MAC_OS + ")");

  /** A character that no glob writes. */
  private static final char UNWRITTEN = '\1';

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
      return new Search(path.toRealPath(), file -> true, false, input).to(Integer.MAX_VALUE);
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
      Path root = Path.of(glob.substring(0, fixed(glob)));
      // A glob that does not descend needs no folder below those that it names.
      boolean descends = glob.contains("**") || glob.contains("{");
      int depth = Path.of(glob).getNameCount() - root.getNameCount();
      Search search =
          new Search(
              root, wanted(glob, input), HIDDEN_PART.matcher(glob).find(fixed(glob) - 1), input);
      return Files.isDirectory(root)
          ? search.to(descends ? Integer.MAX_VALUE : depth)
          : new Match(List.of(), List.of());
    }
    throw new FileNotFoundException(input);
  }

  /** What a glob says of names below its fixed folders. */
  private static PathMatcher wanted(String glob, String input) {
    try {
      return Path.of("").getFileSystem().getPathMatcher("glob:" + glob.substring(fixed(glob)));
    } catch (PatternSyntaxException e) {
      throw refused(input, "it is no glob: close each { and [, or name a folder");
    }
  }

  private static boolean isHidden(String name) {
    return name.startsWith(".") || name.equals(MAC_OS);
  }

  /**
   * Whether a name that is wanted has a hidden part that it is not wanted for: it would be wanted,
   * too, if that part began otherwise.
   */
  private static boolean isHidden(String name, PathMatcher wanted) {
    String[] parts = name.split("/");
    for (int i = 0; i < parts.length; i++) {
      if (isHidden(parts[i])) {
        String[] other = parts.clone();
        other[i] = UNWRITTEN + parts[i].substring(1);
        if (wanted.matches(Path.of(String.join("/", other)))) {
          return true;
        }
      }
    }
    return false;
  }

  /** The tables below a folder, through links. */
  private static final class Search extends SimpleFileVisitor<Path> {
    private final Path root;
    private final PathMatcher wanted;
    private final boolean wantsHidden;
    private final String input;
    private final List<TableFile> tables = new ArrayList<>();
    private final List<TableFile> hidden = new ArrayList<>();

    /** For names below the root that are wanted, of which hidden ones may be. */
    Search(Path root, PathMatcher wanted, boolean wantsHidden, String input) {
      this.root = root;
      this.wanted = wanted;
      this.wantsHidden = wantsHidden;
      this.input = input;
    }

    Match to(int depth) throws IOException {
      Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), depth, this);
      return new Match(tables, hidden);
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      String name = nameBelow(root, file);
      if (!TABLE.matcher(file.getFileName().toString()).matches()
          || !wanted.matches(Path.of(name))) {
        return FileVisitResult.CONTINUE;
      }
      if (isHidden(name, wanted)) {
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
      boolean passedOver =
          !wantsHidden
              && Arrays.stream(nameBelow(root, file).split("/")).anyMatch(TableFiles::isHidden);
      if (!passedOver) {
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
    String root = below ? folder : input.substring(0, fixed(input));
    PathMatcher wanted = glob ? wanted(input, input) : name -> true;
    for (MatchResult.Metadata file : below ? matched(folder + "**") : found) {
      String path = file.resourceId().toString();
      String name = path.substring(root.length());
      boolean named = !glob && !below;
      if (!named && !TABLE.matcher(path.substring(path.lastIndexOf('/') + 1)).matches()) {
        continue;
      }
      boolean passedOver = !named && isHidden(name, wanted);
      (passedOver ? hidden : tables).add(new TableFile(path, name, file.sizeBytes()));
    }
    return new Match(tables, hidden);
  }

  private static List<MatchResult.Metadata> matched(String spec) throws IOException {
    return FileSystems.match(spec, EmptyMatchTreatment.ALLOW).metadata();
  }

  /** The length of a glob's folders before its first wildcard, with their last slash. */
  private static int fixed(String glob) {
    int wildcard = glob.length();
    for (int i = 0; i < glob.length(); i++) {
      if ("*?[{".indexOf(glob.charAt(i)) >= 0) {
        wildcard = i;
        break;
      }
    }
    return glob.lastIndexOf('/', wildcard - 1) + 1;
  }
}
