package org.splicebeam.pipeline.options;

import java.util.LinkedHashMap;
import java.util.Map;
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

  /** Makes sure that an annotation is named, and that a cache is not named by nothing. */
  public void require() {
    OptionText.required("--gtf", gtf, "the file of the annotation");
    if (cache != null) {
      requireCache();
    }
  }

  /** Makes sure that a cache is named. */
  public void requireCache() {
    OptionText.required(CACHE, cache, "the folder that keeps gene models");
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
    return PathOption.exact("--gtf", gtf);
  }

  /** Null for the introns. */
  private String spliceSites() {
    return PathOption.exact("--spliceSites", spliceSites);
  }

  /** The annotation's size, and that of the splice sites. */
  TextSize text() {
    return TextSize.ofFile(PathOption.withoutFile(gtf))
        .plus(TextSize.ofFile(PathOption.withoutFile(spliceSites)));
  }

  /** What workers read and keep, by the options that name it; null where it is not given. */
  public Map<String, String> paths() {
    Map<String, String> paths = new LinkedHashMap<>();
    paths.put("--gtf", gtf());
    paths.put("--spliceSites", spliceSites());
    paths.put(CACHE, cache());
    return paths;
  }

  /** Null for none. */
  private String cache() {
    return PathOption.exact(CACHE, cache);
  }
}
