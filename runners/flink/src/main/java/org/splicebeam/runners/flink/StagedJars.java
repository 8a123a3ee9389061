package org.splicebeam.runners.flink;

import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The jars of a class path that a job takes to a cluster: all but those that Flink itself has. */
final class StagedJars {
  /** Flink, its serializers and its logging, whose classes come from the cluster in any case. */
  private static final Pattern OF_FLINK =
      Pattern.compile("(flink|slf4j|kryo|chill|minlog|objenesis|async-profiler)-.*\\.jar");

  private StagedJars() {}

  /** The jars, and folders of classes, in their order. */
  static List<String> of(String classPath) {
    return Arrays.stream(classPath.split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .filter(entry -> !OF_FLINK.matcher(new File(entry).getName()).matches())
        .filter(entry -> new File(entry).exists())
        .toList();
  }
}
