package org.splicebeam.transforms.fasta;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the index of a FASTA while its bytes pass by, as {@code samtools faidx} makes it: empty
 * lines may stand between contigs and at the end, a line's end is LF or CRLF, a contig without a
 * base is left out.
 *
 * <p>Memory: the contigs; no line. Errors: a {@link
 * org.splicebeam.transforms.verdict.VerdictException} that names contig and line.
 */
final class IndexBuilder {
  /** A longer name is told as no FASTA, in bytes. */
  static final int LONGEST_NAME = 1000;

  private final String path;
  private final List<Contig> contigs = new ArrayList<>();
  private long indexBytes;

  private long place;
  private long line = 1;
  private boolean inHeader;
  private boolean nameEnded;
  private final ByteArrayOutputStream header = new ByteArrayOutputStream();

  // Of the current line, if it is none of a header.
  private long bases;
  private boolean carriageReturn;

  /** Null before the first one. */
  private String name;

  // Of the current contig.
  private long length;
  private long offset;
  private long lineBases;
  private long lineBytes;

  /** The number of the line after which no more may come; 0 as long as there is none. */
  private long lastLine;

  private boolean lastLineIsBlank;

  /**
   * @param path of the FASTA, for people
   */
  IndexBuilder(String path) {
    this.path = path;
  }

  /** Takes the next bytes of the file, those between two places of an array. */
  void take(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      at = inHeader ? takeHeader(bytes, at, to) : takeBases(bytes, at, to);
    }
  }

  private int takeHeader(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] != '\n') {
      byte letter = bytes[at++];
      nameEnded |= letter >= 0 && letter <= ' ';
      if (!nameEnded) {
        header.write(letter);
        if (header.size() > LONGEST_NAME) {
          throw BadFasta.because(
              path,
              "has a name of more than %s bytes in line %s: is it a FASTA?"
                  .formatted(LONGEST_NAME, line));
        }
      }
    }
    place += at - from;
    if (at == to) {
      return at;
    }
    endHeader();
    return at + 1;
  }

  private void endHeader() {
    place++;
    name = header.toString(StandardCharsets.UTF_8);
    if (name.isEmpty()) {
      throw BadFasta.because(
          path, "has a header without a name in line %s: write one".formatted(line));
    }
    line++;
    inHeader = false;
    length = 0;
    offset = place;
    lineBases = 0;
    lineBytes = 0;
    lastLine = 0;
  }

  private int takeBases(byte[] bytes, int from, int to) {
    int at = from;
    if (bases == 0 && !carriageReturn && bytes[at] == '>') {
      endContig();
      inHeader = true;
      nameEnded = false;
      header.reset();
      place++;
      return at + 1;
    }
    if (name == null && bytes[at] != '\n' && bytes[at] != '\r') {
      throw BadFasta.because(
          path,
          "does not begin with > but with byte %s, and is no FASTA: name that of the genome"
              .formatted(bytes[at] & 0xFF));
    }
    if (!carriageReturn) {
      // All that ends a line or belongs to none is not above the blank, bytes from 128 on as well.
      while (at < to && bytes[at] > ' ') {
        at++;
      }
      bases += at - from;
      place += at - from;
      if (at == to) {
        return at;
      }
    }
    byte letter = bytes[at];
    place++;
    if (letter == '\n') {
      endLine(bases + (carriageReturn ? 2 : 1));
    } else if (letter == '\r' && !carriageReturn) {
      carriageReturn = true;
    } else {
      throw BadFasta.because(
          path,
          carriageReturn
              ? "has a CR without LF in line %s: write its lines with LF".formatted(line)
              : "has a byte %s in line %s, which is no letter of a sequence: %s"
                  .formatted(letter & 0xFF, line, "name a FASTA of a genome"));
    }
    return at + 1;
  }

  private void endLine(long width) {
    if (bases == 0) {
      if (lastLine == 0) {
        lastLine = line;
        lastLineIsBlank = true;
      }
    } else {
      addLine(width);
    }
    line++;
    bases = 0;
    carriageReturn = false;
  }

  private void addLine(long width) {
    if (lastLine > 0 && lastLineIsBlank) {
      throw BadFasta.because(
          path,
          "has an empty line inside of contig %s, line %s; take it out".formatted(name, lastLine));
    }
    if (lastLine > 0 || length > 0 && bases > lineBases) {
      throw BadFasta.because(
          path,
          "has lines of unequal length in contig %s, line %s: all but the last must have %s bases and %s bytes; write it anew with lines of one length (seqkit seq -w 60)"
              .formatted(name, lastLine > 0 ? lastLine : line, lineBases, lineBytes));
    }
    if (length == 0) {
      lineBases = bases;
      lineBytes = width;
    } else if (bases < lineBases || width != lineBytes) {
      lastLine = line;
      lastLineIsBlank = false;
    }
    length += bases;
  }

  private void endContig() {
    if (length == 0) {
      return;
    }
    contigs.add(new Contig(name, length, offset, lineBases, lineBytes));
    indexBytes += contigs.get(contigs.size() - 1).toString().length();
    if (indexBytes > ContigIndex.MOST_BYTES) {
      throw BadFasta.because(
          path,
          "has more than %s sequences: name the FASTA of a genome".formatted(contigs.size() - 1));
    }
  }

  /** After the last byte. */
  ContigIndex index() {
    if (inHeader) {
      endHeader();
    } else if (bases > 0) {
      endLine(bases + 1);
    }
    endContig();
    return new ContigIndex(contigs);
  }
}
