package org.splicebeam.transforms.fasta;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.EOFException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files whose channels are as those of object stores: short reads, and no place behind the end. */
class ObjectStoreTest {
  private static final int MOST = 1021;

  @TempDir private Path temp;

  private SeekableByteChannel open(byte[] content) throws IOException {
    SeekableByteChannel file =
        Files.newByteChannel(MadeUpFasta.write(temp.resolve("g.fa"), content));
    return (SeekableByteChannel)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {SeekableByteChannel.class},
            (channel, method, args) -> {
              if (method.getName().equals("position") && args != null) {
                if ((long) args[0] >= file.size()) {
                  throw new EOFException("no such place");
                }
                file.position((long) args[0]);
                return channel;
              }
              if (method.getName().equals("read")) {
                ByteBuffer into = (ByteBuffer) args[0];
                int limit = into.limit();
                into.limit(into.position() + Math.min(into.remaining(), MOST));
                int read = file.read(into);
                into.limit(limit);
                return read;
              }
              return method.invoke(file, args);
            });
  }

  private static void readEverywhere(FastaBytes bytes, byte[] content) throws IOException {
    for (int from = 0; from <= content.length + 100; from += 4999) {
      for (int count : new int[] {1, 3000, 150_000}) {
        byte[] into = new byte[count];
        int read = bytes.read(from, into, count);
        assertThat(read, is(Math.max(0, Math.min(count, content.length - from))));
        if (read > 0) {
          assertThat(Arrays.equals(into, 0, read, content, from, from + read), is(true));
        }
      }
    }
  }

  @Test
  void everyRangeIsRead() throws IOException {
    byte[] content = MadeUpFasta.bytes(">1\n" + MadeUpFasta.bases(300_000, 1));
    try (FastaBytes plain = new PlainBytes(open(content))) {
      readEverywhere(plain, content);
      assertThat(plain.read(content.length, new byte[1], 1), is(0));
    }
    BlockIndex blocks = new BlockIndex();
    byte[] packed = MadeUpFasta.bgzip(content);
    Path file = MadeUpFasta.write(temp.resolve("b.fa.gz"), packed);
    new IndexComputation(file.toString()).ofBlocks(blocks);
    try (FastaBytes bgzip = new BgzipBytes("g.fa", open(packed), blocks)) {
      readEverywhere(bgzip, content);
    }
    blocks.add(packed.length - 28, content.length); // as htsjdk lists the last, empty block
    try (FastaBytes bgzip = new BgzipBytes("g.fa", open(packed), blocks)) {
      readEverywhere(bgzip, content);
      assertThat(bgzip.read(content.length, new byte[1], 1), is(0));
    }
  }
}
