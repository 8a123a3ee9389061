package org.splicebeam.pipeline.options;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.FileSystems;

/**
 * Paths as options give them: a local path, plain or as {@code file:///path}, or a URL of a Beam
 * file system. Nothing behind this class sees a {@code file:} URL.
 */
public final class PathOption {
  private static final Pattern FILE_URL = Pattern.compile("file:(?://(?:localhost)?)?(/(?!/).*)");
  private static final Pattern WILDCARD = Pattern.compile("[*?\\[\\]{}]");
  private static final Pattern URL = Pattern.compile("([A-Za-z][A-Za-z0-9.+-]*)://.*");

  private PathOption() {}

  /**
   * Makes sure that paths are no local ones.
   *
   * @param paths by the options that name them
   * @param who cannot see this machine's files
   * @param remedy what to do
   */
  public static void refuseLocal(Map<String, String> paths, String who, String remedy) {
    paths.forEach(
        (option, path) -> {
          if (!path.contains("://")) {
            throw new BadOptionException(
                "%s %s is on this machine, which %s cannot see: %s"
                    .formatted(option, path, who, remedy));
          }
        });
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
