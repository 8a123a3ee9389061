package org.splicebeam.transforms.fasta;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import org.splicebeam.transforms.lines.PackedFile;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.publish.Publish;

/**
 * What makes a FASTA readable by range, in the work folder of a build.
 *
 * @param fasta the file as the option names it
 * @param folder the build's
 */
record GenomeFolder(String fasta, OutputFolder folder) {
  static final String PLACE = OutputFolder.PRIVATE + "/genome/";

  private static final String UNPACKED = PLACE + "genome.fa";
  private static final String CONTIGS = PLACE + "genome.fai";
  private static final String BLOCKS = PLACE + "genome.gzi";

  static final List<String> WORK_FILES = List.of(UNPACKED, CONTIGS, BLOCKS);

  void write(ContigIndex contigs) throws IOException {
    write(CONTIGS, contigs.text());
  }

  void write(BlockIndex blocks) throws IOException {
    write(BLOCKS, blocks.toBytes());
  }

  /** Writes the copy of a FASTA that is plain gzip; its size in bytes. */
  long writeCopy(Publish.Body body) throws IOException {
    return Publish.file(folder, UNPACKED, body).bytes();
  }

  private void write(String name, byte[] content) throws IOException {
    Publish.file(
        folder,
        name,
        out -> {
          out.write(content);
          return 0;
        });
  }

  ContigIndex contigs() throws IOException {
    return ContigIndex.parse(read(CONTIGS));
  }

  private byte[] read(String name) throws IOException {
    return folder
        .read(name)
        .orElseThrow(() -> new FileNotFoundException(name + " is gone from the work folder"));
  }

  /** Opens the bytes of the FASTA. */
  FastaBytes bytes() throws IOException {
    FastaForm form = FastaForm.of(fasta);
    if (form == FastaForm.GZIP) {
      return new PlainBytes(PackedFile.openPlaces(folder.path() + "/" + UNPACKED));
    }
    if (form == FastaForm.PLAIN) {
      return new PlainBytes(PackedFile.openPlaces(fasta));
    }
    byte[] blocks = read(BLOCKS);
    SeekableByteChannel channel = PackedFile.openPlaces(fasta);
    return new BgzipBytes(fasta, channel, BlockIndex.parse(blocks, channel.size()));
  }
}
