package org.splicebeam.schemas.sampling;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.splicebeam.schemas.ElementCoder;
import org.splicebeam.schemas.genome.Chromosomes;
import org.splicebeam.schemas.genome.Strand;

/**
 * What became of a gene's rows on one chromosome, and where they stand in the data set.
 *
 * @param geneId the gene
 * @param chrom as the analysis tables write it (the smallest text, where they differ by a prefix)
 * @param strand of the rows (+ where an unannotated gene has both)
 * @param annotated whether the annotation has the gene
 * @param start first base of the annotated gene, 1-based; -1 without annotation
 * @param selected whether the gene is in the data set
 * @param rows valid rows before deduplication
 * @param unique rows after deduplication (selected genes)
 * @param duplicatesOfOtherType rows dropped for another of the same key whose label differs
 *     (selected genes)
 * @param sampledOut easy negatives not drawn
 * @param tp kept rows by label
 * @param fp kept rows by label
 * @param fn kept rows by label
 * @param tn kept rows by label
 * @param chunkStarts gene positions at which a new chunk of kept rows begins, where there are more
 *     than a part holds; ascending; empty for most genes
 * @param chunkRows kept rows of each chunk; one entry more than {@code chunkStarts}
 */
@DefaultCoder(GeneTally.Coder.class)
public record GeneTally(
    String geneId,
    String chrom,
    Strand strand,
    boolean annotated,
    long start,
    boolean selected,
    long rows,
    long unique,
    long duplicatesOfOtherType,
    long sampledOut,
    long tp,
    long fp,
    long fn,
    long tn,
    long[] chunkStarts,
    long[] chunkRows) {

  /** Karyotype, annotated genes first, start, gene id; then the name as written. */
  public static final Comparator<GeneTally> GENOME_ORDER =
      Comparator.comparing(GeneTally::chrom, Chromosomes.KARYOTYPE)
          .thenComparing(t -> !t.annotated())
          .thenComparingLong(GeneTally::start)
          .thenComparing(GeneTally::geneId, Chromosomes.BY_CODE_POINT)
          .thenComparing(GeneTally::chrom, Chromosomes.BY_CODE_POINT);

  /** The tally of a gene that the data set leaves out. */
  public static GeneTally unselected(String geneId, long rows) {
    return new GeneTally(
        geneId,
        "",
        Strand.UNKNOWN,
        false,
        -1,
        false,
        rows,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        new long[0],
        new long[] {0});
  }

  /** The tally of the same gene where the data set leaves it out after all. */
  public GeneTally leftOut() {
    return new GeneTally(
        geneId,
        chrom,
        strand,
        annotated,
        start,
        false,
        rows,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        new long[0],
        new long[] {0});
  }

  public long kept() {
    return tp + fp + fn + tn;
  }

  public long duplicates() {
    return selected ? rows - unique : 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GeneTally o
        && geneId.equals(o.geneId)
        && chrom.equals(o.chrom)
        && strand == o.strand
        && annotated == o.annotated
        && start == o.start
        && selected == o.selected
        && rows == o.rows
        && unique == o.unique
        && duplicatesOfOtherType == o.duplicatesOfOtherType
        && sampledOut == o.sampledOut
        && tp == o.tp
        && fp == o.fp
        && fn == o.fn
        && tn == o.tn
        && Arrays.equals(chunkStarts, o.chunkStarts)
        && Arrays.equals(chunkRows, o.chunkRows);
  }

  @Override
  public int hashCode() {
    return Objects.hash(geneId, chrom, rows, unique);
  }

  /** Deterministic coder. */
  public static final class Coder extends ElementCoder<GeneTally> {
    private static final long serialVersionUID = 1L;

    public static CoderProvider getCoderProvider() {
      return CoderProviders.forCoder(TypeDescriptor.of(GeneTally.class), new Coder());
    }

    @Override
    public void write(GeneTally t, DataOutputStream out) throws IOException {
      writeText(t.geneId, out);
      writeText(t.chrom, out);
      out.writeByte(t.strand.ordinal());
      out.writeBoolean(t.annotated);
      writeNumber(t.start, out);
      out.writeBoolean(t.selected);
      writeNumber(t.rows, out);
      writeNumber(t.unique, out);
      writeNumber(t.duplicatesOfOtherType, out);
      writeNumber(t.sampledOut, out);
      writeNumber(t.tp, out);
      writeNumber(t.fp, out);
      writeNumber(t.fn, out);
      writeNumber(t.tn, out);
      writeNumbers(t.chunkStarts, out);
      writeNumbers(t.chunkRows, out);
    }

    @Override
    public GeneTally read(DataInputStream in) throws IOException {
      return new GeneTally(
          readText(in),
          readText(in),
          Strand.values()[in.readByte()],
          in.readBoolean(),
          readNumber(in),
          in.readBoolean(),
          readNumber(in),
          readNumber(in),
          readNumber(in),
          readNumber(in),
          readNumber(in),
          readNumber(in),
          readNumber(in),
          readNumber(in),
          readNumbers(in),
          readNumbers(in));
    }
  }
}
