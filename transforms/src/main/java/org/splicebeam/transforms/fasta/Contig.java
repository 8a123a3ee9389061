package org.splicebeam.transforms.fasta;

/**
 * Where the bases of a contig stand in a FASTA, as a line of a {@code .fai} tells it.
 *
 * @param name the header up to its first white space
 * @param length in bases, at least one
 * @param offset in bytes, of its first base
 * @param lineBases bases of each line but the last
 * @param lineBytes bytes of such a line with its end
 */
record Contig(String name, long length, long offset, long lineBases, long lineBytes) {

  /** The place in the file, in bytes, of a base, 0-based. */
  long placeOf(long base) {
    return offset + base / lineBases * lineBytes + base % lineBases;
  }

  /** The place behind the last base. */
  long end() {
    return placeOf(length - 1) + 1;
  }

  /** As in a {@code .fai}, without the line's end. */
  @Override
  public String toString() {
    return "%s\t%s\t%s\t%s\t%s".formatted(name, length, offset, lineBases, lineBytes);
  }
}
