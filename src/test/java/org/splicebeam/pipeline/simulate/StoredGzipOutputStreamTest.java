package org.splicebeam.pipeline.simulate;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredGzipOutputStreamTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_534, 65_535, 65_536, 131_070, 200_000})
  void anyReaderGivesTheBytesBack(int length) throws IOException {
    byte[] content = new byte[length];
    for (int i = 0; i < length; i++) {
      content[i] = (byte) (i * 31);
    }
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(written(content)))) {
      assertThat(in.readAllBytes(), equalTo(content));
    }
  }

  /** Header without name and time, one last stored block, CRC-32 of "abc", length. */
  @Test
  void bytesAreThoseOfTheFormat() throws IOException {
    assertThat(
        HexFormat.of().formatHex(written("abc".getBytes("US-ASCII"))),
        equalTo("1f8b08000000000000ff" + "010300fcff" + "616263" + "c2412435" + "03000000"));
  }

  private static byte[] written(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (StoredGzipOutputStream out = new StoredGzipOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }
}
