package org.splicebeam.schemas.genome;

import java.util.Comparator;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** Chromosome names: when two mean the same, and how they are ordered (contract 1.2 and 6). */
public final class Chromosomes {
  /** UTF-8 text order by code point, in which every text of a data set is compared. */
  public static final Comparator<String> BY_CODE_POINT = Chromosomes::compareCodePoints;

  /**
   * Karyotype order of names, with or without {@code chr}: numbers, X, Y, M/MT, then names as text.
   * Names that mean the same chromosome compare as equal.
   */
  public static final Comparator<String> KARYOTYPE =
      Comparator.comparing((String name) -> bare(name), Chromosomes::compareBare);

  private Chromosomes() {}

  /**
   * The order of genes in a genome: karyotype, start, gene id.
   *
   * @param chrom of a gene
   * @param start its first base
   */
  public static <T> Comparator<T> genomeOrder(
      Function<T, String> chrom, ToLongFunction<T> start, Function<T, String> geneId) {
    return Comparator.comparing(chrom, KARYOTYPE)
        .thenComparingLong(start)
        .thenComparing(geneId, BY_CODE_POINT);
  }

  /** The name by which annotation and analysis match: without {@code chr}, M as MT. */
  public static String bare(String name) {
    String bare = name.startsWith("chr") ? name.substring(3) : name;
    return bare.equals("M") ? "MT" : bare;
  }

  /** The names of a set as {@link #bare(String)} ones. */
  public static Set<String> bare(Set<String> names) {
    return names.stream().map(Chromosomes::bare).collect(Collectors.toUnmodifiableSet());
  }

  private static int compareBare(String a, String b) {
    int byRank = Integer.compare(rank(a), rank(b));
    if (byRank != 0) {
      return byRank;
    }
    if (rank(a) == 0) {
      String x = withoutZeros(a);
      String y = withoutZeros(b);
      int byLength = Integer.compare(x.length(), y.length());
      return byLength != 0 ? byLength : x.compareTo(y);
    }
    return compareCodePoints(a, b);
  }

  private static int rank(String bare) {
    return switch (bare) {
      case "X" -> 1;
      case "Y" -> 2;
      case "MT" -> 3;
      default -> isNumber(bare) ? 0 : 4;
    };
  }

  private static boolean isNumber(String bare) {
    return !bare.isEmpty() && bare.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static String withoutZeros(String digits) {
    int first = 0;
    while (first < digits.length() - 1 && digits.charAt(first) == '0') {
      first++;
    }
    return digits.substring(first);
  }

  /** {@link String#compareTo} orders by UTF-16 unit, which differs above U+FFFF. */
  private static int compareCodePoints(String a, String b) {
    int shorter = Math.min(a.length(), b.length());
    for (int i = 0; i < shorter; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean oneIsSurrogate = Character.isSurrogate(x) != Character.isSurrogate(y);
        return oneIsSurrogate ? (Character.isSurrogate(x) ? 1 : -1) : Character.compare(x, y);
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
