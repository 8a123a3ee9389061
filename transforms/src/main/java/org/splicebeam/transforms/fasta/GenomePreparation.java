package org.splicebeam.transforms.fasta;

import com.dynatrace.hash4j.hashing.Hashing;
import htsjdk.samtools.SAMException;
import htsjdk.samtools.util.BlockCompressedFilePointerUtil;
import htsjdk.samtools.util.BlockCompressedInputStream;
import htsjdk.samtools.util.BlockCompressedInputStream.FileTermination;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.splicebeam.schemas.genome.ChromosomeAliases;
import org.splicebeam.schemas.inputs.GenomeFile;
import org.splicebeam.transforms.lines.ForeignFormat;
import org.splicebeam.transforms.lines.PackedFile;
import org.splicebeam.transforms.publish.OutputException;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.publish.Publish;

/**
 * Makes one FASTA readable by range: what {@link PrepareGenome} does, without Beam.
 *
 * <p>Memory: the index, and a buffer of 1 MiB. Errors: a FASTA that will not do is a {@link
 * org.splicebeam.transforms.verdict.VerdictException}; an output folder that cannot be written is
 * an {@link OutputException}.
 */
final class GenomePreparation {
  private static final int BUFFER = 1 << 20;

  /** A longer index is none of a genome. */
  private static final int MOST_INDEX_BYTES = 1 << 28;

  private static final Set<ForeignFormat> PACKED_OTHERWISE =
      Set.of(ForeignFormat.ZSTD, ForeignFormat.BZIP2, ForeignFormat.XZ, ForeignFormat.ZIP);

  private static final String PACK_ANEW = "unpack it, or pack it with bgzip";

  private final String fasta;
  private final GenomeFolder prepared;
  private final ChromosomeAliases aliases;
  private final byte[] buffer = new byte[BUFFER];

  private long unpackedBytes;
  private boolean computed;

  GenomePreparation(String fasta, OutputFolder folder, ChromosomeAliases aliases) {
    this.fasta = fasta;
    this.prepared = new GenomeFolder(fasta, folder);
    this.aliases = aliases;
  }

  GenomeFile run() throws IOException {
    try {
      long size;
      try (SeekableByteChannel file = PackedFile.openPlaces(fasta)) {
        size = file.size();
      }
      if (size == 0) {
        throw BadFasta.because(fasta, "is empty: name the FASTA of the genome");
      }
      refuseForeign();
      FastaForm form = FastaForm.of(fasta);
      ContigIndex contigs = index(form, size);
      if (contigs.contigs().isEmpty()) {
        throw BadFasta.because(fasta, "has no sequence: name the FASTA of the genome");
      }
      contigs.byChromosome(fasta, aliases);
      check(contigs, form);
      prepared.write(contigs);
      String name = fasta.substring(fasta.lastIndexOf('/') + 1);
      long hash = Hashing.xxh3_64().hashBytesToLong(contigs.text());
      return new GenomeFile(name, size, contigs.contigs().size(), hash, unpackedBytes, computed);
    } catch (OutputException e) {
      throw e;
    } catch (IOException e) {
      throw BadFasta.unreadable(fasta, e);
    }
  }

  private void check(ContigIndex contigs, FastaForm form) throws IOException {
    try (FastaBytes bytes = prepared.bytes()) {
      new IndexCheck(fasta, bytes).check(contigs);
    } catch (OutputException e) {
      throw e;
    } catch (IOException e) {
      throw form == FastaForm.BGZIP
          ? BadFasta.because(
              fasta,
              "and the index of its blocks contradict each other (%s); make %s.gzi anew with samtools faidx, or remove it"
                  .formatted(e.getMessage(), fasta))
          : BadFasta.unreadable(fasta, e);
    }
  }

  private void refuseForeign() throws IOException {
    byte[] head;
    try (InputStream in = Channels.newInputStream(PackedFile.openPlaces(fasta))) {
      head = in.readNBytes(ForeignFormat.HEAD_BYTES);
    }
    if (ForeignFormat.of(head).filter(PACKED_OTHERWISE::contains).isPresent()) {
      throw BadFasta.because(fasta, "is packed in another way than by gzip: " + PACK_ANEW);
    }
    Optional<ForeignFormat> foreign =
        ForeignFormat.ofFile(fasta, Set.of(ForeignFormat.FASTA, ForeignFormat.GZIP));
    if (foreign.isPresent()) {
      throw BadFasta.because(fasta, foreign.get().phrase("--fasta"));
    }
  }

