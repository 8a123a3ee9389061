package org.splicebeam.transforms.dataset;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.splicebeam.schemas.analysis.PartSites;
import org.splicebeam.schemas.analysis.PlannedPart;
import org.splicebeam.schemas.columns.Columns;
import org.splicebeam.schemas.columns.InputColumns;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.transforms.commit.PartReceipts;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.publish.Publish;
import org.splicebeam.transforms.publish.VerdictFile;
import org.splicebeam.transforms.verdict.Verdict;

/**
 * Writes each part: merges its blocks, settles keys, sorts, counts k-mers and commits the file. A
 * part that an earlier attempt of the run has committed stays as it is: when a worker is lost, its
 * parts come here again.
 *
 * <p>Memory, for each worker thread: the blocks of one part (about 0.8 kB a row with a window of 1
 * 001 bases), the k-mer counts of one row group (rows times k-mer columns, a byte each) and the
 * description of the part's column chunks (a kilobyte a column and row group). The runner may hold
 * the part after it, too: Flink writes a group as one record, about 0.65 kB a row, to an array that
 * grows by doubling (old and new together up to three times that) and cannot exceed 2 GB, which is
 * why a part has at most a million rows.
 */
public final class WriteParts extends PTransform<PCollection<PartSites>, PCollection<FileReceipt>> {
  private static final long serialVersionUID = 1L;

  private final OutputFolder folder;
  private final PartSettings settings;
  private final VerdictFile verdictFile;

  private WriteParts(OutputFolder folder, PartSettings settings, VerdictFile verdictFile) {
    this.folder = folder;
    this.settings = settings;
    this.verdictFile = verdictFile;
  }

  public static WriteParts to(OutputFolder folder, PartSettings settings, VerdictFile verdictFile) {
    return new WriteParts(folder, settings, verdictFile);
  }

  @Override
  public PCollection<FileReceipt> expand(PCollection<PartSites> parts) {
    return parts.apply("CommitParts", ParDo.of(new WriteFn()));
  }

  private final class WriteFn extends DoFn<PartSites, FileReceipt> {
    private static final long serialVersionUID = 1L;
    private transient Columns columns;
    private transient SiteColumns fills;
    private transient int capacity;

    @ProcessElement
    public void write(@Element PartSites part, OutputReceiver<FileReceipt> receipts)
        throws IOException {
      String name = PartReceipts.partName(part.part());
      PlannedPart planned = part.planned();
      PartReceipts partReceipts = new PartReceipts(folder, planned.fingerprint());
      Optional<FileReceipt> committed = partReceipts.find(part.part(), planned.rows());
      if (committed.isPresent()) {
        receipts.output(committed.get());
        return;
      }
      prepare(planned.largest());
      PartRows rows = PartRows.of(part.blocks());
      if (rows.size() != planned.rows()) {
        throw verdictFile.raise(
            Verdict.buildFailed(
                "%s has %d rows where the first pass counted %d;"
                        .formatted(name, rows.size(), planned.rows())
                    + " build again when nothing writes to the input"));
      }
      FileReceipt receipt = Publish.file(folder, name, out -> writeRows(rows, out));
      partReceipts.write(part.part(), receipt);
      receipts.output(receipt);
    }

    private long writeRows(PartRows rows, OutputStream out) throws IOException {
      try (PartWriter writer = ParquetPartWriter.open(out, columns, settings.compression())) {
        for (int from = 0; from < rows.size(); from += capacity) {
          writer.write(fills.group(rows, from, Math.min(rows.size(), from + capacity)));
        }
        writer.finish();
      }
      return rows.size();
    }

    /** The largest part may be smaller than a row group: then there is no need for its memory. */
    private void prepare(long largest) {
      if (columns != null) {
        return;
      }
      columns = Columns.of(settings.columns());
      capacity = (int) Math.max(1, Math.min(settings.rowGroupRows(), largest));
      fills =
          new SiteColumns(
              columns,
              InputColumns.with(settings.columns().extraColumns()),
              settings.columns().kmerSizes(),
              settings.dropRepeatKmers(),
              capacity);
    }
  }
}
