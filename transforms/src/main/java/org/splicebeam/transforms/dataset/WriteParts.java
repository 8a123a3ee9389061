package org.splicebeam.transforms.dataset;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.splicebeam.schemas.analysis.AnnotatedSites;
import org.splicebeam.schemas.columns.Columns;
import org.splicebeam.schemas.columns.InputColumns;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.schemas.parts.PartPlan;
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
public final class WriteParts
    extends PTransform<
        PCollection<KV<Integer, Iterable<AnnotatedSites>>>, PCollection<FileReceipt>> {
  private static final long serialVersionUID = 1L;

  private final OutputFolder folder;
  private final PartSettings settings;
  private final PCollectionView<PartPlan> plan;
  private final PCollectionView<String> fingerprint;
  private final VerdictFile verdictFile;

  private WriteParts(
      OutputFolder folder,
      PartSettings settings,
      PCollectionView<PartPlan> plan,
      PCollectionView<String> fingerprint,
      VerdictFile verdictFile) {
    this.folder = folder;
    this.settings = settings;
    this.plan = plan;
    this.fingerprint = fingerprint;
    this.verdictFile = verdictFile;
  }

  public static WriteParts to(
      OutputFolder folder,
      PartSettings settings,
      PCollectionView<PartPlan> plan,
      PCollectionView<String> fingerprint,
      VerdictFile verdictFile) {
    return new WriteParts(folder, settings, plan, fingerprint, verdictFile);
  }

  @Override
  public PCollection<FileReceipt> expand(PCollection<KV<Integer, Iterable<AnnotatedSites>>> parts) {
    return parts.apply(
        "CommitParts",
        ParDo.of(new WriteFn(folder, settings, plan, fingerprint, verdictFile))
            .withSideInputs(plan, fingerprint));
  }

  private static final class WriteFn
      extends DoFn<KV<Integer, Iterable<AnnotatedSites>>, FileReceipt> {
    private static final long serialVersionUID = 1L;
    private final OutputFolder folder;
    private final PartSettings settings;
    private final PCollectionView<PartPlan> planView;
    private final PCollectionView<String> fingerprint;
    private final VerdictFile verdictFile;
    private transient Columns columns;
    private transient SiteColumns fills;
    private transient int capacity;

    WriteFn(
        OutputFolder folder,
        PartSettings settings,
        PCollectionView<PartPlan> planView,
        PCollectionView<String> fingerprint,
        VerdictFile verdictFile) {
      this.folder = folder;
      this.settings = settings;
      this.planView = planView;
      this.fingerprint = fingerprint;
      this.verdictFile = verdictFile;
    }

    @ProcessElement
    public void write(ProcessContext context) throws IOException {
      int part = context.element().getKey();
      PartReceipts receipts = new PartReceipts(folder, context.sideInput(fingerprint));
      Optional<FileReceipt> committed = receipts.find(part);
      if (committed.isPresent()) {
        context.output(committed.get());
        return;
      }
      long[] planned = context.sideInput(planView).rowsOfPart();
      prepare(planned);
      List<AnnotatedSites> blocks = new ArrayList<>();
      for (AnnotatedSites block : context.element().getValue()) {
        if (block.sites().size() > 0) {
          blocks.add(block);
        }
      }
      PartRows rows = PartRows.of(blocks);
      if (rows.size() != planned[part]) {
        throw verdictFile.raise(
            Verdict.buildFailed(
                "%s has %d rows where the first pass counted %d;"
                        .formatted(PartReceipts.partName(part), rows.size(), planned[part])
                    + " build again when nothing writes to the input"));
      }
      FileReceipt receipt =
          Publish.file(folder, PartReceipts.partName(part), out -> writeRows(rows, out));
      receipts.write(part, receipt);
      context.output(receipt);
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
    private void prepare(long[] planned) {
      if (columns != null) {
        return;
      }
      columns = Columns.of(settings.columns());
      long largest = Arrays.stream(planned).max().orElse(0);
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
