package org.splicebeam.transforms.fasta;

import com.dynatrace.hash4j.hashing.Hashing;
import htsjdk.samtools.util.BlockCompressedInputStream;
import htsjdk.samtools.util.BlockCompressedInputStream.FileTermination;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.splicebeam.schemas.inputs.GenomeFile;
import org.splicebeam.transforms.lines.ForeignFormat;
import org.splicebeam.transforms.lines.PackedFile;
import org.splicebeam.transforms.publish.OutputException;
import org.splicebeam.transforms.publish.OutputFolder;

/**
 * Makes one FASTA readable by range: what {@link PrepareGenome} does, without Beam.
 *
 * <p>Memory: the index, and a buffer of 1 MiB. Errors: a FASTA that will not do is a {@link
 * org.splicebeam.transforms.verdict.VerdictException}; an output folder that cannot be written is
 * an {@link OutputException}.
 */
final class GenomePreparation {
  private static final Set<ForeignFormat> PACKED_OTHERWISE =
      Set.of(ForeignFormat.ZSTD, ForeignFormat.BZIP2, ForeignFormat.XZ, ForeignFormat.ZIP);

  private static final String PACK_ANEW = "unpack it, or pack it with bgzip";

  private final String fasta;
  private final GenomeFolder prepared;

  private long unpackedBytes;
  private boolean computed;

  GenomePreparation(String fasta, OutputFolder folder) {
    this.fasta = fasta;
    this.prepared = new GenomeFolder(fasta, folder);
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
      contigs.byName(fasta);
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
    IndexBeside beside = new IndexBeside(fasta);
    return switch (form) {
      case PLAIN -> {
        Optional<ContigIndex> found = beside.contigs();
        computed = found.isEmpty();
        yield computed ? new IndexComputation(fasta).ofPlain() : found.get();
      }
      case BGZIP -> {
        requireEnd();
        Optional<ContigIndex> found = beside.contigs();
        Optional<BlockIndex> foundBlocks = beside.blocks(size);
        computed = found.isEmpty() || foundBlocks.isEmpty();
        BlockIndex blocks = computed ? new BlockIndex() : foundBlocks.get();
        ContigIndex contigs = computed ? new IndexComputation(fasta).ofBlocks(blocks) : found.get();
        prepared.write(blocks);
        yield contigs;
      }
      case GZIP -> {
        computed = true;
        yield unpacked();
      }
    };
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
    AtomicReference<ContigIndex> contigs = new AtomicReference<>();
    unpackedBytes =
        prepared.writeCopy(
            out -> {
              contigs.set(new IndexComputation(fasta).ofUnpacked(out));
              return 0;
            });
    return contigs.get();
  }
}
