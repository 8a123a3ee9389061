package org.splicebeam.transforms.annotation;

import java.io.IOException;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.splicebeam.schemas.genome.AnnotationTally;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.SpliceSites;
import org.splicebeam.schemas.inputs.InputFile;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.transforms.genes.CountOverlaps;
import org.splicebeam.transforms.genes.JoinSpliceSites;
import org.splicebeam.transforms.genes.SpliceSitesIO;
import org.splicebeam.transforms.genes.SummarizeGenes;
import org.splicebeam.transforms.gtf.NumberLines;
import org.splicebeam.transforms.gtf.RangeTally;
import org.splicebeam.transforms.gtf.SumRanges;
import org.splicebeam.transforms.lines.LineFile;
import org.splicebeam.transforms.publish.VerdictFile;

/**
 * From an annotation, and a table of splice sites if there is one, to gene models (contract 1.2,
 * 1.3 and 2.4). Outputs: {@link #GENES}, {@link #SITES}, {@link #REJECTS}, {@link #TALLIES}, {@link
 * #FILES}. Memory: the gene models of one chromosome; never the file, nor all its exons. Errors: a
 * file that cannot be read or has a wrong header is an {@link IOException} of the step that reads
 * it.
 */
public final class ReadAnnotation extends PTransform<PBegin, PCollectionTuple> {
  /** Exactly one element a gene_id. */
  public static final TupleTag<KV<String, GeneModel>> GENES = new TupleTag<>() {};

  /** Exactly one element a gene that has splice sites, by gene_id: those that its model counts. */
  public static final TupleTag<KV<String, SpliceSites>> SITES = new TupleTag<>() {};

  /** Lines that could not be used; a gene's lines at another place are one element. */
  public static final TupleTag<Reject> REJECTS = new TupleTag<>() {};

  /** What became of the lines; to be summed by input. */
  public static final TupleTag<AnnotationTally> TALLIES = new TupleTag<>() {};

  /** The files read. */
  public static final TupleTag<InputFile> FILES = new TupleTag<>() {};

  private static final long serialVersionUID = 1L;

  private final String gtf;
  private final String spliceSites;
  private final boolean stripIdVersions;
  private final boolean allTranscripts;
  private final VerdictFile verdictFile;
  private final transient PCollection<?> reasons;

  private ReadAnnotation(
      String gtf,
      String spliceSites,
      boolean stripIdVersions,
      boolean allTranscripts,
      VerdictFile verdictFile,
      PCollection<?> reasons) {
    this.gtf = gtf;
    this.spliceSites = spliceSites;
    this.stripIdVersions = stripIdVersions;
    this.allTranscripts = allTranscripts;
    this.verdictFile = verdictFile;
    this.reasons = reasons;
  }

  /**
   * Of a GTF or GFF3 file, with the splice sites of its introns and each gene's representative
   * only.
   */
  public static ReadAnnotation from(String gtf) {
    return new ReadAnnotation(gtf, null, false, false, null, null);
  }

  /** The table that splice sites come from; null for the introns. */
  public ReadAnnotation withSpliceSites(String path) {
    return new ReadAnnotation(gtf, path, stripIdVersions, allTranscripts, verdictFile, reasons);
  }

  /** Whether gene and transcript ids lose their versions. */
  public ReadAnnotation withStripIdVersions(boolean strip) {
    return new ReadAnnotation(gtf, spliceSites, strip, allTranscripts, verdictFile, reasons);
  }

  /** Whether genes keep all their transcripts, the representative first. */
  public ReadAnnotation withAllTranscripts(boolean all) {
    return new ReadAnnotation(gtf, spliceSites, stripIdVersions, all, verdictFile, reasons);
  }

  /** Where a file that cannot be read becomes a verdict. */
  public ReadAnnotation withVerdictFile(VerdictFile file) {
    return new ReadAnnotation(gtf, spliceSites, stripIdVersions, allTranscripts, file, reasons);
  }

