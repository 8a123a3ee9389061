package org.splicebeam.transforms.fasta;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.splicebeam.transforms.verdict.Verdict;
import org.splicebeam.transforms.verdict.VerdictException;

/** Sentences that end a build because of its genome; each begins with the option and the file. */
final class BadFasta {
  private BadFasta() {}

  /**
   * A FASTA that will not do.
   *
   * @param what is wrong and what to do, a clause without the file's name
   */
  static VerdictException because(String path, String what) {
    return new VerdictException(Verdict.badInput("--fasta %s %s".formatted(path, what)));
  }

  /** An index that does not fit its FASTA. */
  static VerdictException contradicted(String path, String contig, String how) {
    return because(
        path,
        "and its index contradict each other at contig %s: %s; make the index anew with samtools faidx, or remove it"
            .formatted(contig, how));
  }

  /** A FASTA that cannot be read. */
  static VerdictException unreadable(String path, IOException e) {
    if (e instanceof FileNotFoundException || e instanceof NoSuchFileException) {
      return because(path, "is not there, or may not be read");
    }
    String why = e instanceof EOFException ? "it ends too early" : e.getMessage();
    return because(
        path, "cannot be read (%s): it is damaged or cut off; fetch it again".formatted(why));
  }
}
