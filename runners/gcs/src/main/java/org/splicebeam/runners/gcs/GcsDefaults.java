package org.splicebeam.runners.gcs;

import org.apache.beam.sdk.extensions.gcp.options.GcsOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import org.splicebeam.pipeline.run.FileSystemDefaults;

/** Google Cloud Storage. */
public final class GcsDefaults implements FileSystemDefaults {
  /**
   * Bytes of heap for each file that is being written, however small it is, and the length of one
   * request. Google's own 64 MiB would be more than the rest of what a worker holds.
   */
  private static final int UPLOAD_BUFFER = 8 << 20;

  @Override
  public void complete(PipelineOptions options) {
    GcsOptions gcs = options.as(GcsOptions.class);
    if (gcs.getGcsUploadBufferSizeBytes() == null) {
      gcs.setGcsUploadBufferSizeBytes(UPLOAD_BUFFER);
    }
  }
}
