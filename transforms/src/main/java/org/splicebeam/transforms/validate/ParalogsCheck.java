package org.splicebeam.transforms.validate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.splicebeam.schemas.parts.Split;
import org.splicebeam.transforms.description.DatasetDescription;
import org.splicebeam.transforms.finish.ParalogsTable;
import org.splicebeam.transforms.finish.ParalogsTable.Line;
import org.splicebeam.transforms.publish.CsvText;

/**
 * Holds {@code paralogs.csv} against itself, against the genes' names, order and splits in {@code
 * gene_manifest.csv}, and the figures of {@code dataset.json} against it. Sequences are not read
 * again: whether two genes are alike is believed.
 *
 * <p>Memory: the lines of the file.
 */
final class ParalogsCheck {
  /** Words that two genes share at least. */
  private static final long LEAST_SHARED = 8;

  private final RuleTally tally = new RuleTally("pair");
  private final List<String> sentences = new ArrayList<>();
  private final List<Line> pairs = new ArrayList<>();

  /** That are in pairs. */
  private final Set<String> genes = new HashSet<>();

  private final Set<String> dropped = new HashSet<>();

  /** With their first splits. */
  private final Map<String, String> moved = new HashMap<>();

  private final String mode;
  private final double containment;

  /**
   * Reads the pairs.
   *
   * @param listed the genes of the manifest
   * @param dataset what dataset.json tells
   */
  ParalogsCheck(String csv, Map<String, ManifestCheck.Listed> listed, DatasetDescription dataset) {
    mode = dataset.at("options", "paralogs").asText();
    containment = dataset.at("options", "paralogContainment").asDouble();
    if (!read(csv)) {
      return;
    }
    Set<List<String>> seen = new HashSet<>();
    Line last = null;
    for (Line pair : pairs) {
      rule(seen.add(genes(pair)), "a pair is listed once", pair, "again");
      rule(
          inOrder(genes(pair).get(0), genes(pair).get(1), listed) < 0,
          "the gene that is first in genome order is told first",
          pair,
          "the other way round");
      rule(
          last == null || inOrder(last, pair, listed) <= 0,
          "pairs are in genome order",
          pair,
          last == null ? "" : "after " + String.join(" and ", genes(last)));
      last = pair;
      alike(pair);
      for (String other : List.of("", "other_")) {
        gene(pair, other, listed.get(pair.text(other + "gene_id")));
        collect(pair, other);
      }
      rule(
          mode.equals("report")
              || pair.text("split").equals(pair.text("other_split"))
              || isDropped(pair),
          "genes that are alike share a split after " + mode,
          pair,
          pair.text("split") + " and " + pair.text("other_split"));
      rule(
          pair.text("done").equals(done(pair)), "done says what was done", pair, pair.text("done"));
    }
    sentences.addAll(tally.sentences());
  }

  /** What is wrong with the file. */
  List<String> sentences() {
    return sentences;
  }

  private boolean read(String csv) {
    try {
      Optional<List<Line>> lines = ParalogsTable.read(csv);
      if (lines.isEmpty()) {
        sentences.add("its columns are not those of a table of paralogs");
        return false;
      }
      pairs.addAll(lines.get());
      return true;
    } catch (CsvText.DamagedException e) {
      sentences.add(e.getMessage());
      return false;
    }
  }

  /** Negative where the first gene stands before the other one, as far as both are listed. */
  private static int inOrder(String gene, String other, Map<String, ManifestCheck.Listed> listed) {
    return listed.containsKey(gene) && listed.containsKey(other)
        ? Integer.compare(listed.get(gene).place(), listed.get(other).place())
        : -1;
  }

  private static int inOrder(Line pair, Line next, Map<String, ManifestCheck.Listed> listed) {
    int first = inOrder(genes(pair).get(0), genes(next).get(0), listed);
    return first == 0 ? inOrder(genes(pair).get(1), genes(next).get(1), listed) : first;
  }

