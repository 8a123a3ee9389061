package org.splicebeam.pipeline.build;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathOptionTest {
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
  })
  void aLocalPathIsPlain(String given, String plain) {
    assertThat(PathOption.of("--input", given), is(plain));
  }

  @Test
  void noneIsNone() {
    assertThat(PathOption.of("--spliceSites", null), is(nullValue()));
  }

  @ParameterizedTest
  @CsvSource({
    "gs://bucket/a, 'this distribution has no file system gs://: name a path on this machine'",
    "s3://b, 'this distribution has no file system s3://: name a path on this machine'",
    "file://b/c, 'it names another machine: write file:///path or the path alone'",
    "file://, 'it names another machine: write file:///path or the path alone'",
  })
  void aPathThatNoFileSystemHasIsRefused(String given, String fault) {
    assertThat(
        assertThrows(BadOptionException.class, () -> PathOption.of("--input", given)).getMessage(),
        is("--input " + given + ": " + fault));
  }
}
