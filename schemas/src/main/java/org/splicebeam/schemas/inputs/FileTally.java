package org.splicebeam.schemas.inputs;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.splicebeam.schemas.ElementCoder;
import org.splicebeam.schemas.reject.Reject;

/**
 * What pass 1 found in one analysis table, or in a piece of one.
 *
 * @param name the file's path below the option's
 * @param size in bytes, as stored
 * @param headerHash 64-bit hash of its first line
 * @param contentHash sum (modulo 2^64) of the 64-bit hashes of its data lines
 * @param rows data lines
 * @param otherChromosomes valid rows left out by {@code --chromosomes}
 * @param annotatedRows valid rows, of any chromosome, whose gene the annotation has, and rows that
 *     are rejected because they contradict it (chromosome, strand, position outside the gene)
 * @param rejected rejected rows by reason
 * @param examples the first {@value #EXAMPLES} rejects of each reason
 * @param unknownColumns names in its header that the schema does not know
 * @param someGenes the first {@value #EXAMPLES} gene ids, of rows valid or not; empty where none
 *     could be read
 * @param namedChromosomes what {@code --chromosomes} names, as {@code Chromosomes.bare}, of that of
 *     its valid rows, in order of their first ones
 * @param someChromosomes of its valid rows, the first {@value #OTHER_CHROMOSOMES} others
 * @param agreement of its rows, of any chromosome, with the splice sites
 * @param skipped why the table was left out as a whole, a clause without its name; null where it
 *     was read
 */