  private void alike(Line pair) {
    long shared = pair.number("shared_words");
    long words = pair.number("words");
    long others = pair.number("other_words");
    rule(
        shared >= LEAST_SHARED && shared <= Math.min(words, others),
        "shared_words is 8 or more, and no more than words and other_words",
        pair,
        shared);
    rule(
        (double) shared / Math.min(words, others) >= containment,
        "containment is options.paralogContainment or more",
        pair,
        pair.text("containment"));
    rule(
        pair.text("containment").equals(ParalogsTable.containment(shared, words, others)),
        "containment is shared_words by the smaller of words and other_words",
        pair,
        pair.text("containment"));
  }

  /**
   * Of one gene of the pair.
   *
   * @param other what its columns begin with
   * @param listed null where the manifest does not have it
   */
  private void gene(Line pair, String other, ManifestCheck.Listed listed) {
    String name = pair.text(other + "gene_name");
    rule(
        listed == null || name.equals(listed.name()),
        other + "gene_name is that of gene_manifest.csv",
        pair,
        name);
    String before = other + "split_before";
    rule(Split.of(pair.text(before)).isPresent(), before + " is a split", pair, pair.text(before));
    String split = pair.text(other + "split");
    String expected = listed == null ? "" : listed.split();
    rule(
        split.equals(expected),
        other + "split is that of gene_manifest.csv, and empty for a gene that is not there",
        pair,
        "'%s', not '%s'".formatted(split, expected));
  }

  private void collect(Line pair, String other) {
    String gene = pair.text(other + "gene_id");
    String split = pair.text(other + "split");
    String before = pair.text(other + "split_before");
    genes.add(gene);
    if (split.isEmpty()) {
      dropped.add(gene);
    } else if (!split.equals(before)) {
      moved.put(gene, before);
    }
  }

  private static List<String> genes(Line pair) {
    return List.of(pair.text("gene_id"), pair.text("other_gene_id"));
  }

  private static boolean isDropped(Line pair) {
    return pair.text("split").isEmpty() || pair.text("other_split").isEmpty();
  }

  private static String done(Line pair) {
    boolean asBefore =
        pair.text("split").equals(pair.text("split_before"))
            && pair.text("other_split").equals(pair.text("other_split_before"));
    return isDropped(pair) ? ParalogsTable.DROPPED : asBefore ? "" : ParalogsTable.MOVED;
  }

  /** The first splits of those genes that went to others. */
  Map<String, String> moved() {
    return moved;
  }

  /** Where dataset.json tells other figures than the pairs do. */
  List<String> against(DatasetDescription dataset) {
    List<String> wrong = new ArrayList<>();
    same(wrong, dataset, "pairs", pairs.size());
    same(wrong, dataset, "pairsAcrossSplits", pairs.stream().filter(Line::apart).count());
    same(wrong, dataset, "droppedGenes", dropped.size());
    // Genes that share bases with one of a pair are moved with it.
    atLeast(wrong, dataset, "movedGenes", moved.size());
    atLeast(wrong, dataset, "sketchedGenes", genes.size());
    return wrong;
  }

  private static void same(
      List<String> wrong, DatasetDescription dataset, String figure, long listed) {
    long told = dataset.at("paralogs", figure).asLong(-1);
    if (told != listed) {
      wrong.add(
          "paralogs.%s is %s, the pairs of paralogs.csv make %s".formatted(figure, told, listed));
    }
  }

  private static void atLeast(
      List<String> wrong, DatasetDescription dataset, String figure, long listed) {
    long told = dataset.at("paralogs", figure).asLong(-1);
    if (told < listed) {
      wrong.add(
          "paralogs.%s is %s, the pairs of paralogs.csv have %s".formatted(figure, told, listed));
    }
  }

  private void rule(boolean holds, String rule, Line pair, Object value) {
    if (!holds) {
      tally.broken(rule, String.join(" and ", genes(pair)), value);
    }
  }
}
