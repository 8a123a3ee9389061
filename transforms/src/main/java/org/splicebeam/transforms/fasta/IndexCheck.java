package org.splicebeam.transforms.fasta;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;

/**
 * Holds an index against its FASTA: between the contigs that it tells of stand their headers and
 * nothing else, a line ends where it says, and the ends of a contig are bases.
 *
 * <p>Memory: {@value #HEAD} bytes. Errors: a {@link
 * org.splicebeam.transforms.verdict.VerdictException} that names the contig.
 */
final class IndexCheck {
  private static final int HEAD = 1 << 16;
  private static final int LONGEST_HEADER = IndexBuilder.LONGEST_NAME + 1;

  /** The letters of nucleotides (IUPAC), a gap, a stop, and X as UCSC's masks have it. */
  private static final String NUCLEOTIDES = "ACGTUNRYSWKMBDHVX*-.";

  private final String path;
  private final FastaBytes file;
  private final byte[] bytes = new byte[HEAD];

  /**
   * @param path of the FASTA, for people
   */
  IndexCheck(String path, FastaBytes file) {
    this.path = path;
    this.file = file;
  }

  void check(ContigIndex index) throws IOException {
    List<Contig> byPlace =
        index.contigs().stream().sorted(Comparator.comparingLong(Contig::offset)).toList();
    long end = 0;
    for (Contig contig : byPlace) {
      checkHeader(end, contig);
      checkEnd(contig);
      end = contig.end();
    }
    lastHeader(end, Long.MAX_VALUE, byPlace.get(byPlace.size() - 1));
  }

  /**
   * Between the end of the contig before, or the file's front, and this one are empty lines and
   * headers, of which the last one is its own; samtools leaves out contigs without a base.
   */
  private void checkHeader(long from, Contig contig) throws IOException {
    String header = lastHeader(from, contig.offset(), contig);
    boolean ends = header != null && from < contig.offset() && header.endsWith("\n");
    if (!ends || !header.split("[\\x00- ]", 2)[0].equals(contig.name())) {
      throw contradicted(contig, "its header does not end at byte " + contig.offset());
    }
  }

  /**
   * Reads over empty lines and headers.
   *
   * @param to where they end, if the file does not end before
   * @param contig that stands next to them
   * @return the last header from behind its {@code >} on, shortened, with its line's end if that
   *     was read; null where there is none
   */
  private String lastHeader(long from, long to, Contig contig) throws IOException {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    boolean inHeader = false;
    boolean found = false;
    int read;
    for (long at = from; at < to; at += read) {
      read = file.read(at, bytes, (int) Math.min(to - at, HEAD));
      if (read == 0) {
        break;
      }
      for (int i = 0; i < read; i++) {
        byte letter = bytes[i];
        if (inHeader) {
          inHeader = letter != '\n';
          header.write(bytes, i, !inHeader || header.size() < LONGEST_HEADER ? 1 : 0);
        } else if (letter == '>') {
          inHeader = true;
          found = true;
          header.reset();
        } else if (letter != '\r' && letter != '\n') {
          throw contradicted(contig, "what is at byte %s belongs to no contig".formatted(at + i));
        }
      }
    }
    return found ? header.toString(StandardCharsets.UTF_8) : null;
  }

  private void checkEnd(Contig contig) throws IOException {
    requireBases(contig, contig.offset(), Math.min(contig.length(), contig.lineBases()));
    long lastLine = (contig.length() - 1) / contig.lineBases() * contig.lineBases();
    long lastBases = contig.length() - lastLine;
    long from = contig.end() - Math.min(lastBases, HEAD);
    requireBases(contig, from, contig.end() - from);
    if (lastLine > 0) {
      long lineEnd = contig.placeOf(lastLine - 1) + 1;
      int width = (int) (contig.lineBytes() - contig.lineBases());
      if (file.read(lineEnd, bytes, width) < width || skipLineEnds(width) < width) {
        throw contradicted(contig, "no line ends at byte " + lineEnd);
      }
    }
    if (file.read(contig.end(), bytes, 1) == 1 && skipLineEnds(1) == 0) {
      throw contradicted(contig, "it goes on behind its %s bases".formatted(contig.length()));
    }
  }

  private void requireBases(Contig contig, long from, long count) throws IOException {
    int most = (int) Math.min(count, HEAD);
    int read = file.read(from, bytes, most);
    if (read < most) {
      throw contradicted(contig, "the file ends at byte " + (from + read));
    }
    for (int i = 0; i < read; i++) {
      char letter = (char) (bytes[i] & 0xFF);
      if (NUCLEOTIDES.indexOf(Character.toUpperCase(letter)) < 0) {
        if (letter > ' ' && letter < 0x7f && letter != '>') {
          throw BadFasta.because(
              path,
              "has the letter %s in %s, which is no nucleotide: name the FASTA of the genome, not of proteins"
                  .formatted(letter, contig.name()));
        }
        throw contradicted(contig, "no base stands at byte " + (from + i));
      }
    }
  }

  /** How many bytes at the front, of those that were read, are CR or LF. */
  private int skipLineEnds(int read) {
    int at = 0;
    while (at < read && (bytes[at] == '\n' || bytes[at] == '\r')) {
      at++;
    }
    return at;
  }

  private RuntimeException contradicted(Contig contig, String how) {
    return BadFasta.contradicted(path, contig.name(), how);
  }
}