  /**
   * Reads only where the collection has an element, and it may have one at most; otherwise all
   * outputs are empty. Without this it always reads.
   */
  ReadAnnotation onlyFor(PCollection<?> some) {
    return new ReadAnnotation(gtf, spliceSites, stripIdVersions, allTranscripts, verdictFile, some);
  }

  String gtf() {
    return gtf;
  }

  /** Null for the introns. */
  String spliceSites() {
    return spliceSites;
  }

  boolean stripIdVersions() {
    return stripIdVersions;
  }

  boolean allTranscripts() {
    return allTranscripts;
  }

  /** Null outside of a build. */
  VerdictFile verdictFile() {
    return verdictFile;
  }

  @Override
  public PCollectionTuple expand(PBegin begin) {
    PCollection<String> path = file(begin, "NameAnnotation", gtf);
    PCollectionTuple lines =
        path.apply(
            "ReadLines",
            AnnotationIO.read().withStripIdVersions(stripIdVersions).withVerdictFile(verdictFile));
    PCollectionTuple summarized =
        lines
            .get(AnnotationIO.GENES)
            .apply(
                "SummarizeGenes",
                SummarizeGenes.perGene()
                    .ofFile(LineFile.nameOf(gtf))
                    .withAllTranscripts(allTranscripts));
    PCollection<KV<String, GeneModel>> genes = summarized.get(SummarizeGenes.GENES);
    PCollection<KV<String, SpliceSites>> sites = summarized.get(SummarizeGenes.SITES);
    PCollectionView<Iterable<RangeTally>> ranges =
        lines.get(AnnotationIO.RANGES).apply("ViewRanges", View.asIterable());
    PCollectionTuple sums = path.apply("SumRanges", SumRanges.of(ranges));
    PCollectionList<Reject> rejects =
        PCollectionList.of(
            PCollectionList.of(lines.get(AnnotationIO.REJECTS))
                .and(summarized.get(SummarizeGenes.REJECTS))
                .apply("GatherLines", Flatten.pCollections())
                .apply("NumberLines", NumberLines.ofRejects(ranges)));
    PCollectionList<AnnotationTally> tallies =
        PCollectionList.of(
            PCollectionList.of(sums.get(SumRanges.TALLIES))
                .and(summarized.get(SummarizeGenes.TALLIES))
                .apply("GatherSums", Flatten.pCollections())
                .apply("NumberFirstLines", NumberLines.ofTallies(ranges)));
    PCollectionList<InputFile> files = PCollectionList.of(sums.get(SumRanges.FILES));
    if (spliceSites != null) {
      PCollectionTuple table =
          file(begin, "NameSpliceSites", spliceSites)
              .apply(
                  "ReadSpliceSites",
                  SpliceSitesIO.readAll()
                      .withStripIdVersions(stripIdVersions)
                      .withVerdictFile(verdictFile));
      PCollectionTuple joined =
          genes.apply("JoinSpliceSites", JoinSpliceSites.of(table.get(SpliceSitesIO.SITES)));
      genes = joined.get(JoinSpliceSites.GENES);
      sites = joined.get(JoinSpliceSites.SITES);
      rejects = rejects.and(table.get(SpliceSitesIO.REJECTS));
      tallies = tallies.and(table.get(SpliceSitesIO.TALLIES));
      files = files.and(table.get(SpliceSitesIO.FILES));
    }
    return PCollectionTuple.of(GENES, genes.apply("CountOverlaps", CountOverlaps.perGene()))
        .and(SITES, sites)
        .and(REJECTS, rejects.apply("GatherRejects", Flatten.pCollections()))
        .and(TALLIES, tallies.apply("GatherTallies", Flatten.pCollections()))
        .and(FILES, files.apply("GatherFiles", Flatten.pCollections()));
  }

  /** The path, where there is a reason to read it. */
  private PCollection<String> file(PBegin begin, String label, String path) {
    return reasons == null
        ? begin.apply(label, Create.of(path))
        : reasons.apply(label, MapElements.into(TypeDescriptors.strings()).via(reason -> path));
  }
}
