package org.splicebeam.pipeline.build;

import picocli.CommandLine.Option;

/** The options that say what gene models come from. */
final class AnnotationOptions {
  @Option(names = "--gtf", paramLabel = "FILE", description = "Gene annotation, plain or .gz.")
  String gtf;

  @Option(
      names = "--spliceSites",
      paramLabel = "FILE",
      description = "True splice sites (TSV); without it they come from the annotation's introns.")
  String spliceSites;

  @Option(
      names = "--annotationCache",
      paramLabel = "DIR",
      description = "Folder that keeps gene models from one build to the next.")
  String cache;

  @Option(
      names = "--stripIdVersions",
      description = "Drop .N and .N_M from gene and transcript ids of every input.")
  boolean stripIdVersions;

  /** Looks at the options alone, at no file. */
  void check() {
    BuildOptions.required("--gtf", gtf);
    if (cache != null) {
      BuildOptions.required("--annotationCache", cache);
    }
  }
}
