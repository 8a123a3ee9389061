package org.splicebeam.transforms.publish;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.schemas.parts.FileReceipt;

class PublishTest {
  /** Of the letters abc: FIPS 180-2, appendix B.1. */
  private static final String SHA_256_OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir Path folder;

  private OutputFolder output() {
    return OutputFolder.at(folder.resolve("data set").toString());
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void aReceiptTellsNameRowsLengthAndDigest() throws IOException {
    FileReceipt receipt =
        Publish.file(
            output(),
            "master/deep/part.bin",
            out -> {
              out.write('a');
              out.write("xbcx".getBytes(StandardCharsets.US_ASCII), 1, 2);
              return 42;
            });
    assertThat(receipt, is(new FileReceipt("master/deep/part.bin", 42, 3, SHA_256_OF_ABC)));
    assertThat(files(), is(List.of("data set/master/deep/part.bin")));
    assertThat(Files.readString(folder.resolve("data set/master/deep/part.bin")), is("abc"));
  }

  @Test
  void aTextIsUtf8WithoutRows() throws IOException {
    assertThat(
        Publish.text(output(), "a.txt", "abc"), is(new FileReceipt("a.txt", 0, 3, SHA_256_OF_ABC)));
    assertThat(Publish.text(output(), "b.txt", "\u00b5").bytes(), is(2L));
  }

  @Test
  void aLaterAttemptTakesThePlaceOfAnEarlierOne() throws IOException {
    Publish.text(output(), "a.txt", "a longer text than the next one");
    Publish.text(output(), "a.txt", "abc");
    assertThat(Files.readString(folder.resolve("data set/a.txt")), is("abc"));
    assertThat(files(), is(List.of("data set/a.txt")));
  }

  @Test
  void nothingIsLeftOfABodyThatFails() throws IOException {
    assertThrows(
        IOException.class,
        () ->
            Publish.file(
                output(),
                "part.bin",
                out -> {
                  out.write(new byte[1 << 20]);
                  throw new IOException("no more rows");
                }));
    assertThrows(
        IllegalStateException.class,
        () ->
            Publish.file(
                output(),
                "part.bin",
                out -> {
                  out.flush();
                  throw new IllegalStateException("a bug");
                }));
    assertThat(files(), is(List.of()));
  }

  @Test
  void whatStoodThereBeforeSurvivesABodyThatFails() throws IOException {
    Publish.text(output(), "part.bin", "whole");
    assertThrows(
        IOException.class,
        () ->
            Publish.file(
                output(),
                "part.bin",
                out -> {
                  throw new IOException("no more rows");
                }));
    assertThat(Files.readString(folder.resolve("data set/part.bin")), is("whole"));
    assertThat(files(), is(List.of("data set/part.bin")));
  }

  /** As where a disk takes bytes and loses them. */
  @Test
  void aFileThatIsShorterOnTheDiskIsNotPublished() {
    IOException lost =
        assertThrows(
            IOException.class,
            () ->
                Publish.file(
                    output(),
                    "part.bin",
                    out -> {
                      out.write(new byte[10]);
                      out.flush();
                      try (SeekableByteChannel aside =
                          Files.newByteChannel(
                              folder.resolve(files().get(0)), StandardOpenOption.WRITE)) {
                        aside.truncate(4);
                      }
                      return 1;
                    }));
    assertThat(
        lost.getMessage(), is("part.bin cannot be written (4 bytes of the 10 written are there)"));
  }

  /** While a body writes, the name is free: a reader never meets half of a file. */
  @Test
  void aFileAppearsOnlyWhenWhole() throws IOException {
    Path file = folder.resolve("data set/part.bin");
    Publish.file(
        output(),
        "part.bin",
        out -> {
          out.write(new byte[1 << 20]);
          out.flush();
          assertThat(Files.exists(file), is(false));
          return 1;
        });
    assertThat(Files.size(file), is(1L << 20));
  }
}
