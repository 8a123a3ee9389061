package org.splicebeam.pipeline.simulate;

import java.util.ArrayList;
import java.util.List;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.rows.SpliceType;

/**
 * A transcript of a made-up gene.
 *
 * @param exons in genome order, with at least one base between two of them
 * @param tags as in an Ensembl GTF, such as MANE_Select
 */
record MadeUpTranscript(String id, List<Span> exons, List<String> tags) {
  Span span() {
    return exons.get(0).hull(exons.get(exons.size() - 1));
  }

  /** In genome order. */
  List<Span> introns() {
    List<Span> introns = new ArrayList<>();
    for (int i = 1; i < exons.size(); i++) {
      introns.add(new Span(exons.get(i - 1).end() + 1, exons.get(i).start() - 1));
    }
    return introns;
  }

  /** Two an intron, in genome order. */
  List<SpliceSite> sites(Strand strand) {
    boolean isForward = strand == Strand.FORWARD;
    List<SpliceSite> sites = new ArrayList<>();
    for (Span intron : introns()) {
      sites.add(new SpliceSite(intron.start(), isForward ? SpliceType.DONOR : SpliceType.ACCEPTOR));
      sites.add(new SpliceSite(intron.end(), isForward ? SpliceType.ACCEPTOR : SpliceType.DONOR));
    }
    return sites;
  }
}
