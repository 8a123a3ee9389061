package org.splicebeam;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What is written follows no locale, on whichever machine it is made: the command line chooses its
 * own, but a worker's JVM belongs to others.
 */
class LocaleTest {
  private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\\\n]|\\\\.)*\"");

  /** Digits, points and names of months are the locale's; %s of a number is not. */
  private static final Pattern BY_LOCALE = Pattern.compile("%[-+,0-9.$#(]*[dfegatEGAT]");

  private static final Pattern CASE_BY_LOCALE = Pattern.compile("\\.to(Lower|Upper)Case\\(\\)");

  @Test
  void noSentenceFollowsTheLocale() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : sources()) {
      String source = Files.readString(file);
      Matcher text = TEXT.matcher(source);
      while (text.find()) {
        if (BY_LOCALE.matcher(text.group()).find()
            && !statementUpTo(text.start(), source).contains("Locale.ROOT")) {
          found.add(file.getFileName() + ": " + text.group());
        }
      }
      Matcher letters = CASE_BY_LOCALE.matcher(source);
      while (letters.find()) {
        found.add(file.getFileName() + ": " + letters.group());
      }
    }
    assertThat(found, is(List.of()));
  }

  private static String statementUpTo(int end, String source) {
    int start = end;
    while (start > 0 && ";{}".indexOf(source.charAt(start - 1)) < 0) {
      start--;
    }
    return source.substring(start, end);
  }

  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String module : List.of("schemas", "transforms", "pipeline", "runners")) {
      try (Stream<Path> files = Files.walk(Path.of("../..", module))) {
        files
            .filter(file -> file.toString().matches(".*/src/main/.*\\.java"))
            .sorted()
            .forEach(sources::add);
      }
    }
    return sources;
  }
}
