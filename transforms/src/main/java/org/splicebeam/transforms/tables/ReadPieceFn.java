package org.splicebeam.transforms.tables;

import java.io.IOException;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.schemas.rows.RowBlock;
import org.splicebeam.transforms.publish.VerdictFile;
import org.splicebeam.transforms.rows.Chosen;
import org.splicebeam.transforms.rows.PlannedPlaces;
import org.splicebeam.transforms.rows.RowSelector;
import org.splicebeam.transforms.rows.SelectedGenes;
import org.splicebeam.transforms.verdict.VerdictException;

/** Pass 2 over one piece of a table: full rows of what was chosen, addressed to their part. */
final class ReadPieceFn extends DoFn<ScannedPiece, KV<Integer, RowBlock>> {
  private static final long serialVersionUID = 1L;

  private final TableFormat format;
  private final Chosen chosen;
  private final VerdictFile verdictFile;

  private transient PlannedPlaces places;

  ReadPieceFn(TableFormat format, Chosen chosen, VerdictFile verdictFile) {
    this.format = format;
    this.chosen = chosen;
    this.verdictFile = verdictFile;
  }

  @Setup
  public void setUp() {
    places = new PlannedPlaces();
  }

  @ProcessElement
  public void read(ProcessContext context) throws IOException {
    ScannedPiece scanned = context.element();
    Map<Integer, FileReceipt> committed = context.sideInput(chosen.committedParts());
    SelectedGenes genes =
        new SelectedGenes(
            chosen.rule(),
            context.sideInput(chosen.genesById()),
            context.sideInput(chosen.selectionsById()),
            places.of(context.sideInput(chosen.plan()).iterator().next()));
    RowSelector selector =
        new RowSelector(
            format.columns(),
            genes,
            part -> !committed.containsKey(part),
            (part, block) -> context.output(KV.of(part, block)));
    try (TableLines lines = TableLines.open(scanned.piece(), format.columns())) {
      TableRows rows = new TableRows(format, lines.header(), genes, selector);
      rows.read(lines);
      rows.giveBlocks();
      lines.requireSame(scanned.headerHash(), scanned.rows(), scanned.contentHash());
    } catch (VerdictException e) {
      throw verdictFile.raise(e.verdict());
    }
  }
}
