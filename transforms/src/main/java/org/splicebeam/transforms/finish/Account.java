package org.splicebeam.transforms.finish;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.splicebeam.schemas.inputs.FileTally;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.schemas.sampling.GeneTally;
import org.splicebeam.schemas.scores.ScoreFigures;
import org.splicebeam.schemas.scores.ScoreTally;

/**
 * What became of every row read. The figures come from different steps, so that their balance is a
 * proof: rows read and rejected from pass 1, duplicates and rows sampled out from the sampler, rows
 * kept from the files written.
 *
 * @param read data lines of all tables, or bases of the genes that are scored or not selected
 * @param kept rows in the parts
 * @param sampledOut easy negatives not drawn
 * @param unselected rows of unselected genes and chromosomes
 * @param duplicates rows whose key another row has
 * @param masked bases of scored genes that give no row
 * @param rejectedByReason rows that could not be used
 */
record Account(
    long read,
    long kept,
    long sampledOut,
    long unselected,
    long duplicates,
    long masked,
    Map<String, Long> rejectedByReason) {

  /**
   * The account of a build.
   *
   * @param scores what was found in scores; empty where rows come from tables
   */
  static Account of(
      Collection<FileTally> files,
      Optional<ScoreFigures> scores,
      Iterable<GeneTally> genes,
      Iterable<FileReceipt> parts) {
    long read = 0;
    long unselected = 0;
    Map<String, Long> byReason = new TreeMap<>();
    for (FileTally file : files) {
      read += file.rows();
      unselected += file.otherChromosomes();
      file.rejected().forEach((reason, n) -> byReason.merge(reason.name(), n, Long::sum));
    }
    long masked = 0;
    if (scores.isPresent()) {
      ScoreTally found = scores.get().genes();
      read = found.positions() + found.unselectedPositions();
      masked = found.masked();
    }
    long sampledOut = 0;
    long duplicates = 0;
    for (GeneTally gene : genes) {
      sampledOut += gene.sampledOut();
      duplicates += gene.duplicates();
      unselected += gene.selected() ? 0 : gene.rows();
    }
    long kept = 0;
    for (FileReceipt part : parts) {
      kept += part.rows();
    }
    return new Account(read, kept, sampledOut, unselected, duplicates, masked, byReason);
  }

  /** Rows that could not be used. */
  long rejected() {
    return rejectedByReason.values().stream().mapToLong(Long::longValue).sum();
  }

  boolean balances() {
    return read == kept + sampledOut + unselected + duplicates + rejected() + masked;
  }

  /** The sum in words. */
  String sum() {
    return "%s read, %s kept + %s sampled out + %s unselected + %s duplicates + %s rejected%s"
        .formatted(
            read,
            kept,
            sampledOut,
            unselected,
            duplicates,
            rejected(),
            masked == 0 ? "" : " + %s masked".formatted(masked));
  }
}
