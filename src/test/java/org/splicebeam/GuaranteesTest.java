package org.splicebeam;

import static java.util.stream.Collectors.toMap;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds a promise, by the page of promises, is there. */
class GuaranteesTest {
  private static final Path PROMISES = Path.of("..", "..", "docs", "guarantees.md");

  /** A class of tests, a test of it, a test of the class that was named last, or a script. */
  private static final Pattern NAME =
      Pattern.compile("`(?:src/test/acceptance/)?(\\w*)(?:\\.(\\w+))?`");

  private final Map<String, Path> classes;

  GuaranteesTest() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("java"))) {
      classes =
          files
              .filter(file -> file.toString().matches(".*Tests?\\.java"))
              .collect(toMap(f -> f.getFileName().toString().replace(".java", ""), f -> f));
    }
  }

  @Test
  void eachPromiseNamesTestsThatAreThere() throws IOException {
    List<String> missing = new ArrayList<>();
    String ofClass = "";
    Matcher name = NAME.matcher(Files.readString(PROMISES));
    while (name.find()) {
      String test = name.group(2);
      if ("py".equals(test)) {
        if (!Files.exists(Path.of("acceptance", name.group(1) + ".py"))) {
          missing.add(name.group());
        }
        continue;
      }
      if (name.group(1).matches("\\w+Tests?")) {
        ofClass = name.group(1);
      } else if (!name.group(1).isEmpty()) {
        continue;
      }
      Path source = classes.get(ofClass);
      if (source == null
          || test != null && !Files.readString(source).contains("void " + test + "(")) {
        missing.add(ofClass + " " + name.group());
      }
    }

    assertThat(missing, is(List.of()));
  }
}