@DefaultCoder(FileTally.Coder.class)
public record FileTally(
    String name,
    long size,
    long headerHash,
    long contentHash,
    long rows,
    long otherChromosomes,
    long annotatedRows,
    Map<Reject.Reason, Long> rejected,
    List<Reject> examples,
    List<String> unknownColumns,
    List<String> someGenes,
    List<String> namedChromosomes,
    List<String> someChromosomes,
    SiteAgreement agreement,
    String skipped) {
  /** Rejects of one reason, and genes. */
  public static final int EXAMPLES = 3;

  /** Chromosomes that are not named. */
  public static final int OTHER_CHROMOSOMES = 5;

  public FileTally {
    rejected = Map.copyOf(rejected);
    examples = List.copyOf(examples);
    unknownColumns = List.copyOf(unknownColumns);
    someGenes = List.copyOf(someGenes);
    namedChromosomes = List.copyOf(namedChromosomes);
    someChromosomes = List.copyOf(someChromosomes);
  }

  /** Of a table that was read. */
  public FileTally(
      String name,
      long size,
      long headerHash,
      long contentHash,
      long rows,
      long otherChromosomes,
      long annotatedRows,
      Map<Reject.Reason, Long> rejected,
      List<Reject> examples,
      List<String> unknownColumns,
      List<String> someGenes,
      List<String> namedChromosomes,
      List<String> someChromosomes,
      SiteAgreement agreement) {
    this(
        name,
        size,
        headerHash,
        contentHash,
        rows,
        otherChromosomes,
        annotatedRows,
        rejected,
        examples,
        unknownColumns,
        someGenes,
        namedChromosomes,
        someChromosomes,
        agreement,
        null);
  }

  /** Of a table that cannot be read: nothing of it is in the data set. */
  public static FileTally skipped(TableFile file, String why) {
    return new FileTally(
        file.name(),
        file.size(),
        0,
        0,
        0,
        0,
        0,
        Map.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        SiteAgreement.NONE,
        why);
  }

  /**
   * This piece and the one right behind it as one.
   *
   * @param lines of this piece, from which the next one's examples are numbered on
   */
  FileTally plus(long lines, FileTally next) {
    Map<Reject.Reason, Long> sums = new TreeMap<>(rejected);
    next.rejected.forEach((reason, count) -> sums.merge(reason, count, Long::sum));
    List<Reject> firstRejects = new ArrayList<>(examples);
    for (Reject example : next.examples) {
      if (firstRejects.stream().filter(e -> e.reason() == example.reason()).count() < EXAMPLES) {
        firstRejects.add(example.withLine(lines + example.line()));
      }
    }
    return new FileTally(
        name,
        size,
        headerHash,
        contentHash + next.contentHash,
        rows + next.rows,
        otherChromosomes + next.otherChromosomes,
        annotatedRows + next.annotatedRows,
        sums,
        firstRejects,
        unknownColumns,
        first(EXAMPLES, someGenes, next.someGenes),
        first(Integer.MAX_VALUE, namedChromosomes, next.namedChromosomes),
        first(OTHER_CHROMOSOMES, someChromosomes, next.someChromosomes),
        agreement.plus(next.agreement));
  }

  private static List<String> first(int most, List<String> some, List<String> others) {
    return Stream.concat(some.stream(), others.stream()).distinct().limit(most).toList();
  }

  /** How far the rows of some tables agree with the splice sites. */
  public static SiteAgreement agreementOf(Collection<FileTally> tables) {
    return tables.stream()
        .map(FileTally::agreement)
        .reduce(SiteAgreement.NONE, SiteAgreement::plus);
  }

  public boolean isSkipped() {
    return skipped != null;
  }

  /** The table as a data set names it. */
  public InputFile file() {
    return new InputFile(Reject.Input.ANALYSIS, name, size, contentHash);
  }

  public long rejectedRows() {
    return rejected.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Deterministic coder. */
  public static final class Coder extends ElementCoder<FileTally> {
    private static final long serialVersionUID = 1L;
    private static final Reject.Coder REJECT = new Reject.Coder();
    private static final SiteAgreement.Coder AGREEMENT = new SiteAgreement.Coder();

    public static CoderProvider getCoderProvider() {
      return CoderProviders.forCoder(TypeDescriptor.of(FileTally.class), new Coder());
    }

    @Override
    protected void write(FileTally t, DataOutputStream out) throws IOException {
      writeText(t.name, out);
      writeNumber(t.size, out);
      out.writeLong(t.headerHash);
      out.writeLong(t.contentHash);
      writeNumber(t.rows, out);
      writeNumber(t.otherChromosomes, out);
      writeNumber(t.annotatedRows, out);
      writeNumber(t.rejected.size(), out);
      for (Map.Entry<Reject.Reason, Long> entry : new TreeMap<>(t.rejected).entrySet()) {
        out.writeByte(entry.getKey().ordinal());
        writeNumber(entry.getValue(), out);
      }
      writeNumber(t.examples.size(), out);
      for (Reject example : t.examples) {
        REJECT.encode(example, out);
      }
      writeTexts(t.unknownColumns, out);
      writeTexts(t.someGenes, out);
      writeTexts(t.namedChromosomes, out);
      writeTexts(t.someChromosomes, out);
      AGREEMENT.write(t.agreement, out);
      writeText(t.skipped, out);
    }

    @Override
    protected FileTally read(DataInputStream in) throws IOException {
      String name = readText(in);
      long size = readNumber(in);
      long headerHash = in.readLong();
      long contentHash = in.readLong();
      long rows = readNumber(in);
      long otherChromosomes = readNumber(in);
      long annotatedRows = readNumber(in);
      Map<Reject.Reason, Long> rejected = new TreeMap<>();
      for (int i = readCount(in); i > 0; i--) {
        rejected.put(Reject.Reason.values()[in.readByte()], readNumber(in));
      }
      List<Reject> examples = new ArrayList<>();
      for (int i = readCount(in); i > 0; i--) {
        examples.add(REJECT.decode(in));
      }
      return new FileTally(
          name,
          size,
          headerHash,
          contentHash,
          rows,
          otherChromosomes,
          annotatedRows,
          rejected,
          examples,
          readTexts(in),
          readTexts(in),
          readTexts(in),
          readTexts(in),
          AGREEMENT.read(in),
          readText(in));
    }
  }
}
