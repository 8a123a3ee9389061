package org.splicebeam.pipeline.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.Strand;

/**
 * A gene of the made-up genome.
 *
 * @param number from 1, in the order in which genes are made
 * @param transcripts at least one; the first is the longest
 */
record MadeUpGene(int number, GeneCase geneCase, List<MadeUpTranscript> transcripts) {
  String id() {
    return String.format(Locale.ROOT, "SIMG%011d", number);
  }

  String name() {
    return "SIM" + number;
  }

  String chromosome() {
    return geneCase.chromosome();
  }

  Strand strand() {
    return geneCase.strand();
  }

  Span span() {
    return transcripts.stream().map(MadeUpTranscript::span).reduce(Span::hull).orElseThrow();
  }

  int length() {
    return Math.toIntExact(span().length());
  }

  /** The 0-based offset of a genomic base from the gene's 5' end, in transcription direction. */
  int genePosition(long absolutePosition) {
    Span span = span();
    return Math.toIntExact(
        strand() == Strand.FORWARD
            ? absolutePosition - span.start()
            : span.end() - absolutePosition);
  }

  /** The transcripts that have each site, by the site's place in the gene (0-based, 5'->3'). */
  Map<Integer, TrueSite> trueSites() {
    Map<Integer, TrueSite> sites = new TreeMap<>();
    for (MadeUpTranscript transcript : transcripts) {
      for (SpliceSite site : transcript.sites(strand())) {
        sites
            .computeIfAbsent(
                genePosition(site.position()), p -> new TrueSite(site.type(), new ArrayList<>()))
            .transcriptIds()
            .add(transcript.id());
      }
    }
    return sites;
  }
}
