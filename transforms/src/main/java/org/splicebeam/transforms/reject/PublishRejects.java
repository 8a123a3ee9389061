package org.splicebeam.transforms.reject;

import java.io.IOException;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.publish.Publish;

/**
 * Puts the files of rejected lines that lie aside into the data set, once the plan is recorded and
 * so what the build replaces is gone.
 *
 * <p>Memory: one receipt.
 */
public final class PublishRejects
    extends PTransform<PCollection<FileReceipt>, PCollection<FileReceipt>> {
  private static final long serialVersionUID = 1L;

  private final OutputFolder output;
  private final RejectFolder rejects;
  private final PCollectionView<Iterable<String>> fingerprint;

  /**
   * @param fingerprint of the recorded plan, which is waited for
   */
  public PublishRejects(
      OutputFolder output, RejectFolder rejects, PCollectionView<Iterable<String>> fingerprint) {
    this.output = output;
    this.rejects = rejects;
    this.fingerprint = fingerprint;
  }

  @Override
  public PCollection<FileReceipt> expand(PCollection<FileReceipt> written) {
    return written.apply("MoveFiles", ParDo.of(new MoveFn()).withSideInputs(fingerprint));
  }

  private final class MoveFn extends DoFn<FileReceipt, FileReceipt> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void move(ProcessContext context) throws IOException {
      context.sideInput(fingerprint);
      FileReceipt written = context.element();
      context.output(
          rejects.aside()
              ? Publish.move(output, written, rejects.published(written.name()))
              : written);
    }
  }
}
