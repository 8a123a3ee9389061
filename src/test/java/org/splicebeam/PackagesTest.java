package org.splicebeam;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The order of the packages: each imports only what stands below it, so there is no circle. */
class PackagesTest {
  private static final int MOST_FILES = 20;
  private static final int MOST_PARAMETERS = 7;
  private static final Pattern IMPORT =
      Pattern.compile("(?m)^import (?:static )?org\\.splicebeam\\.([a-z.]+)\\.[A-Z]");

  /** From the top to the bottom. */
  private static final List<String> ORDER =
      List.of(
          "pipeline",
          "pipeline.report",
          "pipeline.validate",
          "pipeline.schema",
          "pipeline.simulate",
          "pipeline.annotate",
          "pipeline.dataset",
          "pipeline.run",
          "pipeline.options",
          "pipeline.progress",
          "pipeline.help",
          "pipeline.graph",
          "transforms.validate",
          "transforms.description",
          "transforms.finish",
          "transforms.report",
          "transforms.commit",
          "transforms.checks",
          "transforms.parts",
          "transforms.statistics",
          "transforms.splits",
          "transforms.tables",
          "transforms.scoring",
          "transforms.scores",
          "transforms.tracks",
          "transforms.arrays",
          "transforms.fasta",
          "transforms.labels",
          "transforms.features",
          "transforms.annotation",
          "transforms.paralogs",
          "transforms.rows",
          "transforms.genes",
          "transforms.gff3",
          "transforms.gtf",
          "transforms.reject",
          "transforms.publish",
          "transforms.lines",
          "transforms.sampling",
          "transforms.parquet",
          "transforms.verdict",
          "transforms.progress",
          "schemas.paralogs",
          "schemas.parts",
          "schemas.scores",
          "schemas.rows",
          "schemas.inputs",
          "schemas.sampling",
          "schemas.columns",
          "schemas.genome",
          "schemas.reject",
          "schemas");

  private static Map<String, List<Path>> sourcesByPackage() throws IOException {
    Map<String, List<Path>> byPackage = new TreeMap<>();
    for (String module : List.of("schemas", "transforms", "pipeline")) {
      Path root = Path.of("../..", module, "src/main/java/org/splicebeam");
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
          String name = root.relativize(file.getParent()).toString().replace('/', '.');
          byPackage.computeIfAbsent(name, none -> new ArrayList<>()).add(file);
        }
      }
    }
    return byPackage;
  }

  @Test
  void importsRunDownOnly() throws IOException {
    List<String> upward = new ArrayList<>();
    for (Map.Entry<String, List<Path>> from : sourcesByPackage().entrySet()) {
      assertThat(from.getKey() + " has a place", ORDER.contains(from.getKey()), is(true));
      for (Path file : from.getValue()) {
        Matcher imports = IMPORT.matcher(Files.readString(file));
        while (imports.find()) {
          if (ORDER.indexOf(imports.group(1)) < ORDER.indexOf(from.getKey())) {
            upward.add(file.getFileName() + " imports " + imports.group(1));
          }
        }
      }
    }
    assertThat(upward, is(List.of()));
  }

  @Test
  void noPackageIsCrowdedAndNoConstructorIsLong() throws Exception {
    List<String> found = new ArrayList<>();
    for (Map.Entry<String, List<Path>> some : sourcesByPackage().entrySet()) {
      if (some.getValue().size() > MOST_FILES) {
        found.add(some.getKey() + " has " + some.getValue().size() + " files");
      }
      for (Path file : some.getValue()) {
        String name = file.getFileName().toString().replace(".java", "");
        if (!name.equals("package-info")) {
          collectLong(Class.forName("org.splicebeam." + some.getKey() + "." + name), found);
        }
      }
    }
    assertThat(found, is(List.of()));
  }

  /** Records of schemas are what flows; they may be wide. */
  private static void collectLong(Class<?> type, List<String> found) {
    if (type.isRecord() && type.getPackageName().startsWith("org.splicebeam.schemas")) {
      return;
    }
    int added = type.isEnum() ? 2 : 0; // its name and place, by the compiler
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (constructor.getParameterCount() - added > MOST_PARAMETERS) {
        found.add(type.getName() + " has " + constructor.getParameterCount() + " parameters");
      }
    }
    for (Class<?> nested : type.getDeclaredClasses()) {
      collectLong(nested, found);
    }
  }
}
