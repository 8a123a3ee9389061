package org.splicebeam.transforms.parts;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.FlatMapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.schemas.parts.PartName;
import org.splicebeam.schemas.parts.PartPlan;
import org.splicebeam.transforms.progress.WorkDone;
import org.splicebeam.transforms.publish.OutputFolder;

/**
 * The parts of the plan that an earlier attempt has committed, with their receipts. What stands in
 * the folder may change while attempts run, so the answers are taken once, behind a reshuffle.
 *
 * <p>Memory: one receipt.
 */
public final class FindCommittedParts
    extends PTransform<PCollection<PartPlan>, PCollection<KV<Integer, FileReceipt>>> {
  private static final long serialVersionUID = 1L;

  private final OutputFolder folder;
  private final PCollectionView<Iterable<String>> fingerprint;

  public FindCommittedParts(OutputFolder folder, PCollectionView<Iterable<String>> fingerprint) {
    this.folder = folder;
    this.fingerprint = fingerprint;
  }

  @Override
  public PCollection<KV<Integer, FileReceipt>> expand(PCollection<PartPlan> plans) {
    return plans
        .apply(
            "ListPlanned",
            FlatMapElements.into(
                    TypeDescriptors.kvs(
                        TypeDescriptors.integers(),
                        TypeDescriptors.kvs(TypeDescriptors.strings(), TypeDescriptors.longs())))
                .via(
                    plan ->
                        IntStream.range(0, plan.parts())
                            .mapToObj(part -> KV.of(part, named(plan, part)))
                            .toList()))
        .apply("SpreadPlanned", Reshuffle.viaRandomKey())
        .apply("ReadReceipts", ParDo.of(new FindFn()).withSideInputs(fingerprint))
        .setCoder(KvCoder.of(VarIntCoder.of(), new FileReceipt.Coder()))
        .apply("SettleAnswers", Reshuffle.of());
  }

  /** The name of a part, and its rows. */
  private static KV<String, Long> named(PartPlan plan, int part) {
    return KV.of(plan.layout().name(part).text(), plan.rowsOfPart()[part]);
  }

  private final class FindFn extends DoFn<KV<Integer, KV<String, Long>>, KV<Integer, FileReceipt>> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void find(ProcessContext context) throws IOException {
      int part = context.element().getKey();
      PartName name = PartName.ofText(context.element().getValue().getKey()).orElseThrow();
      long rows = context.element().getValue().getValue();
      String ofBuild = context.sideInput(fingerprint).iterator().next();
      Optional<FileReceipt> receipt = new PartReceipts(folder, ofBuild).find(name, rows);
      if (receipt.isPresent()) {
        WorkDone.ROWS_FOUND.add(rows);
        context.output(KV.of(part, receipt.get()));
      }
    }
  }
}
