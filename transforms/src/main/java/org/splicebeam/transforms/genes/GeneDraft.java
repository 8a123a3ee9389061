package org.splicebeam.transforms.genes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.splicebeam.schemas.genome.AnnotationLines;
import org.splicebeam.schemas.genome.GeneLines;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.GenePlace;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.SpliceSites;
import org.splicebeam.schemas.genome.TranscriptModel;

/**
 * What the annotation says of one gene, in whatever order it comes; settles where the gene is and
 * makes its model (contract 1.2). Memory: the gene's exons.
 */
final class GeneDraft {
  private final String geneId;
  private final SortedMap<GenePlace, AtPlace> places = new TreeMap<>();

  GeneDraft(String geneId) {
    this.geneId = geneId;
  }

  void add(GeneLines block) {
    places.computeIfAbsent(block.place(), place -> new AtPlace()).add(block);
  }

  /** The first place that a gene line names, else the first of all. */
  GenePlace place() {
    return places.entrySet().stream()
        .filter(at -> at.getValue().geneLines != null)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseGet(places::firstKey);
  }

  /**
   * The lines that are not used, because the gene is at another place; none that another gene
   * counts.
   */
  Map<GenePlace, AnnotationLines> otherPlaces() {
    SortedMap<GenePlace, AnnotationLines> others = new TreeMap<>();
    places.forEach((place, at) -> others.put(place, at.allLines()));
    others.remove(place());
    others.values().removeIf(lines -> lines.count() == 0);
    return others;
  }

  /**
   * The gene at its place.
   *
   * @param model without overlaps, with the numbers of the sites
   * @param sites those of its introns
   */
  record Settled(GeneModel model, SpliceSites sites) {}

  /**
   * What the lines at {@link #place} add up to.
   *
   * @param allTranscripts whether to keep more than the representative
   */
  Settled settled(boolean allTranscripts) {
    GenePlace place = place();
    AtPlace here = places.get(place);
    List<TranscriptDraft.Summary> summaries =
        here.transcripts.values().stream().map(TranscriptDraft::summary).toList();
    SpliceSiteSet introns = new SpliceSiteSet();
    for (TranscriptDraft.Summary s : summaries) {
      String id = s.model().transcriptId();
      s.forEachIntron(intron -> introns.addIntron(intron, place.strand(), id));
    }
    SpliceSites sites = introns.sites();
    List<TranscriptModel> transcripts =
        summaries.stream()
            .map(TranscriptDraft.Summary::model)
            .sorted(TranscriptModel.REPRESENTATIVE_FIRST)
            .limit(allTranscripts ? Long.MAX_VALUE : 1)
            .toList();
    GeneModel model =
        new GeneModel(
            geneId,
            here.name(),
            here.type(),
            place.chrom(),
            place.strand(),
            here.span(summaries),
            0,
            sites.donors().length,
            sites.acceptors().length,
            sites.numPositions(),
            transcripts);
    return new Settled(model, sites);
  }

  /** What stands at one place. */
  private static final class AtPlace {
    private final Map<String, TranscriptDraft> transcripts = new LinkedHashMap<>();

    /** Null without gene lines, as what they say. */
    private Span span;

    private AnnotationLines geneLines;

    /** Null without transcript and exon lines. */
    private AnnotationLines otherLines;

    void add(GeneLines block) {
      span =
          span == null || block.span() == null
              ? either(span, block.span())
              : span.hull(block.span());
      geneLines = merged(geneLines, block.geneLines());
      otherLines = merged(otherLines, block.otherLines());
      block
          .transcripts()
          .forEach(
              some ->
                  transcripts.computeIfAbsent(some.transcriptId(), TranscriptDraft::new).add(some));
    }

    AnnotationLines allLines() {
      return merged(geneLines, otherLines);
    }

    Span span(List<TranscriptDraft.Summary> summaries) {
      return span != null
          ? span
          : summaries.stream().map(TranscriptDraft.Summary::hull).reduce(Span::hull).orElseThrow();
    }

    String name() {
      return geneLines == null || geneLines.geneName() == null
          ? allLines().geneName()
          : geneLines.geneName();
    }

    String type() {
      return geneLines == null || geneLines.geneType() == null
          ? allLines().geneType()
          : geneLines.geneType();
    }

    private static AnnotationLines merged(AnnotationLines a, AnnotationLines b) {
      return a == null || b == null ? either(a, b) : a.merge(b);
    }

    private static <T> T either(T a, T b) {
      return a == null ? b : a;
    }
  }
}
