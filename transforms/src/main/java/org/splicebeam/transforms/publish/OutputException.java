package org.splicebeam.transforms.publish;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file system failed at a file of an output folder: it is full, read-only or broken. This is no
 * verdict on the data, so a runner may try again. The message names the file and what the system
 * said.
 */
public final class OutputException extends IOException {
  private static final long serialVersionUID = 1L;
  private static final Pattern IN_BRACKETS = Pattern.compile("\\(([^()]*)\\)$");

  /** What was tried with the file. */
  enum Act {
    READ("read"),
    WRITTEN("written"),
    REMOVED("removed");

    private final String participle;

    Act(String participle) {
      this.participle = participle;
    }
  }

  /**
   * @param name of the file, below its folder
   */
  OutputException(String name, Act act, IOException cause) {
    super("%s cannot be %s (%s)".formatted(name, act.participle, reason(cause)), cause);
  }

  /** What a person can do about it. */
  public String remedy() {
    return remedy(reason((IOException) getCause()), "make it writable");
  }

  /**
   * What a person can do about a file that cannot be written.
   *
   * @param reason what the system said
   * @param otherwise where the reason is neither space nor a limit
   */
  public static String remedy(String reason, String otherwise) {
    if (reason.contains("No space left") || reason.contains("quota exceeded")) {
      return "free space there";
    }
    return reason.contains("File too large") ? "raise the file-size limit (ulimit -f)" : otherwise;
  }

  /** What the system said, without the path, which a sentence has already. */
  public static String reason(IOException error) {
    if (error instanceof OutputException && error.getCause() instanceof IOException cause) {
      return reason(cause);
    }
    if (error instanceof FileSystemException file && file.getReason() != null) {
      return file.getReason();
    }
    if (error instanceof AccessDeniedException) {
      return "Permission denied";
    }
    if (error instanceof NoSuchFileException) {
      return "No such file or folder";
    }
    if (error instanceof CharacterCodingException) {
      return "not UTF-8 text";
    }
    String message = String.valueOf(error.getMessage());
    Matcher inBrackets = IN_BRACKETS.matcher(message);
    return error instanceof FileNotFoundException && inBrackets.find()
        ? inBrackets.group(1)
        : message;
  }
}
