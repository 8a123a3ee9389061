package org.splicebeam.transforms.genes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.splicebeam.schemas.genome.AnnotationLines;
import org.splicebeam.schemas.genome.GeneEvidence;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.GenePlace;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.SpliceSites;
import org.splicebeam.schemas.genome.TranscriptModel;

/**
 * What the annotation says of one gene, in whatever order it comes; settles where the gene is and
 * makes its model (contract 1.2). Memory: the gene's transcripts and introns.
 */
final class GeneDraft {
  private final String geneId;
  private final SortedMap<GenePlace, AtPlace> places = new TreeMap<>();

  GeneDraft(String geneId) {
    this.geneId = geneId;
  }

  void add(GeneEvidence evidence) {
    places.computeIfAbsent(evidence.place(), place -> new AtPlace()).add(evidence);
  }

  /** The first place that a gene line names, else the first of all. */
  GenePlace place() {
    return places.entrySet().stream()
        .filter(at -> at.getValue().geneLines != null)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseGet(places::firstKey);
  }

  /** The lines that are not used, because the gene is at another place. */
  Map<GenePlace, AnnotationLines> otherPlaces() {
    SortedMap<GenePlace, AnnotationLines> others = new TreeMap<>();
    places.forEach((place, at) -> others.put(place, at.lines));
    others.remove(place());
    return others;
  }

  /**
   * The model at {@link #place}, without overlaps, with the splice sites of its introns.
   *
   * @param allTranscripts whether to keep more than the representative
   */
  GeneModel model(boolean allTranscripts) {
    GenePlace place = place();
    AtPlace here = places.get(place);
    SpliceSiteSet introns = new SpliceSiteSet();
    here.introns.forEach(intron -> introns.addIntron(intron, place.strand()));
    SpliceSites sites = introns.sites();
    List<TranscriptModel> transcripts =
        here.transcripts.stream()
            .sorted(TranscriptModel.REPRESENTATIVE_FIRST)
            .limit(allTranscripts ? Long.MAX_VALUE : 1)
            .toList();
    return new GeneModel(
        geneId,
        here.name(),
        here.type(),
        place.chrom(),
        place.strand(),
        here.span(),
        0,
        sites.donors().length,
        sites.acceptors().length,
        sites.numPositions(),
        transcripts);
  }

  /** What stands at one place. */
  private static final class AtPlace {
    private final List<TranscriptModel> transcripts = new ArrayList<>();
    private final List<Span> introns = new ArrayList<>();
    private AnnotationLines lines;
    private Span hull;

    /** Null without gene lines, as their hull. */
    private AnnotationLines geneLines;

    private Span geneHull;

    void add(GeneEvidence evidence) {
      lines = lines == null ? evidence.lines() : lines.merge(evidence.lines());
      hull = hull == null ? evidence.hull() : hull.hull(evidence.hull());
      if (evidence.isGeneLine()) {
        geneLines = geneLines == null ? evidence.lines() : geneLines.merge(evidence.lines());
        geneHull = geneHull == null ? evidence.hull() : geneHull.hull(evidence.hull());
      } else {
        transcripts.add(evidence.transcript());
        introns.addAll(evidence.introns());
      }
    }

    Span span() {
      return geneHull == null ? hull : geneHull;
    }

    String name() {
      return geneLines == null || geneLines.geneName() == null
          ? lines.geneName()
          : geneLines.geneName();
    }

    String type() {
      return geneLines == null || geneLines.geneType() == null
          ? lines.geneType()
          : geneLines.geneType();
    }
  }
}
