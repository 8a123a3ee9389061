package org.splicebeam.schemas.inputs;

import java.util.List;
import java.util.Map;
import org.splicebeam.schemas.reject.Reject;

/** What was found in a table, written down: nothing unless said. */
public final class HandMadeFileTally {
  private final String name;
  private long size = 1;
  private long headerHash = 77;
  private long contentHash = 2;
  private long rows;
  private long otherChromosomes;
  private long annotatedRows;
  private Map<Reject.Reason, Long> rejected = Map.of();
  private List<Reject> examples = List.of();
  private List<String> unknownColumns = List.of();
  private List<String> genes = List.of();
  private List<String> namedChromosomes = List.of();
  private List<String> someChromosomes = List.of();
  private SiteAgreement agreement = SiteAgreement.NONE;

  private HandMadeFileTally(String name) {
    this.name = name;
  }

  public static HandMadeFileTally table(String name) {
    return new HandMadeFileTally(name);
  }

  public HandMadeFileTally content(long bytes, long hash) {
    size = bytes;
    contentHash = hash;
    return this;
  }

  public HandMadeFileTally headerHash(long hash) {
    headerHash = hash;
    return this;
  }

  /** Rows that are good. */
  public HandMadeFileTally rows(long all, long onOtherChromosomes, long annotated) {
    rows = all;
    otherChromosomes = onOtherChromosomes;
    annotatedRows = annotated;
    return this;
  }

  public HandMadeFileTally rejected(Map<Reject.Reason, Long> byReason, List<Reject> some) {
    rejected = byReason;
    examples = some;
    return this;
  }

  public HandMadeFileTally unknownColumns(List<String> names) {
    unknownColumns = names;
    return this;
  }

  public HandMadeFileTally genes(List<String> some) {
    genes = some;
    return this;
  }

  /** Chromosomes that are asked for, and others. */
  public HandMadeFileTally chromosomes(List<String> named, List<String> others) {
    namedChromosomes = named;
    someChromosomes = others;
    return this;
  }

  public HandMadeFileTally agreement(SiteAgreement ofRows) {
    agreement = ofRows;
    return this;
  }

  public FileTally build() {
    return new FileTally(
        name,
        size,
        headerHash,
        contentHash,
        rows,
        otherChromosomes,
        annotatedRows,
        rejected,
        examples,
        unknownColumns,
        genes,
        namedChromosomes,
        someChromosomes,
        agreement);
  }
}
