package org.splicebeam.pipeline.options;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.splicebeam.transforms.publish.OutputException;

/** An option that will not do; the message is one sentence that names it and says what to do. */
public final class BadOptionException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int NAMES_SHOWN = 5;

  public BadOptionException(String message) {
    super(message);
  }

  /** A file that an option names and that cannot be read. */
  public static BadOptionException unreadable(String option, String path, IOException error) {
    String reason = OutputException.reason(error);
    String fault;
    boolean remote = path.contains("://");
    if (reason.startsWith("No such file") || remote && error instanceof FileNotFoundException) {
      fault = "there is no such file";
    } else if (isLocalFolder(path)) {
      fault = "it is a folder, not a file";
    } else {
      fault = "it cannot be read (" + reason + ")";
    }
    return new BadOptionException("%s %s: %s".formatted(option, path, fault));
  }

  /** A folder that an option names and that cannot be written. */
  public static BadOptionException unwritable(String option, String path, IOException error) {
    return new BadOptionException(
        "%s %s: it cannot be written (%s)".formatted(option, path, OutputException.reason(error)));
  }

  public static boolean isLocalFolder(String path) {
    return !path.contains("://") && Files.isDirectory(Path.of(path));
  }

  /** Names of columns, as every sentence writes them. */
  public static List<String> quoted(Collection<String> columns) {
    return columns.stream().map(name -> '"' + name + '"').toList();
  }

  /** The first names of many, and how many more there are. */
  public static String some(Collection<String> names) {
    return some(names, 0);
  }

  /**
   * The same of more than are known.
   *
   * @param unnamed so many more
   */
  public static String some(Collection<String> names, int unnamed) {
    String first = String.join(", ", names.stream().limit(NAMES_SHOWN).toList());
    int more = Math.max(names.size() - NAMES_SHOWN, 0) + unnamed;
    return more > 0 ? first + " and " + more + " more" : first;
  }
}
