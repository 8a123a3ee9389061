package org.splicebeam.pipeline.run;

import java.util.Optional;
import org.splicebeam.transforms.publish.OutputException;

/**
 * What a limit of the JVM or of the machine kept from a command, as an error tells it.
 *
 * @param what did not suffice, with the error's own words
 * @param remedy what a person can do about it
 */
public record Shortage(String what, String remedy) {
  private static final String JAVA_OPTS = "SPLICEBEAM_JAVA_OPTS=";

  /** So begins the error of Zstandard, which unpacks its native library to a temporary file. */
  private static final String NO_LIBRARY = "Cannot unpack ";

  /** For a command that has no options that would make it take less. */
  private static final String MORE_HEAP = "give the JVM more by " + JAVA_OPTS + "-Xmx4g";

  /** The shortage that made an error, if one did. */
  public static Optional<Shortage> in(Throwable error) {
    return in(error, MORE_HEAP);
  }

  /**
   * The shortage that made an error, if one did.
   *
   * @param heapRemedy what to do where the heap does not suffice
   */
  static Optional<Shortage> in(Throwable error, String heapRemedy) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      String words = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
      if (cause instanceof OutOfMemoryError) {
        return Optional.of(ofMemory(words, heapRemedy));
      }
      if (cause instanceof StackOverflowError) {
        return Optional.of(
            new Shortage(
                "the stack of a thread did not suffice",
                "give threads a larger one by " + JAVA_OPTS + "-Xss4m"));
      }
      if (words.contains("Too many open files")) {
        return Optional.of(
            new Shortage(
                "too many files are open at a time (" + words + ")",
                "raise the limit (ulimit -n), or choose a smaller --parallelism"));
      }
      if (words.startsWith(NO_LIBRARY)) {
        return Optional.of(ofTemporaryFiles(words.substring(words.lastIndexOf(": ") + 2)));
      }
    }
    return Optional.empty();
  }

  /**
   * That of the folder for temporary files.
   *
   * @param reason as the system tells it
   */
  static Shortage ofTemporaryFiles(String reason) {
    return new Shortage(
        "a temporary file in %s cannot be written (%s)"
            .formatted(System.getProperty("java.io.tmpdir"), reason),
        OutputException.remedy(reason, "make it a folder to write to")
            + ", or name another folder (TMPDIR=DIR)");
  }

  private static Shortage ofMemory(String words, String heapRemedy) {
    if (words.contains("native thread")) {
      return new Shortage(
          "a thread could not be started (" + words + ")",
          "raise the limit of processes (ulimit -u) or of address space (ulimit -v), or choose a smaller --parallelism");
    }
    if (words.contains("etaspace") || words.contains("class space")) {
      return new Shortage(
          "the memory for classes did not suffice (" + words + ")",
          "give the JVM more by " + JAVA_OPTS + "-XX:MaxMetaspaceSize=512m");
    }
    if (words.contains("irect ")) {
      return new Shortage(
          "the memory for buffers did not suffice",
          "give the JVM more by " + JAVA_OPTS + "-XX:MaxDirectMemorySize=512m");
    }
    return new Shortage("the memory did not suffice (" + words + ")", heapRemedy);
  }

  /** Both in one sentence. */
  public String sentence() {
    return what + ": " + remedy;
  }
}
