package org.splicebeam.pipeline.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.splicebeam.transforms.lines.PackedFile;

/**
 * Paths as options give them: a local path, plain or as {@code file:///path}, or a URL of a Beam
 * file system. Nothing behind this class sees a {@code file:} URL.
 *
 * @param option that names it
 * @param path null where the option is not given
 */
public record PathOption(String option, String path) {
  private static final Pattern FILE_URL = Pattern.compile("file:(?://(?:localhost)?)?(/(?!/).*)");
  private static final Pattern WILDCARD = Pattern.compile("[*?\\[\\]{}]");
  private static final Pattern URL = Pattern.compile("([A-Za-z][A-Za-z0-9.+-]*)://.*");

  /**
   * Makes sure that paths are no local ones.
   *
   * @param paths none is null
   * @param who cannot see this machine's files
   * @param remedy what to do
   */
  public static void refuseLocal(List<PathOption> paths, String who, String remedy) {
    for (PathOption named : paths) {
      if (!named.path.contains("://")) {
        throw new BadOptionException(
            "%s %s is on this machine, which %s cannot see: %s"
                .formatted(named.option, named.path, who, remedy));
      }
    }
  }

  /**
   * The paths that a text with commas names. A comma in braces divides nothing, and a text that is
   * a path where something is is one.
   *
   * @throws BadOptionException where there is nothing between two commas
   */
  static List<String> list(String option, String text) {
    List<String> paths = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : ',';
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (i == text.length() || c == ',' && depth <= 0) {
        paths.add(text.substring(from, i).strip());
        from = i + 1;
      }
    }
    if (paths.size() == 1 || exists(withoutFile(text))) {
      return List.of(text);
    }
    if (paths.contains("")) {
      throw new BadOptionException(
          "%s is '%s'; it is one path, or a list with commas and without empty items"
              .formatted(option, text));
    }
    return paths;
  }

  private static boolean exists(String path) {
    try {
      return path.contains("://")
          ? !FileSystems.match(path, EmptyMatchTreatment.DISALLOW).metadata().isEmpty()
          : Files.exists(Path.of(path));
    } catch (IOException | IllegalArgumentException e) {
      return false; // No such file, file system or path.
    }
  }

  /**
   * Like {@link #exact}, for a file that is read.
   *
   * @throws BadOptionException also where it is a pipe, a socket or a device
   */
  static String file(String option, String path) {
    String file = exact(option, path);
    if (file != null && !file.contains("://")) {
      refuseIrregular(option, file);
    }
    return file;
  }

  /** Makes sure that what a local path names, if anything, is no pipe, socket or device. */
  static void refuseIrregular(String option, String path) {
    Path file = Path.of(path);
    if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)) {
      throw new BadOptionException("%s %s: %s".formatted(option, path, PackedFile.NO_REGULAR_FILE));
    }
  }

  /**
   * Like {@link #of}, for one file or folder and no pattern.
   *
   * @throws BadOptionException where the file system would take the name for a pattern
   */
  static String exact(String option, String path) {
    String exact = of(option, path);
    if (exact != null && exact.contains("://") && WILDCARD.matcher(exact).find()) {
      throw new BadOptionException(
          "%s %s: it names one place, but *, ?, [, ], { and } make it a pattern: choose another name"
              .formatted(option, path));
    }
    return exact;
  }

  /** The path without {@code file://}, percent signs as they are; null as null. */
  static String withoutFile(String path) {
    Matcher file = FILE_URL.matcher(path == null ? "" : path);
    return file.matches() ? file.group(1) : path;
  }

  /**
   * {@link #withoutFile}, once Beam's file systems are there.
   *
   * @throws BadOptionException where no file system has such paths
   */
  public static String of(String option, String path) {
    String plain = withoutFile(path);
    Matcher url = URL.matcher(plain == null ? "" : plain);
    if (!url.matches()) {
      return plain;
    }
    String scheme = url.group(1);
    if (scheme.equals("file")) {
      throw new BadOptionException(
          "%s %s: it names another machine: write file:///path or the path alone"
              .formatted(option, path));
    }
    try {
      FileSystems.matchNewResource(scheme + "://bucket/file", false);
    } catch (IllegalArgumentException e) {
      throw new BadOptionException(
          "%s %s: this distribution has no file system %s://: name a path on this machine or at gs://"
              .formatted(option, path, scheme));
    }
    return path;
  }
}
