package org.splicebeam.transforms.fasta;

import htsjdk.samtools.SAMException;
import htsjdk.samtools.util.BlockCompressedFilePointerUtil;
import htsjdk.samtools.util.BlockCompressedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.util.zip.GZIPInputStream;
import org.splicebeam.transforms.lines.PackedFile;

/**
 * Computes the index of one FASTA in one pass, in each of its forms. Memory: the index, and a
 * buffer of 1 MiB.
 */
final class IndexComputation {
  private static final int BUFFER = 1 << 20;

  private final String fasta;
  private final IndexBuilder builder;
  private final byte[] buffer = new byte[BUFFER];

  IndexComputation(String fasta) {
    this.fasta = fasta;
    builder = new IndexBuilder(fasta);
  }

  ContigIndex ofPlain() throws IOException {
    try (InputStream in = Channels.newInputStream(PackedFile.openPlaces(fasta))) {
      for (int read; (read = in.read(buffer)) >= 0; ) {
        builder.take(buffer, 0, read);
      }
    }
    return builder.index();
  }

  /**
   * Of a bgzip file.
   *
   * @param blocks gets those that are not empty
   */
  ContigIndex ofBlocks(BlockIndex blocks) throws IOException {
    try (ChannelStream file = new ChannelStream(fasta, PackedFile.openPlaces(fasta));
        BlockCompressedInputStream in = new BlockCompressedInputStream(file)) {
      long unpacked = 0;
      while (true) {
        int ofBlock = in.available(); // after the block before was read to its end
        long packed = BlockCompressedFilePointerUtil.getBlockAddress(in.getFilePointer());
        if (packed >= file.length()) {
          return builder.index();
        }
        if (packed > 0 && ofBlock > 0) {
          blocks.add(packed, unpacked);
        }
        in.read(buffer, 0, ofBlock);
        builder.take(buffer, 0, ofBlock);
        unpacked += ofBlock;
      }
    } catch (SAMException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * Of a plain gzip file, which is unpacked on the way.
   *
   * @throws IOException where the copy cannot be written; a FASTA that cannot be read is a verdict
   */
  ContigIndex ofUnpacked(OutputStream copy) throws IOException {
    try (InputStream in = unpacked()) {
      for (int read; (read = readOf(in)) >= 0; ) {
        builder.take(buffer, 0, read);
        copy.write(buffer, 0, read);
      }
    }
    return builder.index();
  }

  private InputStream unpacked() {
    try {
      return new GZIPInputStream(Channels.newInputStream(PackedFile.openPlaces(fasta)), BUFFER);
    } catch (IOException e) {
      throw BadFasta.unreadable(fasta, e);
    }
  }

  /** A damaged input is no fault of the output folder that is being written. */
  private int readOf(InputStream in) {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      throw BadFasta.unreadable(fasta, e);
    }
  }
}
