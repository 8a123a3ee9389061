package org.splicebeam.transforms.publish;

import java.io.Serializable;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResolveOptions.StandardResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;

/**
 * The folder of one data set, on any Beam file system. All but the data lies in {@value #PRIVATE}.
 *
 * @param path as the option gives it
 */
public record OutputFolder(String path) implements Serializable {
  /** Holds what is not the data set's: temporary files, the verdict, the log. */
  public static final String PRIVATE = ".splicebeam";

  /** A file below the folder; {@code name} uses {@code /}. */
  public ResourceId file(String name) {
    ResourceId at = FileSystems.matchNewResource(path, true);
    String[] steps = name.split("/");
    for (int i = 0; i < steps.length - 1; i++) {
      at = at.resolve(steps[i], StandardResolveOptions.RESOLVE_DIRECTORY);
    }
    return at.resolve(steps[steps.length - 1], StandardResolveOptions.RESOLVE_FILE);
  }
}
