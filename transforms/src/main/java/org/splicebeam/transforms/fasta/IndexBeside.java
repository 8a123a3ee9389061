package org.splicebeam.transforms.fasta;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.splicebeam.transforms.lines.PackedFile;

/**
 * The indexes that stand beside a FASTA, as {@code samtools faidx} leaves them. Errors: one that is
 * no index is a {@link org.splicebeam.transforms.verdict.VerdictException}.
 *
 * @param fasta the file that they are of
 */
record IndexBeside(String fasta) {
  /** The {@code .fai}; empty where there is none. */
  Optional<ContigIndex> contigs() throws IOException {
    Optional<byte[]> text = read(".fai");
    try {
      return text.map(ContigIndex::parse);
    } catch (IllegalArgumentException e) {
      throw none(".fai", e.getMessage());
    }
  }

  /**
   * The {@code .gzi}; empty where there is none.
   *
   * @param size of the FASTA in bytes, as stored
   */
  Optional<BlockIndex> blocks(long size) throws IOException {
    Optional<byte[]> numbers = read(".gzi");
    try {
      return numbers.map(gzi -> BlockIndex.parse(gzi, size));
    } catch (IllegalArgumentException e) {
      throw none(".gzi", e.getMessage());
    }
  }

  private Optional<byte[]> read(String ending) throws IOException {
    try (SeekableByteChannel file = PackedFile.openPlaces(fasta + ending)) {
      if (file.size() > ContigIndex.MOST_BYTES) {
        throw none(ending, "has %s bytes".formatted(file.size()));
      }
      return Optional.of(Channels.newInputStream(file).readAllBytes());
    } catch (FileNotFoundException | NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private RuntimeException none(String ending, String why) {
    return BadFasta.because(
        fasta,
        "has beside it what is no index of it (%s%s %s); make it anew with samtools faidx, or remove it"
            .formatted(fasta, ending, why));
  }
}
