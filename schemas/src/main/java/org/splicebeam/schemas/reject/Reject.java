package org.splicebeam.schemas.reject;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.splicebeam.schemas.ElementCoder;

/**
 * A line of an input that could not be used, and where it stands.
 *
 * @param input which of the inputs
 * @param file path below the option's
 * @param byteOffset of the line's first byte in the (decompressed) file
 * @param line 1-based; where the file is read in pieces, in the piece until it is written down; -1
 *     where it is not known
 * @param reason what was wrong
 * @param detail the column and what was found, or the ids concerned; may be empty
 * @param start the line's first characters, at most {@value #START_LENGTH}, as they stand
 */
@DefaultCoder(Reject.Coder.class)
public record Reject(
    Input input,
    String file,
    long byteOffset,
    long line,
    Reason reason,
    String detail,
    String start) {

  /** How many characters of a line a reject keeps. */
  public static final int START_LENGTH = 120;

  /** The inputs whose lines can be rejected. */
  public enum Input {
    ANALYSIS,
    ANNOTATION,
    SPLICE_SITES
  }

  /** Why a line is not used. */
  public enum Reason {
    /** Another number of cells than the header (analysis, sites), fewer than nine (annotation). */
    COLUMN_COUNT,
    /** A required value is null. */
    MISSING_VALUE,
    /**
     * A value that does not fit its column: coordinates that are no numbers or whose end lies
     * before their start, an id that is no UTF-8, a CR inside of a GTF line; a line behind the
     * features of a GFF3.
     */
    BAD_VALUE,
    CHROM_MISMATCH,
    STRAND_MISMATCH,
    POSITION_OUTSIDE_GENE,
    /**
     * A line without the id that it needs: of splice sites or in a GTF gene_id, and for a
     * transcript or an exon transcript_id.
     */
    MISSING_ID,
    /** A line of a gene that is taken from another chromosome or strand. */
    OTHER_PLACE,
    /** A line too long to be a row. */
    LINE_TOO_LONG,
    /** An exon or a transcript of a GFF3 whose Parent is no gene or transcript, or not there. */
    NO_PARENT
  }

  /** The same line under another number. */
  public Reject withLine(long number) {
    return new Reject(input, file, byteOffset, number, reason, detail, start);
  }

  /** Deterministic coder. */
  public static final class Coder extends ElementCoder<Reject> {
    private static final long serialVersionUID = 1L;

    public static CoderProvider getCoderProvider() {
      return CoderProviders.forCoder(TypeDescriptor.of(Reject.class), new Coder());
    }

    @Override
    public void write(Reject r, DataOutputStream out) throws IOException {
      out.writeByte(r.input.ordinal());
      writeText(r.file, out);
      writeNumber(r.byteOffset, out);
      writeNumber(r.line, out);
      out.writeByte(r.reason.ordinal());
      writeText(r.detail, out);
      writeText(r.start, out);
    }

    @Override
    public Reject read(DataInputStream in) throws IOException {
      return new Reject(
          Input.values()[in.readByte()],
          readText(in),
          readNumber(in),
          readNumber(in),
          Reason.values()[in.readByte()],
          readText(in),
          readText(in));
    }
  }
}
