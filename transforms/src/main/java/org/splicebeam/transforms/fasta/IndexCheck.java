package org.splicebeam.transforms.fasta;

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
    int rest = file.read(end, bytes, HEAD);
    if (skipLineEnds(rest) < rest) {
      Contig last = byPlace.get(byPlace.size() - 1);
      throw contradicted(last, "there is more behind its end at byte " + end);
    }
  }

  /** Between the end of the contig before, or the file's front, and this one is its header. */
  private void checkHeader(long from, Contig contig) throws IOException {
    long gap = contig.offset() - from;
    int read = file.read(from, bytes, (int) Math.max(0, Math.min(gap, HEAD)));
    int start = skipLineEnds(read);
    int end = start;
    while (end < read && (bytes[end] < 0 || bytes[end] > ' ')) {
      end++;
    }
    String header = new String(bytes, start, end - start, StandardCharsets.UTF_8);
    int lineEnd = end;
    while (lineEnd < read && bytes[lineEnd] != '\n') {
      lineEnd++;
    }
    boolean whole =
        gap <= HEAD ? lineEnd == gap - 1 : lineEnd == read && byteAt(contig.offset() - 1) == '\n';
    if (!header.equals(">" + contig.name()) || !whole) {
      throw contradicted(contig, "its header does not end at byte " + contig.offset());
    }
  }

  private void checkEnd(Contig contig) throws IOException {
    if (contig.length() == 0) {
      return;
    }
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
      throw contradicted(contig, "it goes on behind its %d bases".formatted(contig.length()));
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

  private int byteAt(long place) throws IOException {
    byte[] one = new byte[1];
    return file.read(place, one, 1) < 1 ? -1 : one[0];
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
