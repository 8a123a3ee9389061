package org.splicebeam.transforms.lines;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedFileTest {
  /** A little more than what may be unpacked at any ratio. */
  private static final int BEYOND_FREE = (int) PackedFile.FREE_BYTES + (1 << 21);

  @TempDir Path folder;

  private OutputStream writer(Path file) throws IOException {
    OutputStream out = Files.newOutputStream(file);
    String name = file.toString();
    if (name.endsWith(".gz")) {
      return new GZIPOutputStream(out);
    }
    if (name.endsWith(".bz2")) {
      return new BZip2CompressorOutputStream(out);
    }
    return name.endsWith(".zst") ? new ZstdOutputStream(out) : out;
  }

  private Path repeated(String name, byte[] block, long bytes) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream out = writer(file)) {
      for (long written = 0; written < bytes; written += block.length) {
        out.write(block);
      }
    }
    return file;
  }

  private static long length(Path file) throws IOException {
    try (InputStream in = PackedFile.open(file.toString())) {
      return in.transferTo(OutputStream.nullOutputStream());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"t.gz", "t.zst", "t.bz2"})
  void aBombIsRefused(String name) throws IOException {
    Path bomb = repeated(name, new byte[1 << 16], BEYOND_FREE);
    UnpacksTooFarException refused = assertThrows(UnpacksTooFarException.class, () -> length(bomb));
    assertThat(
        refused.getMessage(),
        is(
            "it unpacks to more than "
                + (name.endsWith(".gz") ? "500" : "10000")
                + " times its size, as no table or annotation does; if it is meant, give it"
                + " unpacked"));
  }

  @Test
  void aBombIsNamedByTheReaderOfLines() throws IOException {
    Path bomb = repeated("genes.gtf.gz", new byte[1 << 16], BEYOND_FREE);
    try (LineFile lines = LineFile.open(bomb.toString())) {
      IOException refused = assertThrows(IOException.class, lines::next);
      assertThat(
          refused.getMessage(),
          startsWith(bomb + " cannot be read after line 1: it unpacks to more than 500 times"));
    }
  }

  /** Small files may unpack at any ratio, and plain ones have none. */
  @Test
  void whatIsNoBombIsRead() throws IOException {
    assertThat(length(repeated("small.gz", new byte[1 << 16], 1 << 25)), is(1L << 25));
    assertThat(length(repeated("plain.tsv", new byte[1 << 16], 1 << 17)), is(1L << 17));
  }

  /** A block as bgzip writes it; the empty one is the end. */
  private static byte[] bgzfBlock(String text) {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    byte[] plain = text.getBytes(StandardCharsets.UTF_8);
    deflater.setInput(plain);
    deflater.finish();
    byte[] deflated = new byte[1 << 16];
    int length = deflater.deflate(deflated);
    deflater.end();
    CRC32 checksum = new CRC32();
    checksum.update(plain);
    ByteBuffer block = ByteBuffer.allocate(26 + length).order(ByteOrder.LITTLE_ENDIAN);
    block.put(
        new byte[] {0x1f, (byte) 0x8b, 8, 4, 0, 0, 0, 0, 0, (byte) 0xff, 6, 0, 'B', 'C', 2, 0});
    block.putShort((short) (25 + length)).put(deflated, 0, length);
    return block.putInt((int) checksum.getValue()).putInt(plain.length).array();
  }

  @Test
  void aBgzfFileThatIsCutOffBetweenBlocksIsRefused() throws IOException {
    byte[] one = bgzfBlock("gene\tposition\n");
    byte[] two = bgzfBlock("G1\t10\n");
    byte[] end = bgzfBlock("");
    Path file = folder.resolve("t.tsv.gz");
    for (byte[][] cut : new byte[][][] {{one}, {one, two}, {one, end, two}}) {
      Files.write(file, joined(cut));
      EOFException refused = assertThrows(EOFException.class, () -> length(file));
      assertThat(refused.getMessage(), is("its last BGZF block is missing"));
    }
    Files.write(file, joined(one, two, end));
    assertThat(length(file), is(20L));
    Files.write(file, joined(one, end, two, end));
    assertThat(length(file), is(20L));
    Files.write(file, end);
    assertThat(length(file), is(0L));
  }

  /** Members of other writers have no such end. */
  @Test
  void gzipMembersAreReadToTheLast() throws IOException {
    Path file = repeated("t.gz", new byte[10], 10);
    byte[] member = Files.readAllBytes(file);
    Files.write(file, joined(member, member));
    assertThat(length(file), is(20L));
  }

  private static byte[] joined(byte[]... pieces) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] piece : pieces) {
      all.writeBytes(piece);
    }
    return all.toByteArray();
  }

  /** The most repetitive table there is: one row of a kilobyte, again and again. */
  @Test
  void aTableOfOneRowIsRead() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    StringBuilder row = new StringBuilder("ENSG00000141510\t\t10\t0\t0\t1\tTN\t\t17\t+\t");
    for (int i = 0; i < 1_001; i++) {
      row.append("ACGT".charAt(random.nextInt(4)));
    }
    byte[] line = row.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    int rows = BEYOND_FREE / line.length;
    assertThat(
        length(repeated("t.gz", line, (long) rows * line.length)), is((long) rows * line.length));
  }
}
