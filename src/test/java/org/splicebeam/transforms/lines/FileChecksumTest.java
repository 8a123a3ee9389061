package org.splicebeam.transforms.lines;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.dynatrace.hash4j.hashing.Hashing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileChecksumTest {
  @TempDir private Path folder;

  private FileChecksum of(String name, byte[] content) throws IOException {
    return FileChecksum.of(Files.write(folder.resolve(name), content).toString());
  }

  @Test
  void valuesAreThoseOfTheReferenceImplementation() throws IOException {
    assertThat(
        of("empty", new byte[0]), is(new FileChecksum(0, "99aa06d3014798d86001c324468d497f")));
    assertThat(
        of("abc", "abc".getBytes(StandardCharsets.UTF_8)),
        is(new FileChecksum(3, "06b05ab6733a618578af5f94892f3950")));
  }

  @Test
  void aFileOfManyBuffersIsHashedAsOneText() throws IOException {
    byte[] content = new byte[1_000_003];
    new Random(7).nextBytes(content);
    String hash = Hashing.xxh3_128().hashBytesTo128Bits(content).toString().substring(2);
    assertThat(of("large", content), is(new FileChecksum(content.length, hash)));
  }

  @Test
  void theNameTellsNothingAndEveryByteDoes() throws IOException {
    byte[] content = "1\ts\tgene\t1\t9\n".getBytes(StandardCharsets.UTF_8);
    FileChecksum checksum = of("a.gtf", content);
    assertThat(of("b.gtf.gz", content), is(checksum));
    for (int i = 0; i < content.length; i++) {
      byte[] changed = content.clone();
      changed[i] ^= 1;
      assertThat(of("a.gtf", changed), is(not(checksum)));
    }
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    String path = folder.resolve("none.gtf").toString();
    IOException e = assertThrows(IOException.class, () -> FileChecksum.of(path));
    assertThat(e.getMessage(), startsWith(path + " cannot be read: "));
    assertThat(e.getMessage(), containsString("none.gtf"));
  }
}
