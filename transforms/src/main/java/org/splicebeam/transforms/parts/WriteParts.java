package org.splicebeam.transforms.parts;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.splicebeam.schemas.columns.Columns;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.schemas.parts.PartInput;
import org.splicebeam.schemas.parts.PlannedPart;
import org.splicebeam.schemas.rows.TranscriptJoin;
import org.splicebeam.transforms.features.Enrichers;
import org.splicebeam.transforms.features.FeatureColumns;
import org.splicebeam.transforms.parquet.ParquetPartWriter;
import org.splicebeam.transforms.parquet.PartWriter;
import org.splicebeam.transforms.progress.WorkDone;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.publish.Publish;
import org.splicebeam.transforms.rows.GeneRows;
import org.splicebeam.transforms.rows.RowSource;
import org.splicebeam.transforms.sampling.SamplingRule;
import org.splicebeam.transforms.statistics.PartSummarizer;
import org.splicebeam.transforms.statistics.SummaryLayout;
import org.splicebeam.transforms.verdict.Verdict;
import org.splicebeam.transforms.verdict.VerdictException;

/**
 * Writes each part, whose key is that of {@link PartKeys}: reads it gene by gene, settles keys,
 * sorts, counts k-mers and commits the file. A part that an earlier attempt of the run has
 * committed stays as it is: when a worker is lost, its parts come here again.
 *
 * <p>Memory, for each worker thread: the rows of a row group and of one gene (about 0.8 kB each
 * with a window of 1 001 bases), the k-mer counts of the row group (rows times k-mer columns, a
 * byte each) and the description of the part's column chunks (a kilobyte a column and row group).
 * Of tables that have no ranges all rows of the part wait as blocks, and the runner may hold the
 * part after it, too: Flink writes a group as one record, about 0.65 kB a row, to an array that
 * grows by doubling (old and new together up to three times that) and cannot exceed 2 GB, which is
 * why a part has at most a million rows.
 */
public final class WriteParts
    extends PTransform<PCollection<KV<Long, Iterable<PartInput>>>, PCollection<PartResult>> {
  private static final long serialVersionUID = 1L;

  private final RowSource source;
  private final SamplingRule rule;
  private final TranscriptJoin join;
  private final OutputFolder folder;
  private final PartSettings settings;
  private final String schemaFingerprint;

  private WriteParts(
      RowSource source,
      SamplingRule rule,
      TranscriptJoin join,
      OutputFolder folder,
      PartSettings settings,
      String schemaFingerprint) {
    this.source = source;
    this.rule = rule;
    this.join = join;
    this.folder = folder;
    this.settings = settings;
    this.schemaFingerprint = schemaFingerprint;
  }

  /**
   * Parts of a source's rows.
   *
   * @param rule by which rows stay
   * @param join which transcript a row's features come from
   * @param folder of the data set
   * @param schemaFingerprint of the columns, as the launcher knows them
   */
  public static WriteParts of(
      RowSource source,
      SamplingRule rule,
      TranscriptJoin join,
      OutputFolder folder,
      PartSettings settings,
      String schemaFingerprint) {
    return new WriteParts(source, rule, join, folder, settings, schemaFingerprint);
  }

  @Override
  public PCollection<PartResult> expand(PCollection<KV<Long, Iterable<PartInput>>> parts) {
    return parts.apply("CommitParts", ParDo.of(new WriteFn()));
  }

  private final class WriteFn extends DoFn<KV<Long, Iterable<PartInput>>, PartResult> {
    private static final long serialVersionUID = 1L;
    private transient Columns columns;
    private transient FeatureColumns rowGroup;
    private transient PartSummarizer summarizer;

    @ProcessElement
    public void write(
        @Element KV<Long, Iterable<PartInput>> element, OutputReceiver<PartResult> results)
        throws IOException {
      int part = PartKeys.partOf(element.getKey());
      try (PartRows rows = new PartRows(source, part, element.getValue(), rule, join)) {
        PlannedPart planned = rows.planned();
        PartReceipts partReceipts = new PartReceipts(folder, planned.fingerprint());
        Optional<PartResult> committed = partReceipts.find(planned.name(), planned.rows());
        if (committed.isPresent()) {
          results.output(committed.get());
          return;
        }
        prepare(planned.largest());
        rowGroup.startPart(planned.name().split());
        summarizer.begin();
        String name = planned.name().path();
        FileReceipt receipt =
            Publish.file(folder, name, out -> writeRows(name, rows, out))
                .withSequences(rows.sequenceHash());
        PartResult result = new PartResult(receipt, summarizer.end(part).toText());
        partReceipts.write(planned.name(), result);
        results.output(result);
      } catch (VerdictException e) {
        throw folder.verdict().raise(e.verdict());
      }
    }

    private long writeRows(String name, PartRows rows, OutputStream out) throws IOException {
      long written = 0;
      try (PartWriter writer = ParquetPartWriter.open(out, columns, settings.compression())) {
        while (rows.hasNext()) {
          written += add(GeneRows.of(rows.next()), writer);
        }
        writer.write(summarizer.watch(rowGroup));
        if (written != rows.planned().rows()) {
          throw new VerdictException(
              Verdict.buildFailed(
                  "%s has %s rows where the first pass counted %s;"
                          .formatted(name, written, rows.planned().rows())
                      + " build again when nothing writes to the input"));
        }
        writer.finish();
      }
      return written;
    }

    /** Adds a gene to the row group, and writes the group whenever it is full. */
    private int add(GeneRows gene, PartWriter writer) throws IOException {
      int from = 0;
      while (from < gene.size()) {
        int to = Math.min(gene.size(), from + rowGroup.room());
        rowGroup.add(gene, from, to);
        summarizer.add(gene, from, to);
        from = to;
        if (rowGroup.room() == 0) {
          writer.write(summarizer.watch(rowGroup));
          rowGroup.clear();
          summarizer.clear();
        }
      }
      WorkDone.ROWS_WRITTEN.add(gene.size());
      return gene.size();
    }

    /** The largest part may be smaller than a row group: then there is no need for its memory. */
    private void prepare(long largest) {
      if (columns != null) {
        return;
      }
      Enrichers enrichers = Enrichers.of(settings.columns());
      columns = enrichers.columns();
      if (!columns.fingerprint().equals(schemaFingerprint)) {
        throw new VerdictException(
            Verdict.buildFailed(
                "a worker makes other columns than the launcher:"
                    + " give both the same jars, those of enrichers among them"));
      }
      int capacity = (int) Math.max(1, Math.min(settings.rowGroupRows(), largest));
      summarizer = new PartSummarizer(new SummaryLayout(enrichers, columns), capacity);
      rowGroup =
          new FeatureColumns(enrichers, source.columns(), settings.dropRepeatKmers(), capacity);
    }
  }
}
