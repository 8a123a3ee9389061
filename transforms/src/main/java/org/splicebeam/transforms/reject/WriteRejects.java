package org.splicebeam.transforms.reject;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SimpleFunction;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.splicebeam.schemas.analysis.FileTally;
import org.splicebeam.schemas.genome.Chromosomes;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.publish.Publish;

/**
 * Writes every line that could not be used to {@code rejected/}, one file for each input file that
 * has any.
 *
 * <p>Memory: the rejects of one input file.
 */
public final class WriteRejects extends PTransform<PCollection<Reject>, PCollection<FileReceipt>> {
  private static final long serialVersionUID = 1L;

  private final OutputFolder folder;
  private final PCollectionView<Map<String, FileTally>> talliesByFile;

  private WriteRejects(OutputFolder folder, PCollectionView<Map<String, FileTally>> talliesByFile) {
    this.folder = folder;
    this.talliesByFile = talliesByFile;
  }

  public static WriteRejects to(
      OutputFolder folder, PCollectionView<Map<String, FileTally>> talliesByFile) {
    return new WriteRejects(folder, talliesByFile);
  }

  @Override
  public PCollection<FileReceipt> expand(PCollection<Reject> rejects) {
    return rejects
        .apply("KeyByFile", MapElements.via(new KeyByFile()))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), new Reject.Coder()))
        .apply("GroupByFile", GroupByKey.create())
        .apply("WriteFiles", ParDo.of(new WriteFn()).withSideInputs(talliesByFile));
  }

  private static final class KeyByFile extends SimpleFunction<Reject, KV<String, Reject>> {
    private static final long serialVersionUID = 1L;

    @Override
    public KV<String, Reject> apply(Reject reject) {
      return KV.of(reject.input() + "\t" + reject.file(), reject);
    }
  }

  private final class WriteFn extends DoFn<KV<String, Iterable<Reject>>, FileReceipt> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void write(ProcessContext context) throws IOException {
      List<Reject> rejects = new ArrayList<>();
      context.element().getValue().forEach(rejects::add);
      String name = name(rejects.get(0), context.sideInput(talliesByFile));
      context.output(Publish.file(folder, name, out -> RejectFile.write(rejects, out)));
    }

    /** Input files are numbered in their order: no name of an input becomes one of the output. */
    private String name(Reject reject, Map<String, FileTally> tallies) {
      return switch (reject.input()) {
        case ANNOTATION -> "rejected/annotation.tsv";
        case SPLICE_SITES -> "rejected/splice_sites.tsv";
        case ANALYSIS ->
            String.format(
                Locale.ROOT,
                "rejected/analysis-%05d.tsv",
                tallies.keySet().stream()
                    .filter(file -> Chromosomes.BY_CODE_POINT.compare(file, reject.file()) < 0)
                    .count());
      };
    }
  }
}
