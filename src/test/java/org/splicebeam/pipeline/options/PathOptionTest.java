package org.splicebeam.pipeline.options;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathOptionTest {
  @BeforeAll
  static void findFileSystems() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
  }

  @ParameterizedTest
  @CsvSource({
    "/a/b, /a/b",
    "b/*.tsv, b/*.tsv",
    "'', ''",
    "file:///a/b, /a/b",
    "file:/a/b, /a/b",
    "file://localhost/a/b, /a/b",
    "file:///a/{b c}%20*.tsv, /a/{b c}%20*.tsv",
    "file:b, file:b",
    "a:b, a:b",
    "gs://bucket/a, gs://bucket/a",
    "gs://bucket/a[1-3]*, gs://bucket/a[1-3]*",
  })
  void aLocalPathIsPlain(String given, String plain) {
    assertThat(PathOption.of("--input", given), is(plain));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a/[1]/*", "gs://bucket/a b", "file:///a/{b}"})
  void aNameThatIsNoPatternThereIsExact(String given) {
    assertThat(PathOption.exact("--gtf", given), is(PathOption.of("--gtf", given)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"gs://b/a*", "gs://b/a?", "gs://b/[a", "gs://b/a]", "gs://b/{a", "gs://b/}"})
  void aNameThatIsAPatternThereIsRefused(String given) {
    assertThat(
        assertThrows(BadOptionException.class, () -> PathOption.exact("--gtf", given)).getMessage(),
        is(
            "--gtf "
                + given
                + ": it names one place, but *, ?, [, ], { and } make it a pattern: choose another"
                + " name"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "/a; /a",
        "/a,/b; /a|/b",
        "/a, gs://b/c ,file:///d; /a|gs://b/c|file:///d",
        "/a/{b,c}/*; /a/{b,c}/*",
        "/a/{b,{c,d}},/e; /a/{b,{c,d}}|/e",
        "/a}b,/c; /a}b|/c",
        "/a{b,c; /a{b,c",
      })
  void commasDivideButInBraces(String given, String paths) {
    assertThat(PathOption.list("--input", given), is(List.of(paths.split("[|]"))));
  }

  @Test
  void aTextThatIsAPathIsOne(@TempDir Path folder) throws IOException {
    Path commas = Files.createDirectory(folder.resolve("a,b,"));
    assertThat(PathOption.list("--input", commas.toString()), is(List.of(commas.toString())));
    assertThat(PathOption.list("--input", "file://" + commas), is(List.of("file://" + commas)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a,", ",/a", "/a,,/b", " , "})
  void nothingBetweenCommasIsRefused(String given) {
    assertThat(
        assertThrows(BadOptionException.class, () -> PathOption.list("--input", given))
            .getMessage(),
        is(
            "--input is '"
                + given
                + "'; it is one path, or a list with commas and without empty items"));
  }

  @Test
  void noneIsNone() {
    assertThat(PathOption.of("--spliceSites", null), is(nullValue()));
  }

  @ParameterizedTest
  @CsvSource({
    "s3://b/a, 'this distribution has no file system s3://: name a path on this machine or at gs://'",
    "hdfs://b, 'this distribution has no file system hdfs://: name a path on this machine or at gs://'",
    "file://b/c, 'it names another machine: write file:///path or the path alone'",
    "file://, 'it names another machine: write file:///path or the path alone'",
  })
  void aPathThatNoFileSystemHasIsRefused(String given, String fault) {
    assertThat(
        assertThrows(BadOptionException.class, () -> PathOption.of("--input", given)).getMessage(),
        is("--input " + given + ": " + fault));
  }
}
