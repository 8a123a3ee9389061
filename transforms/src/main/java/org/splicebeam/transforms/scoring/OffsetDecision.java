package org.splicebeam.transforms.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.splicebeam.schemas.rows.SpliceType;
import org.splicebeam.schemas.scores.Alignment;
import org.splicebeam.schemas.scores.SitePeaks;
import org.splicebeam.transforms.verdict.Verdict;
import org.splicebeam.transforms.verdict.VerdictException;

/**
 * The offsets that follow from what was measured at splice sites, or the verdict that scores,
 * genome and annotation do not belong together (contract 8.3).
 */
final class OffsetDecision {
  private static final long ENOUGH_SITES = 100;

  private final ScoreRules rules;
  private final List<SitePeaks> peaks;

  private OffsetDecision(ScoreRules rules, List<SitePeaks> peaks) {
    this.rules = rules;
    this.peaks = peaks;
  }

  /**
   * Decides.
   *
   * @param peaks what scores are around splice sites, by type and strand
   * @param sites distinct sites whose bases were looked at
   * @param canonical those with GT or GC from the donor on, or AG up to the acceptor
   * @throws VerdictException where they do not belong together
   */
  static Alignment of(List<SitePeaks> peaks, long sites, long canonical, ScoreRules rules) {
    OffsetDecision decision = new OffsetDecision(rules, peaks);
    if (rules.offsetCheck() && sites >= ENOUGH_SITES && 2 * canonical < sites) {
      throw bad(
          "--fasta is of another assembly than --gtf: of %s annotated splice sites %s have GT or GC (donors) or AG (acceptors) there, and nearly all should; give the genome that the annotation was made for"
              .formatted(sites, canonical));
    }
    return new Alignment(
        decision.offset(SpliceType.DONOR, rules.donorOffset()),
        decision.offset(SpliceType.ACCEPTOR, rules.acceptorOffset()),
        peaks,
        sites,
        canonical);
  }

  private int offset(SpliceType type, Integer told) {
    List<SitePeaks> speaking =
        peaks.stream().filter(some -> some.type() == type && some.speaks()).toList();
    String option = "--" + type.text() + "Offset";
    if (told != null) {
      if (rules.offsetCheck()) {
        requireNoOther(speaking, told, option);
      }
      return told;
    }
    if (speaking.isEmpty()) {
      throw bad(
          "%s=auto: no strand has 20 %s sites in scored genes, too few to measure by how many bases scores are off; tell --donorOffset and --acceptorOffset (dataset.json of the training set has them under offsets)"
              .formatted(option, type.text()));
    }
    int offset = -speaking.get(0).peak();
    if (!speaking.stream().allMatch(some -> some.isClear() && -some.peak() == offset)) {
      throw new VerdictException(
          new Verdict(
              Verdict.BAD_INPUT,
              "%s=auto: %s scores have no clear peak at one distance from the annotated %s sites: they are of another assembly or strand, or have an offset of their own; give the genome and annotation that they were made for, or tell the offset with %s"
                  .formatted(option, type.text(), type.text(), option),
              means(speaking)));
    }
    return offset;
  }

  private static void requireNoOther(List<SitePeaks> speaking, int told, String option) {
    for (SitePeaks some : speaking) {
      if (some.isClear() && -some.peak() != told) {
        throw new VerdictException(
            new Verdict(
                Verdict.BAD_INPUT,
                "%s is %s, but the clear peak of %s scores on the %s strand asks for %s; leave the option out, or tell both offsets and --offsetCheck=off to use it all the same"
                    .formatted(
                        option, told, some.type().text(), some.strand().symbol(), -some.peak()),
                means(speaking)));
      }
    }
  }

  /** One line a strand: the mean scores by distance. */
  private static List<String> means(List<SitePeaks> speaking) {
    List<String> lines = new ArrayList<>();
    for (SitePeaks some : speaking) {
      lines.add(
          "%s scores on %s, mean at %s sites by distance from the site: %s"
              .formatted(
                  some.type().text(),
                  some.strand().symbol(),
                  some.sites(),
                  String.join(
                      ", ",
                      IntStream.rangeClosed(-SitePeaks.REACH, SitePeaks.REACH)
                          .mapToObj(
                              shift ->
                                  String.format(Locale.ROOT, "%+d %.4f", shift, some.mean(shift)))
                          .toList())));
    }
    return lines;
  }

  private static VerdictException bad(String sentence) {
    return new VerdictException(Verdict.badInput(sentence));
  }
}
