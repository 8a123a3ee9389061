package org.splicebeam.transforms.finish;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.splicebeam.schemas.inputs.FileTally;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.schemas.sampling.GeneTally;

/**
 * What became of every row read. The figures come from different steps, so that their balance is a
 * proof: rows read and rejected from pass 1, duplicates and rows sampled out from the sampler, rows
 * kept from the files written.
 *
 * @param read data lines of all tables
 * @param kept rows in the parts
 * @param sampledOut easy negatives not drawn
 * @param unselected rows of unselected genes and chromosomes
 * @param duplicates rows whose key another row has
 * @param rejected rows that could not be used
 * @param rejectedByReason the same by reason
 */
record Account(
    long read,
    long kept,
    long sampledOut,
    long unselected,
    long duplicates,
    long rejected,
    Map<String, Long> rejectedByReason) {

  static Account of(
      Collection<FileTally> files, Iterable<GeneTally> genes, Iterable<FileReceipt> parts) {
    long read = 0;
    long unselected = 0;
    long rejected = 0;
    Map<String, Long> byReason = new TreeMap<>();
    for (FileTally file : files) {
      read += file.rows();
      unselected += file.otherChromosomes();
      rejected += file.rejectedRows();
      file.rejected().forEach((reason, n) -> byReason.merge(reason.name(), n, Long::sum));
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
    return new Account(read, kept, sampledOut, unselected, duplicates, rejected, byReason);
  }

  boolean balances() {
    return read == kept + sampledOut + unselected + duplicates + rejected;
  }

  /** The sum in words. */
  String sum() {
    return "%d read, %d kept + %d sampled out + %d unselected + %d duplicates + %d rejected"
        .formatted(read, kept, sampledOut, unselected, duplicates, rejected);
  }
}
