package org.splicebeam.transforms.scoring;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.splicebeam.schemas.genome.ChromosomeAliases;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.SpliceSites;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.scores.SitedGene;

/**
 * The annotation's splice sites by chromosome and strand: which of them lie in a gene, its own and
 * those of others. A site outside of the gene that names it is none.
 *
 * <p>Memory: 8 bytes a site beside the annotation's own.
 */
final class SitesInGenes {
  private final Map<String, SpliceSites> sitesById;
  private final ChromosomeAliases aliases;
  private final Map<Place, LongStream.Builder> collectedDonors = new HashMap<>();
  private final Map<Place, LongStream.Builder> collectedAcceptors = new HashMap<>();
  private final Map<Place, long[]> donors = new HashMap<>();
  private final Map<Place, long[]> acceptors = new HashMap<>();

  private record Place(String commonChrom, Strand strand) {}

  /**
   * @param genes all of the annotation
   * @param sitesById of the genes that have any
   */
  SitesInGenes(
      Iterable<GeneModel> genes, Map<String, SpliceSites> sitesById, ChromosomeAliases aliases) {
    this.sitesById = sitesById;
    this.aliases = aliases;
    for (GeneModel gene : genes) {
      SpliceSites own = own(gene);
      if (own.numPositions() > 0) {
        Place place = placeOf(gene);
        collect(own.donors(), place, collectedDonors);
        collect(own.acceptors(), place, collectedAcceptors);
      }
    }
    sort(collectedDonors, donors);
    sort(collectedAcceptors, acceptors);
  }

  private static void collect(long[] sites, Place place, Map<Place, LongStream.Builder> byPlace) {
    LongStream.Builder builder = byPlace.computeIfAbsent(place, none -> LongStream.builder());
    Arrays.stream(sites).forEach(builder);
  }

  private static void sort(Map<Place, LongStream.Builder> from, Map<Place, long[]> into) {
    from.forEach((place, sites) -> into.put(place, sites.build().sorted().distinct().toArray()));
    from.clear();
  }

  private Place placeOf(GeneModel gene) {
    return new Place(aliases.common(gene.chrom()), gene.strand());
  }

  /** The gene's sites inside of it; none where its strand is not known: scores are by strand. */
  private SpliceSites own(GeneModel gene) {
    if (gene.strand() == Strand.UNKNOWN) {
      return SpliceSites.NONE;
    }
    SpliceSites sites = sitesById.getOrDefault(gene.geneId(), SpliceSites.NONE);
    Span span = gene.span();
    int firstDonor = firstAtLeast(sites.donors(), span.start());
    int behindDonor = firstAtLeast(sites.donors(), span.end() + 1);
    int firstAcceptor = firstAtLeast(sites.acceptors(), span.start());
    int behindAcceptor = firstAtLeast(sites.acceptors(), span.end() + 1);
    return new SpliceSites(
        Arrays.copyOfRange(sites.donors(), firstDonor, behindDonor),
        Arrays.copyOfRange(sites.acceptors(), firstAcceptor, behindAcceptor),
        sites.ofDonors().range(firstDonor, behindDonor),
        sites.ofAcceptors().range(firstAcceptor, behindAcceptor));
  }

  /** A gene with the sites in it; null where it has none of its own. */
  SitedGene of(GeneModel gene) {
    SpliceSites own = own(gene);
    if (own.numPositions() == 0) {
      return null;
    }
    Place place = placeOf(gene);
    return new SitedGene(
        gene.geneId(),
        gene.chrom(),
        gene.strand(),
        gene.span(),
        own,
        within(donors.get(place), gene.span()),
        within(acceptors.get(place), gene.span()));
  }

  private static long[] within(long[] sorted, Span span) {
    return Arrays.copyOfRange(
        sorted, firstAtLeast(sorted, span.start()), firstAtLeast(sorted, span.end() + 1));
  }

  private static int firstAtLeast(long[] sorted, long position) {
    int found = Arrays.binarySearch(sorted, position);
    return found >= 0 ? found : -found - 1;
  }
}
