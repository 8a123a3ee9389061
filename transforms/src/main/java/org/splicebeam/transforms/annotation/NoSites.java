package org.splicebeam.transforms.annotation;

import java.io.IOException;
import java.util.Collection;
import org.splicebeam.schemas.genome.AnnotationTally;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.transforms.genes.GeneNames;
import org.splicebeam.transforms.genes.SpliceSitesIO;
import org.splicebeam.transforms.lines.LineFile;
import org.splicebeam.transforms.verdict.Verdict;

/**
 * Why a table of splice sites gives no gene of the annotation a site: none of its lines can be
 * used, or it is of other genes. Memory: a line, and the ids of the annotation.
 */
public final class NoSites {
  private static final String FROM_INTRONS =
      "leave the option out to take the sites from the introns";

  private NoSites() {}

  /**
   * The verdict on such a table.
   *
   * @param spliceSites its path; it is read once more
   * @param stripIdVersions whether its ids lose their versions
   * @param annotated ids of the annotation, at least one
   * @param tallies of the annotation and of splice sites
   * @throws IOException where it cannot be read any more
   */
  public static Verdict verdict(
      String spliceSites,
      boolean stripIdVersions,
      Collection<String> annotated,
      Iterable<AnnotationTally> tallies)
      throws IOException {
    Collection<String> genes =
        SpliceSitesIO.someGenes(spliceSites, stripIdVersions, GeneNames.SHOWN);
    return Verdict.badInput(
        genes.isEmpty() ? nothingUsable(spliceSites, tallies) : nothingInCommon(genes, annotated));
  }

  static String nothingInCommon(Collection<String> genes, Collection<String> annotated) {
    return "--spliceSites and --gtf have no gene in common: the splice sites have %s, the annotation has %s; %s"
        .formatted(
            GeneNames.some(genes),
            GeneNames.first(annotated),
            GeneNames.advice(
                genes, annotated, "use the sites of this annotation, or " + FROM_INTRONS));
  }

  private static String nothingUsable(String spliceSites, Iterable<AnnotationTally> tallies) {
    Reject first = AnnotationTally.sumOf(Reject.Input.SPLICE_SITES, tallies).firstUnused();
    return "--spliceSites has no site that can be used: %s; mend it, or %s"
        .formatted(
            first == null
                ? LineFile.nameOf(spliceSites) + " has no line but its header"
                : "%s, line %s: %s %s"
                    .formatted(first.file(), first.line(), first.reason(), first.detail()),
            FROM_INTRONS);
  }
}
