package org.splicebeam.transforms.fasta;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.splicebeam.schemas.reject.Excerpt;

/**
 * The contigs of a FASTA that have bases, as its {@code .fai} lists them (samtools, faidx(5)).
 *
 * @param contigs in the order of the file
 */
record ContigIndex(List<Contig> contigs) {
  /** A longer index, as bytes, is none of a genome. */
  static final int MOST_BYTES = 1 << 26;

  private static final int FIELDS = 5;

  ContigIndex {
    contigs = List.copyOf(contigs);
  }

  /**
   * Reads the text of an index.
   *
   * @throws IllegalArgumentException where it is none; the message is a clause that names the line
   */
  static ContigIndex parse(byte[] text) {
    List<Contig> contigs = new ArrayList<>();
    String[] lines = new String(text, StandardCharsets.UTF_8).split("\r?\n");
    for (int i = 0; i < lines.length; i++) {
      Contig contig = contigOf(lines[i].split("\t", -1));
      if (contig == null) {
        throw new IllegalArgumentException(
            "has in line %s '%s'".formatted(i + 1, Excerpt.ofValue(lines[i])));
      }
      if (contig.length() > 0) {
        contigs.add(contig);
      }
    }
    return new ContigIndex(contigs);
  }

  /** Null where the fields are not those of an index. */
  private static Contig contigOf(String[] fields) {
    if (fields.length != FIELDS || fields[0].isEmpty()) {
      return null;
    }
    try {
      long[] numbers = new long[FIELDS];
      for (int i = 1; i < FIELDS; i++) {
        numbers[i] = Long.parseUnsignedLong(fields[i]);
        if (numbers[i] < 0 || numbers[i] > Long.MAX_VALUE >> 8) {
          return null;
        }
      }
      Contig contig = new Contig(fields[0], numbers[1], numbers[2], numbers[3], numbers[4]);
      long lineEnd = contig.lineBytes() - contig.lineBases();
      boolean hasLines = contig.lineBases() > 0 && (lineEnd == 1 || lineEnd == 2);
      return hasLines || contig.length() == 0 ? contig : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** The text of the index. */
  byte[] text() {
    StringBuilder text = new StringBuilder();
    contigs.forEach(contig -> text.append(contig).append('\n'));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The contigs by their names, in their order.
   *
   * @param path of the FASTA, for people
   * @throws org.splicebeam.transforms.verdict.VerdictException where two have one name
   */
  Map<String, Contig> byName(String path) {
    Map<String, Contig> byName = new LinkedHashMap<>();
    for (Contig contig : contigs) {
      if (byName.putIfAbsent(contig.name(), contig) != null) {
        throw BadFasta.because(
            path, "has two contigs of the name %s; leave one of them out".formatted(contig.name()));
      }
    }
    return byName;
  }
}
