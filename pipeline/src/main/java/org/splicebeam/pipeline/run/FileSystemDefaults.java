package org.splicebeam.pipeline.run;

import org.apache.beam.sdk.options.PipelineOptions;

/** What a file system needs beside its own defaults. The module that brings one offers it. */
public interface FileSystemDefaults {
  /** Completes the options where the user left them open. */
  void complete(PipelineOptions options);
}
