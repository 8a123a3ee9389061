package org.splicebeam.transforms.paralogs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.splicebeam.schemas.paralogs.GeneSketch;

/**
 * Finds the genes that are alike by an index of their words: only genes that share a word are ever
 * compared. Words in many genes are those of repeats, not of copies, and do not count.
 *
 * <p>Memory: 16 bytes a word of a gene.
 */
final class PairFinder {
  /** Words that two genes share at least, so that no pair is one by chance. */
  static final int LEAST_SHARED = 8;

  /** A word in so few genes counts also where that is a large share of them. */
  static final int FEW_GENES = 10;

  /** One gene of so many may have a word that counts. */
  private static final int GENES_A_COPY = 100;

  /** Words of each gene that count, as their places in {@link #genesFrom}. */
  private final int[][] words;

  /** Where the genes of each word begin in {@link #genes}; one entry more than words. */
  private final int[] genesFrom;

  /** Genes by word, ascending within a word. */
  private final int[] genes;

  /**
   * Two genes that are alike.
   *
   * @param gene the place of the first one in the list
   * @param other the place of the other, behind it
   * @param words of the first one that count
   * @param otherWords of the other
   * @param shared words of both
   */
  record Pair(int gene, int other, int words, int otherWords, int shared) {
    /** The share of the smaller sketch that is in the other. */
    double containment() {
      return (double) shared / Math.min(words, otherWords);
    }
  }

  private PairFinder(List<GeneSketch> sketches) {
    long[] places = places(sketches);
    int most = mostGenes(sketches.size());
    int counted = 0;
    int kept = 0;
    int[] sizes = new int[sketches.size()];
    int[] starts = new int[places.length + 1];
    for (int from = 0, to; from < places.length; from = to) {
      to = endOfWord(places, from);
      if (to - from <= most) {
        starts[counted++] = kept;
        for (int i = from; i < to; i++) {
          sizes[(int) places[i]]++;
          places[kept++] = places[i];
        }
      }
    }
    starts[counted] = kept;
    genesFrom = Arrays.copyOf(starts, counted + 1);
    genes = new int[kept];
    words = new int[sketches.size()][];
    Arrays.setAll(words, gene -> new int[sizes[gene]]);
    for (int word = 0; word < counted; word++) {
      for (int i = genesFrom[word]; i < genesFrom[word + 1]; i++) {
        genes[i] = (int) places[i];
        words[genes[i]][words[genes[i]].length - sizes[genes[i]]--] = word;
      }
    }
  }

  /** Each word with each gene that has it, ascending by word, then gene. */
  private static long[] places(List<GeneSketch> sketches) {
    long[] places = new long[sketches.stream().mapToInt(sketch -> sketch.words().length).sum()];
    int size = 0;
    for (int gene = 0; gene < sketches.size(); gene++) {
      for (int word : sketches.get(gene).words()) {
        places[size++] = (long) word << Integer.SIZE | gene;
      }
    }
    Arrays.sort(places);
    return places;
  }

  private static int endOfWord(long[] places, int from) {
    int to = from + 1;
    while (to < places.length && places[to] >>> Integer.SIZE == places[from] >>> Integer.SIZE) {
      to++;
    }
    return to;
  }

  /** How many genes may have a word that counts. */
  static int mostGenes(int genes) {
    return Math.max(FEW_GENES, genes / GENES_A_COPY);
  }

  /**
   * The pairs among some genes, by their places in the list.
   *
   * @param sketches each gene once, none without words
   * @param groups of the genes: two of one group share bases and are no pair
   * @param containment the least share of the smaller sketch that is in the other
   */
  static List<Pair> find(List<GeneSketch> sketches, int[] groups, double containment) {
    PairFinder finder = new PairFinder(sketches);
    List<Pair> pairs = new ArrayList<>();
    int[] shared = new int[sketches.size()];
    int[] touched = new int[sketches.size()];
    for (int gene = 0; gene < sketches.size(); gene++) {
      int count = finder.countShared(gene, shared, touched);
      Arrays.sort(touched, 0, count);
      for (int i = 0; i < count; i++) {
        int other = touched[i];
        Pair pair =
            new Pair(
                gene, other, finder.words[gene].length, finder.words[other].length, shared[other]);
        shared[other] = 0;
        if (pair.shared >= LEAST_SHARED
            && pair.containment() >= containment
            && groups[gene] != groups[other]) {
          pairs.add(pair);
        }
      }
    }
    return pairs;
  }

  /** Counts the words that each gene behind this one shares with it; how many genes share any. */
  private int countShared(int gene, int[] shared, int[] touched) {
    int count = 0;
    for (int word : words[gene]) {
      for (int i = genesFrom[word + 1] - 1; i >= genesFrom[word] && genes[i] > gene; i--) {
        if (shared[genes[i]]++ == 0) {
          touched[count++] = genes[i];
        }
      }
    }
    return count;
  }
}
