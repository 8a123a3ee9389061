package org.splicebeam.transforms.lines;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * What a file is that is not what an option reads, told by its first bytes, so that a person learns
 * that it is a bigWig and not that some column is missing.
 *
 * <p>It is sure or silent: a good annotation, table or list of splice sites is never taken for
 * anything else. Memory: {@value #HEAD_BYTES} bytes, and as many unpacked ones.
 */
public enum ForeignFormat {
  GZIP("gzip data under a name that does not end in .gz", Way.NAME),
  ZSTD("zstd data under a name that does not end in .zst", Way.NAME),
  BZIP2("bzip2 data under a name that does not end in .bz2", Way.NAME),
  PACKED_TWICE("compressed twice", "unpack it once"),
  XZ("xz data, which cannot be read", "compress it as .gz or .zst"),
  ZIP("a zip archive, which cannot be read", "unpack it, or compress its file as .gz"),
  UTF_16("UTF-16 text", "save it as UTF-8"),
  CARRIAGE_RETURNS(
      "text whose lines end with CR alone, as old Macs and some spreadsheets write it",
      "save it with LF or CRLF"),
  BLANKS("text with blanks where tabs belong", "save it with tabs"),
  COMMAS("text divided by commas or semicolons (CSV)", "save it with tabs (TSV)"),
  HTML("a web page (HTML or XML)", "download the file itself"),
  JSON("JSON text", "write what it holds as a table first"),
  GIT_LFS("a pointer of Git LFS", "fetch the file itself with git lfs pull"),
  NPZ("an npz archive of NumPy", Way.TEXT),
  NPY("an npy array of NumPy", Way.TEXT),
  PICKLE("a pickle of Python", Way.TEXT),
  HDF5("an HDF5 file (.h5, .h5ad, .loom)", Way.TEXT),
  PARQUET("a Parquet file", Way.TEXT),
  ARROW("an Arrow or Feather file", Way.TEXT),
  AVRO("an Avro file", Way.TEXT),
  WORKBOOK("a workbook of a spreadsheet", "save its sheet as text with tabs"),
  SQLITE("an SQLite database", "name the file that it was made of"),
  BIG_WIG("a bigWig (scores along a genome)", Way.OTHER),
  BIG_BED("a bigBed (intervals of a genome)", Way.OTHER),
  BAM("a BAM file (alignments of reads)", Way.OTHER),
  CRAM("a CRAM file (alignments of reads)", Way.OTHER),
  SAM("a SAM file (alignments of reads)", Way.OTHER),
  BCF("a BCF file (variants)", Way.OTHER),
  VCF("a VCF file (variants)", Way.OTHER),
  FASTA("a FASTA file (sequences)", Way.OTHER),
  BED("a BED file (intervals of a genome)", Way.OTHER),
  BED_GRAPH("a bedGraph (scores along a genome)", Way.OTHER),
  WIGGLE("a wiggle file (scores along a genome)", Way.OTHER),
  GENE_PRED("a table of genes as UCSC has them (genePred)", "make a GTF of it by genePredToGtf"),
  GEN_BANK("a GenBank record", "download the same genome's GTF or GFF3"),
  GTF("a GTF annotation", "name it as --gtf"),
  GFF3("a GFF3 annotation", "name it as --gtf"),
  TABLE("a table with a header", "name a GTF or GFF3");

  /** So much of a file is looked at. */
  public static final int HEAD_BYTES = 1 << 16;

  /** What {@code --gtf} reads. */
  public static final Set<ForeignFormat> ANNOTATIONS = Set.of(GTF, GFF3);

  /** What the options of tables read. */
  public static final Set<ForeignFormat> TABLES = Set.of(TABLE);

  private static final Set<ForeignFormat> PACKED = EnumSet.of(GZIP, ZSTD, BZIP2, XZ, ZIP);

  /** They may hold what is wanted, in another form. */
  private static final Set<ForeignFormat> MENDABLE = EnumSet.range(GZIP, COMMAS);

  /** They hold something else. */
  private static final Set<ForeignFormat> OF_OTHERS = EnumSet.range(BIG_WIG, WIGGLE);

  private static final List<Magic> MAGICS =
      List.of(
          new Magic(GZIP, "\u001F\u008B\b"),
          new Magic(ZSTD, "(\u00B5/\u00FD"),
          new Magic(XZ, "\u00FD7zXZ\0"),
          new Magic(UTF_16, "\u00FF\u00FE"),
          new Magic(UTF_16, "\u00FE\u00FF"),
          new Magic(ZIP, "PK\u0003\u0004"),
          new Magic(NPY, "\u0093NUMPY"),
          new Magic(PICKLE, "\u0080\u0002"),
          new Magic(PICKLE, "\u0080\u0003"),
          new Magic(PICKLE, "\u0080\u0004"),
          new Magic(PICKLE, "\u0080\u0005"),
          new Magic(HDF5, "\u0089HDF\r\n"),
          new Magic(PARQUET, "PAR1\u0015"),
          new Magic(ARROW, "ARROW1\0"),
          new Magic(ARROW, "FEA1\0"),
          new Magic(AVRO, "Obj\u0001"),
          new Magic(WORKBOOK, "\u00D0\u00CF\u0011\u00E0"),
          new Magic(SQLITE, "SQLite format 3\0"),
          new Magic(BIG_WIG, "&\u00FC\u008F\u0088"),
          new Magic(BIG_WIG, "\u0088\u008F\u00FC&"),
          new Magic(BIG_BED, "\u00EB\u00F2\u0089\u0087"),
          new Magic(BIG_BED, "\u0087\u0089\u00F2\u00EB"),
          new Magic(BAM, "BAM\u0001"),
          new Magic(CRAM, "CRAM\u0002"),
          new Magic(CRAM, "CRAM\u0003"),
          new Magic(BCF, "BCF\u0002"));

  private static final int NAME_IN_ZIP = 30;

  private final String what;
  private final String way;

  ForeignFormat(String what, String way) {
    this.what = what;
    this.way = way;
  }

  /** What is done with files of a kind. */
  private static final class Way {
    static final String NAME = "give it that ending";
    static final String TEXT = "write what it holds as text first";
    static final String OTHER = "name another file";
  }

  /** How a format begins: bytes as Latin-1. */
  private record Magic(ForeignFormat format, String bytes) {}

  /**
   * Looks at a file, unpacked as its name tells; where that cannot be, as it is stored.
   *
   * @param wanted the formats that the option reads
   * @throws IOException where it cannot be read at all
   */
  public static Optional<ForeignFormat> ofFile(String path, Set<ForeignFormat> wanted)
      throws IOException {
    byte[] stored;
    try (InputStream in = PackedFile.openStored(path)) {
      stored = in.readNBytes(HEAD_BYTES);
    }
    Optional<ForeignFormat> found;
    try (InputStream in = PackedFile.open(path)) {
      byte[] unpacked = in.readNBytes(HEAD_BYTES);
      boolean asStored = Arrays.equals(stored, unpacked);
      found =
          of(unpacked).map(format -> asStored || !PACKED.contains(format) ? format : PACKED_TWICE);
    } catch (IOException damagedOrOtherwisePacked) {
      found = of(stored).filter(format -> !PackedFile.isNamedAs(format.name(), path));
    }
    return found.filter(format -> !wanted.contains(format));
  }

  /**
   * The format of a file that begins so; empty where it may be anything.
   *
   * @param head {@value #HEAD_BYTES} bytes, or all of a file that has fewer
   */
  public static Optional<ForeignFormat> of(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    for (Magic magic : MAGICS) {
      if (text.startsWith(magic.bytes)) {
        return Optional.of(inside(magic.format, head, text));
      }
    }
    if (text.startsWith("BZh") && text.startsWith("1AY&SY", 4)) {
      return Optional.of(BZIP2);
    }
    boolean everyOtherIsNul =
        text.length() > 3
            && (text.charAt(0) == 0) != (text.charAt(1) == 0)
            && text.charAt(0) == 0 == (text.charAt(2) == 0)
            && text.charAt(1) == 0 == (text.charAt(3) == 0);
    return everyOtherIsNul ? Optional.of(UTF_16) : ForeignText.formatOf(text);
  }

  /** What a packed file holds, where that is plain from its first bytes and foreign by itself. */
  private static ForeignFormat inside(ForeignFormat format, byte[] head, String text) {
    if (format == ZIP) {
      boolean workbook = text.startsWith("[Content_Types].xml", NAME_IN_ZIP);
      boolean arrays = text.length() > NAME_IN_ZIP && nameInZip(text).endsWith(".npy");
      return workbook ? WORKBOOK : arrays ? NPZ : ZIP;
    }
    if (format == GZIP) {
      return of(unzipped(head)).filter(OF_OTHERS::contains).orElse(GZIP);
    }
    return format;
  }

  private static String nameInZip(String text) {
    int length = text.charAt(NAME_IN_ZIP - 4) + (text.charAt(NAME_IN_ZIP - 3) << Byte.SIZE);
    return text.substring(NAME_IN_ZIP, Math.min(NAME_IN_ZIP + length, text.length()));
  }

  /**
   * As much as can be unpacked of the beginning of gzip data, {@value #HEAD_BYTES} bytes at most.
   */
  private static byte[] unzipped(byte[] head) {
    ByteArrayOutputStream unpacked = new ByteArrayOutputStream();
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(head))) {
      for (int b; unpacked.size() < HEAD_BYTES && (b = in.read()) >= 0; ) {
        unpacked.write(b);
      }
    } catch (IOException endsInside) {
      return unpacked.toByteArray();
    }
    return unpacked.toByteArray();
  }

  /** What the file is, with its article. */
  public String what() {
    return what;
  }

  /**
   * What the file is and what to do, to stand behind its name: "is a bigWig ..., which is no input
   * of --gtf: name another file".
   */
  public String phrase(String option) {
    return MENDABLE.contains(this)
        ? "is %s: %s".formatted(what, way)
        : "is %s, which is no input of %s: %s".formatted(what, option, way);
  }
}
