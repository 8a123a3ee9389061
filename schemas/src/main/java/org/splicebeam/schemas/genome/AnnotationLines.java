package org.splicebeam.schemas.genome;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.splicebeam.schemas.ElementCoder;

/**
 * What some lines of an annotation say of their gene, how many they are, and where the first of
 * them stands.
 *
 * @param geneName the smallest gene_name by code point, null where no line has one
 * @param geneType the smallest biotype by code point, null where no line has one
 * @param count number of lines; a line of several genes counts with the first of them
 * @param byteOffset of the first line in the (decompressed) file
 * @param line number of the first line, 1-based, in the range of the file that was read
 * @param start the first line's first characters
 */
@DefaultCoder(AnnotationLines.Coder.class)
public record AnnotationLines(
    String geneName, String geneType, long count, long byteOffset, long line, String start) {

  /** Both groups of lines as one; the order of the two does not matter. */
  public AnnotationLines merge(AnnotationLines other) {
    AnnotationLines first = byteOffset <= other.byteOffset ? this : other;
    return new AnnotationLines(
        smaller(geneName, other.geneName),
        smaller(geneType, other.geneType),
        count + other.count,
        first.byteOffset,
        first.line,
        first.start);
  }

  /** These lines and some that stand behind them and say one thing. */
  public AnnotationLines plusLines(long more, String itsGeneName, String itsGeneType) {
    return new AnnotationLines(
        smaller(geneName, itsGeneName),
        smaller(geneType, itsGeneType),
        count + more,
        byteOffset,
        line,
        start);
  }

  private static String smaller(String a, String b) {
    if (a == null || b == null || a.equals(b)) {
      return a == null ? b : a;
    }
    return Chromosomes.BY_CODE_POINT.compare(a, b) <= 0 ? a : b;
  }

  /** Deterministic coder. */
  public static final class Coder extends ElementCoder<AnnotationLines> {
    private static final long serialVersionUID = 1L;

    public static CoderProvider getCoderProvider() {
      return CoderProviders.forCoder(TypeDescriptor.of(AnnotationLines.class), new Coder());
    }

    @Override
    public void write(AnnotationLines a, DataOutputStream out) throws IOException {
      writeText(a.geneName, out);
      writeText(a.geneType, out);
      writeNumber(a.count, out);
      writeNumber(a.byteOffset, out);
      writeNumber(a.line, out);
      writeText(a.start, out);
    }

    @Override
    public AnnotationLines read(DataInputStream in) throws IOException {
      return new AnnotationLines(
          readText(in), readText(in), readNumber(in), readNumber(in), readNumber(in), readText(in));
    }
  }
}
