package org.splicebeam.clusters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code mvn package -Pclusters} lays out in {@code target/dist}. */
@Tag("clusters")
class DistributionTest {
  private static final Path DIST = Command.ROOT.resolve("target/dist");

  /** A file of a jar, and the checksum of what it says. */
  private record Content(String jar, long crc) {}

  /** With two, the order of a class path would decide which of them is used. */
  @Test
  void noClassStandsInTwoJarsOfARunnersClassPathWithDifferentBytes() throws IOException {
    for (List<String> folders :
        List.of(
            List.of("flink", "gcs"),
            List.of("direct", "gcs"),
            List.of("portable", "gcs"),
            List.of("dataflow"))) {
      Map<String, Content> classes = new HashMap<>();
      List<String> clashes = new ArrayList<>();
      List<Path> paths = new ArrayList<>(List.of(DIST.resolve("lib")));
      folders.forEach(folder -> paths.add(DIST.resolve("lib").resolve(folder)));
      for (Path jar : jars(paths.toArray(Path[]::new))) {
        contents(jar)
            .forEach(
                (name, content) -> {
                  Content other = classes.putIfAbsent(name, content);
                  if (isShared(name) && other != null && other.crc() != content.crc()) {
                    clashes.add(name + " in " + other.jar() + " and " + content.jar());
                  }
                });
      }
      assertThat(folders.toString(), clashes, is(empty()));
    }
  }

  private static boolean isShared(String name) {
    return name.endsWith(".class")
        && !name.startsWith("META-INF/")
        && !name.endsWith("module-info.class")
        && !name.endsWith("package-info.class");
  }

  @Test
  void theOneJarForFlinkHasNeitherFlinkNorLoggingNorSignatures() throws IOException {
    TreeSet<String> unwanted = new TreeSet<>();
    TreeSet<String> names = new TreeSet<>(contents(oneJar("flink")).keySet());
    for (String name : names) {
      if (name.startsWith("org/apache/flink/")
          || name.startsWith("com/esotericsoftware/")
          || name.startsWith("org/slf4j/")
          || name.endsWith("module-info.class")
          || name.matches("META-INF/[^/]*\\.(SF|DSA|RSA)")) {
        unwanted.add(name);
      }
    }
    assertThat(unwanted, is(empty()));
    assertThat(names, hasItem("org/splicebeam/pipeline/Main.class"));
    assertThat(names, hasItem("org/apache/beam/runners/flink/FlinkRunner.class"));
  }

  @Test
  void theOneJarForDataflowHasTheRunnerAndNoSignatures() throws IOException {
    TreeSet<String> names = new TreeSet<>(contents(oneJar("dataflow")).keySet());
    assertThat(names, hasItem("org/splicebeam/runners/dataflow/FlexTemplate.class"));
    assertThat(names, hasItem("org/apache/beam/runners/dataflow/DataflowRunner.class"));
    names.removeIf(name -> !name.matches("META-INF/[^/]*\\.(SF|DSA|RSA)"));
    assertThat(names, is(empty()));
  }

  /** Beam and splicebeam find their parts by the files of services, of which many jars have one. */
  @ParameterizedTest
  @ValueSource(strings = {"flink", "dataflow"})
  void theOneJarHasTheServicesOfAllJars(String runner) throws IOException {
    for (String service :
        List.of(
            "org.apache.beam.sdk.options.PipelineOptionsRegistrar",
            "org.apache.beam.sdk.runners.PipelineRunnerRegistrar",
            "org.apache.beam.sdk.io.FileSystemRegistrar",
            "org.apache.beam.sdk.coders.CoderProviderRegistrar",
            "org.splicebeam.pipeline.run.RunnerDefaults")) {
      TreeSet<String> ofAllJars = new TreeSet<>();
      for (Path jar : jars(DIST.resolve("lib"), DIST.resolve("lib").resolve(runner))) {
        ofAllJars.addAll(services(jar, service));
      }
      assertThat(service, services(oneJar(runner), service), is(ofAllJars));
    }
  }

  private static Path oneJar(String runner) {
    return DIST.resolve("splicebeam-" + runner + ".jar");
  }

  private static List<Path> jars(Path... folders) throws IOException {
    List<Path> jars = new ArrayList<>();
    for (Path folder : folders) {
      try (Stream<Path> files = Files.list(folder)) {
        files.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(jars::add);
      }
    }
    return jars;
  }

  private static Map<String, Content> contents(Path jar) throws IOException {
    Map<String, Content> contents = new HashMap<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        contents.put(entry.getName(), new Content(jar.getFileName().toString(), entry.getCrc()));
      }
    }
    return contents;
  }

  /** The classes that a jar offers for a service. */
  private static TreeSet<String> services(Path jar, String service) throws IOException {
    TreeSet<String> classes = new TreeSet<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      ZipEntry entry = zip.getEntry("META-INF/services/" + service);
      if (entry != null) {
        new String(zip.getInputStream(entry).readAllBytes(), UTF_8)
            .lines()
            .map(line -> line.replaceFirst("#.*", "").strip())
            .filter(line -> !line.isEmpty())
            .forEach(classes::add);
      }
    }
    return classes;
  }
}