  private ContigIndex index(FastaForm form, long size) throws IOException {
    return switch (form) {
      case PLAIN -> {
        Optional<ContigIndex> found = contigsBeside();
        yield found.isPresent() ? found.get() : ofPlain();
      }
      case BGZIP -> {
        requireEnd();
        Optional<ContigIndex> found = contigsBeside();
        Optional<byte[]> gzi = beside(".gzi");
        if (found.isPresent() && gzi.isPresent()) {
          prepared.write(blocksOf(gzi.get(), size));
          yield found.get();
        }
        yield ofBlocks();
      }
      case GZIP -> unpacked();
    };
  }

  private Optional<ContigIndex> contigsBeside() throws IOException {
    Optional<byte[]> text = beside(".fai");
    try {
      return text.map(ContigIndex::parse);
    } catch (IllegalArgumentException e) {
      throw BadFasta.because(
          fasta,
          "has an index beside it that is none (%s.fai, %s); make it anew with samtools faidx, or remove it"
              .formatted(fasta, e.getMessage()));
    }
  }

  private BlockIndex blocksOf(byte[] gzi, long size) {
    try {
      return BlockIndex.parse(gzi, size);
    } catch (IllegalArgumentException e) {
      throw BadFasta.because(
          fasta,
          "and the index of its blocks contradict each other: %s.gzi %s; make it anew with samtools faidx, or remove it"
              .formatted(fasta, e.getMessage()));
    }
  }

  /** The content of a file beside the FASTA; empty where there is none. */
  private Optional<byte[]> beside(String ending) throws IOException {
    try (SeekableByteChannel file = PackedFile.openPlaces(fasta + ending)) {
      if (file.size() > MOST_INDEX_BYTES) {
        throw BadFasta.because(
            fasta,
            "has an index beside it that is none (%s%s has %d bytes); remove it"
                .formatted(fasta, ending, file.size()));
      }
      return Optional.of(Channels.newInputStream(file).readAllBytes());
    } catch (FileNotFoundException | NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private ContigIndex ofPlain() throws IOException {
    computed = true;
    IndexBuilder builder = new IndexBuilder(fasta);
    try (InputStream in = Channels.newInputStream(PackedFile.openPlaces(fasta))) {
      for (int read; (read = in.read(buffer)) >= 0; ) {
        builder.take(buffer, 0, read);
      }
    }
    return builder.index();
  }

  private ContigIndex ofBlocks() throws IOException {
    computed = true;
    IndexBuilder builder = new IndexBuilder(fasta);
    BlockIndex blocks = new BlockIndex();
    try (ChannelStream file = new ChannelStream(fasta, PackedFile.openPlaces(fasta));
        BlockCompressedInputStream in = new BlockCompressedInputStream(file)) {
      long unpacked = 0;
      while (true) {
        int rest = in.available();
        long packed = BlockCompressedFilePointerUtil.getBlockAddress(in.getFilePointer());
        if (packed >= file.length()) {
          break;
        }
        if (packed > 0 && rest > 0) {
          blocks.add(packed, unpacked);
        }
        in.read(buffer, 0, rest);
        builder.take(buffer, 0, rest);
        unpacked += rest;
      }
    } catch (SAMException e) {
      throw new IOException(e.getMessage(), e);
    }
    prepared.write(blocks);
    return builder.index();
  }

  private void requireEnd() throws IOException {
    try (SeekableByteChannel file = PackedFile.openPlaces(fasta)) {
      if (BlockCompressedInputStream.checkTermination(file)
          != FileTermination.HAS_TERMINATOR_BLOCK) {
        throw BadFasta.because(fasta, "is cut off: its last BGZF block is missing; fetch it again");
      }
    }
  }

  private ContigIndex unpacked() throws IOException {
    if (fasta.contains("://")) {
      throw BadFasta.because(fasta, "is plain gzip, which cannot be read by range: " + PACK_ANEW);
    }
    computed = true;
    IndexBuilder builder = new IndexBuilder(fasta);
    try (InputStream in =
        new GZIPInputStream(Channels.newInputStream(PackedFile.openPlaces(fasta)), BUFFER)) {
      unpackedBytes =
          Publish.file(
                  prepared.folder(),
                  GenomeFolder.UNPACKED,
                  out -> {
                    for (int read; (read = readOf(in)) >= 0; ) {
                      builder.take(buffer, 0, read);
                      out.write(buffer, 0, read);
                    }
                    return 0;
                  })
              .bytes();
    }
    return builder.index();
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
