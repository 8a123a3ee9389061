package org.splicebeam.transforms.fasta;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.splicebeam.schemas.genome.ChromosomeAliases;
import org.splicebeam.schemas.genome.ChromosomeNames;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.transforms.publish.OutputFolder;

/**
 * A genome that is read by range. Chromosomes match as {@link ChromosomeNames} says.
 *
 * <p>Memory: the index, one block of a bgzip file, and the longest span so far as it is stored. Not
 * thread-safe.
 */
public final class Genome implements Closeable {
  private static final byte[] FORWARD = bases("ACGT");
  private static final byte[] REVERSE = bases("TGCA");

  private final String path;
  private final ChromosomeNames names;
  private final Map<String, Contig> contigs;
  private final FastaBytes file;
  private byte[] stored = {};

  private Genome(String path, ChromosomeNames names, Map<String, Contig> contigs, FastaBytes file) {
    this.path = path;
    this.names = names;
    this.contigs = contigs;
    this.file = file;
  }

  /**
   * Opens a FASTA that {@link PrepareGenome} prepared, or its unpacked copy, by the index in the
   * work folder.
   *
   * @throws IOException where it is not there or has changed; the message names the file
   */
  public static Genome open(String fasta, OutputFolder folder, ChromosomeAliases aliases)
      throws IOException {
    GenomeFolder prepared = new GenomeFolder(fasta, folder);
    Map<String, Contig> contigs = prepared.contigs().byName(fasta);
    ChromosomeNames names = new ChromosomeNames(fasta, contigs.keySet(), aliases);
    return new Genome(fasta, names, contigs, prepared.bytes());
  }

  /** What the bases of a genome become; the letters for A, C, G and T. */
  private static byte[] bases(String letters) {
    byte[] table = new byte[256];
    Arrays.fill(table, (byte) 'N');
    for (int i = 0; i < letters.length(); i++) {
      table["ACGT".charAt(i)] = (byte) letters.charAt(i);
      table["acgt".charAt(i)] = (byte) letters.charAt(i);
    }
    return table;
  }

  /**
   * Letters of a sequence from elsewhere, as {@link #read} gives them for {@link Strand#FORWARD}.
   */
  public static byte[] asRead(byte[] letters, int from, int count) {
    byte[] bases = new byte[count];
    copyForward(letters, from, count, bases, 0);
    return bases;
  }

  /** The first names of its contigs, in its order. */
  public List<String> someNames(int most) {
    return contigs.keySet().stream().limit(most).toList();
  }

  /**
   * The length of a chromosome's contig in bases; -1 where the FASTA has none.
   *
   * @throws IOException where two contigs may be meant; the message names them
   */
  public long length(String chrom) throws IOException {
    Contig contig = contigs.get(names.of(chrom));
    return contig == null ? -1 : contig.length();
  }

  /**
   * Reads bases in the direction of a strand.
   *
   * @param chrom one that has a contig
   * @param span 1-based, both ends inside; inside of the contig, and of less than 2^31 bytes
   * @param strand for REVERSE the bases are those of the other strand, last one first; UNKNOWN is
   *     read as FORWARD
   * @return upper case A, C, G and T; all other letters are N
   * @throws IOException where the file cannot be read or has changed; the message names it
   */
  public byte[] read(String chrom, Span span, Strand strand) throws IOException {
    Contig contig = contigs.get(names.of(chrom));
    if (contig == null || span.start() < 1 || span.end() > contig.length()) {
      throw new IllegalArgumentException("%s has no %s of %s".formatted(path, span, chrom));
    }
    long from = contig.placeOf(span.start() - 1);
    int count = Math.toIntExact(contig.placeOf(span.end() - 1) + 1 - from);
    if (stored.length < count) {
      stored = new byte[Math.max(count, Math.min(2 * stored.length, 1 << 24))];
    }
    readStored(contig, from, count);
    return basesOf(contig, span, strand);
  }

  /** The bases of the span whose lines were read. */
  private byte[] basesOf(Contig contig, Span span, Strand strand) throws IOException {
    byte[] bases = new byte[Math.toIntExact(span.length())];
    long inLine = (span.start() - 1) % contig.lineBases();
    int lineEnd = (int) (contig.lineBytes() - contig.lineBases());
    int first = 0;
    int at = 0;
    while (first < bases.length) {
      int some = (int) Math.min(contig.lineBases() - inLine, bases.length - first);
      if (strand == Strand.REVERSE) {
        copyReverse(at, some, bases, bases.length - first);
      } else {
        copyForward(stored, at, some, bases, first);
      }
      first += some;
      at += some;
      inLine = 0;
      if (first < bases.length) {
        at += lineEnd;
        if (stored[at - 1] != '\n') {
          throw changed(contig);
        }
      }
    }
    return bases;
  }

  private void readStored(Contig contig, long from, int count) throws IOException {
    int read;
    try {
      read = file.read(from, stored, count);
    } catch (IOException e) {
      throw new IOException(
          "%s cannot be read at contig %s (%s): it is damaged, or its .gzi is of another file; build again, with an index by samtools faidx"
              .formatted(path, contig.name(), e.getMessage()),
          e);
    }
    if (read < count) {
      throw changed(contig);
    }
  }

  private static void copyForward(byte[] letters, int from, int count, byte[] into, int first) {
    for (int i = 0; i < count; i++) {
      into[first + i] = FORWARD[letters[from + i] & 0xFF];
    }
  }

  /** Fills an array backwards from a place that is not filled itself. */
  private void copyReverse(int from, int count, byte[] into, int behind) {
    for (int i = 0; i < count; i++) {
      into[behind - 1 - i] = REVERSE[stored[from + i] & 0xFF];
    }
  }

  private IOException changed(Contig contig) {
    return new IOException(
        "%s is not as its index says at contig %s: it changed while it was being read, or its .gzi is of another file; build again, with an index by samtools faidx"
            .formatted(path, contig.name()));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
