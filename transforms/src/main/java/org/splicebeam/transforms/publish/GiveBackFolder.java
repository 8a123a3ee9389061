package org.splicebeam.transforms.publish;

import java.io.IOException;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.splicebeam.schemas.parts.FileReceipt;

/**
 * Gives the output folder back when its last file stands: a job on a remote runner may outlive the
 * process that claimed the folder for it. The reshuffle keeps the step that wrote the file from
 * being run again when the folder is no longer its run's.
 */
public final class GiveBackFolder extends PTransform<PCollection<FileReceipt>, PDone> {
  private static final long serialVersionUID = 1L;

  private final OutputFolder folder;
  private final String lastFile;

  private GiveBackFolder(OutputFolder folder, String lastFile) {
    this.folder = folder;
    this.lastFile = lastFile;
  }

  /**
   * After one file.
   *
   * @param lastFile its name below the folder
   */
  public static GiveBackFolder after(OutputFolder folder, String lastFile) {
    return new GiveBackFolder(folder, lastFile);
  }

  @Override
  public PDone expand(PCollection<FileReceipt> files) {
    files
        .apply("SettleFiles", Reshuffle.viaRandomKey())
        .apply("GiveBack", ParDo.of(new GiveBackFn()));
    return PDone.in(files.getPipeline());
  }

  private final class GiveBackFn extends DoFn<FileReceipt, Void> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void giveBack(@Element FileReceipt file) throws IOException {
      if (file.name().equals(lastFile)) {
        Owner.giveBack(folder);
      }
    }
  }
}
