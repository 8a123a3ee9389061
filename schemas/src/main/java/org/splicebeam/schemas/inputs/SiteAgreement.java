package org.splicebeam.schemas.inputs;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.splicebeam.schemas.ElementCoder;
import org.splicebeam.schemas.genome.Chromosomes;
import org.splicebeam.schemas.genome.Strand;

/**
 * Whether rows and annotation speak of one genome (contract 1.3): how many of the rows that tell of
 * a true site stand near a splice site of their gene. Of pieces of tables, to be summed; the order
 * does not matter.
 *
 * @param counts one for each {@link #kindOf}
 * @param strays the first {@value #STRAYS} rows that do not agree, by gene_id, then position
 */
@DefaultCoder(SiteAgreement.Coder.class)
public record SiteAgreement(List<Count> counts, List<StrayRow> strays) {
  /** Of a site type on a strand. */
  private static final List<String> KINDS =
      List.of("donors on +", "donors on -", "acceptors on +", "acceptors on -");

  /** Rows of a kind of which a share says something. */
  private static final long ENOUGH_OF_A_KIND = 20;

  /** Rows of all kinds together that a judgement needs. */
  private static final long ENOUGH = 50;

  /** Rows that are named. */
  public static final int STRAYS = 3;

  public static final SiteAgreement NONE =
      new SiteAgreement(KINDS.stream().map(kind -> new Count(kind, 0, 0, 0)).toList(), List.of());

  public SiteAgreement {
    counts = List.copyOf(counts);
    strays = List.copyOf(strays);
  }

  /**
   * Rows that count.
   *
   * @param of which rows they are
   * @param rows all of them
   * @param agreeing within 2 bases of a site of their gene and type
   * @param exact right at one
   */
  public record Count(String of, long rows, long agreeing, long exact) {

    public Count plus(Count other) {
      return new Count(of, rows + other.rows, agreeing + other.agreeing, exact + other.exact);
    }

    /** Of rows that agree, in [0, 1]; 1 where there are none. */
    public double share() {
      return rows == 0 ? 1 : (double) agreeing / rows;
    }

    /** The share in words, never rounded up: one just below a limit is not told as the limit. */
    public String percent() {
      return SiteAgreement.percent(share());
    }
  }

  /**
   * A row that does not agree.
   *
   * @param geneId of its gene
   * @param position 0-based, from the gene's 5' end
   * @param call its label and type, such as {@code TP donor}
   * @param absolutePosition genomic, 1-based
   * @param nearestSite genomic, 1-based, of its type in its gene; null where there is none
   */
  public record StrayRow(
      String geneId, long position, String call, long absolutePosition, Long nearestSite) {
    static final Comparator<StrayRow> ORDER =
        Comparator.comparing(StrayRow::geneId, Chromosomes.BY_CODE_POINT)
            .thenComparingLong(StrayRow::position)
            .thenComparing(StrayRow::call);

    @Override
    public String toString() {
      return "%s %s at %s, %s"
          .formatted(
              geneId,
              call,
              absolutePosition,
              nearestSite == null
                  ? "its gene has no site of this type"
                  : "nearest site at " + nearestSite);
    }
  }

  /** A share in words, with one decimal, rounded down. */
  public static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", Math.floor(1000 * share) / 10);
  }

  /** The place of a site type on a strand among the counts. */
  public static int kindOf(boolean donor, Strand strand) {
    return (donor ? 0 : 2) + (strand == Strand.FORWARD ? 0 : 1);
  }

  /** The first of some rows that do not agree, in any order. */
  public static List<StrayRow> first(Stream<StrayRow> some) {
    return some.sorted(StrayRow.ORDER).limit(STRAYS).toList();
  }

  public SiteAgreement plus(SiteAgreement other) {
    List<Count> sums = new ArrayList<>();
    for (int kind = 0; kind < counts.size(); kind++) {
      sums.add(counts.get(kind).plus(other.counts.get(kind)));
    }
    return new SiteAgreement(sums, first(Stream.concat(strays.stream(), other.strays.stream())));
  }

  /** Rows of all kinds. */
  public Count all() {
    return counts.stream().reduce(new Count("all", 0, 0, 0), Count::plus);
  }

  /** Whether there are rows enough to judge by. */
  public boolean isJudged() {
    return all().rows() >= ENOUGH;
  }

  /** The kind that agrees least, of those with rows enough; all rows where no kind has enough. */
  public Count least() {
    return counts.stream()
        .filter(count -> count.rows() >= ENOUGH_OF_A_KIND)
        .min(Comparator.comparingDouble(Count::share))
        .orElseGet(this::all);
  }

  /** Deterministic coder. */
  public static final class Coder extends ElementCoder<SiteAgreement> {
    private static final long serialVersionUID = 1L;

    public static CoderProvider getCoderProvider() {
      return CoderProviders.forCoder(TypeDescriptor.of(SiteAgreement.class), new Coder());
    }

    @Override
    protected void write(SiteAgreement agreement, DataOutputStream out) throws IOException {
      for (Count count : agreement.counts) {
        writeNumber(count.rows, out);
        writeNumber(count.agreeing, out);
        writeNumber(count.exact, out);
      }
      writeNumber(agreement.strays.size(), out);
      for (StrayRow stray : agreement.strays) {
        writeText(stray.geneId, out);
        writeNumber(stray.position, out);
        writeText(stray.call, out);
        writeNumber(stray.absolutePosition, out);
        out.writeBoolean(stray.nearestSite != null);
        if (stray.nearestSite != null) {
          writeNumber(stray.nearestSite, out);
        }
      }
    }

    @Override
    protected SiteAgreement read(DataInputStream in) throws IOException {
      List<Count> counts = new ArrayList<>();
      for (String kind : KINDS) {
        counts.add(new Count(kind, readNumber(in), readNumber(in), readNumber(in)));
      }
      List<StrayRow> strays = new ArrayList<>();
      for (int i = readCount(in); i > 0; i--) {
        strays.add(
            new StrayRow(
                readText(in),
                readNumber(in),
                readText(in),
                readNumber(in),
                in.readBoolean() ? readNumber(in) : null));
      }
      return new SiteAgreement(counts, strays);
    }
  }
}
