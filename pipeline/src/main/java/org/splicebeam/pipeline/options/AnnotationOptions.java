package org.splicebeam.pipeline.options;

import java.util.List;
import org.splicebeam.pipeline.graph.AnnotationSettings;
import picocli.CommandLine.Option;

/** The options that say what gene models come from. */
public final class AnnotationOptions {
  private static final String CACHE = "--annotationCache";

  @Option(
      names = "--gtf",
      paramLabel = "FILE",
      description = "Gene annotation (GTF or GFF3), plain or compressed.")
  private String gtf;

  @Option(
      names = "--spliceSites",
      paramLabel = "FILE",
      description = "True splice sites (TSV); without it they come from the annotation's introns.")
  private String spliceSites;

  @Option(
      names = CACHE,
      paramLabel = "DIR",
      description = "Folder that keeps gene models from one build to the next.")
  private String cache;

  @Option(
      names = "--stripIdVersions",
      description = "Drop .N and .N_M from the gene and transcript ids of every input.")
  private boolean stripIdVersions;

  /** What has to be named: the annotation, and a cache where that is kept or the option given. */
  public List<OptionText.Needed> needed(boolean isCached) {
    OptionText.Needed annotation =
        new OptionText.Needed("--gtf", gtf, "the file of the annotation");
    return isCached || cache != null
        ? List.of(
            annotation, new OptionText.Needed(CACHE, cache, "the folder that keeps gene models"))
        : List.of(annotation);
  }

  /** Whether ids lose their version. */
  boolean stripIdVersions() {
    return stripIdVersions;
  }

  /** What gene models come from. */
  public AnnotationSettings settings() {
    return new AnnotationSettings(gtf(), spliceSites(), cache(), stripIdVersions);
  }

  private String gtf() {
    return PathOption.file("--gtf", gtf);
  }

  /** Null for the introns. */
  private String spliceSites() {
    return PathOption.file("--spliceSites", spliceSites);
  }

  /** The annotation's size, and that of the splice sites. */
  TextSize text() {
    return TextSize.ofFile(PathOption.withoutFile(gtf))
        .plus(TextSize.ofFile(PathOption.withoutFile(spliceSites)));
  }

  /** What workers read and keep; a path is null where the option is not given. */
  public List<PathOption> paths() {
    return List.of(
        new PathOption("--gtf", gtf()),
        new PathOption("--spliceSites", spliceSites()),
        new PathOption(CACHE, cache()));
  }

  /** Null for none. */
  private String cache() {
    return PathOption.exact(CACHE, cache);
  }
}
