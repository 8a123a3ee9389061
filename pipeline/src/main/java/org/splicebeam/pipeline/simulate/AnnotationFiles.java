package org.splicebeam.pipeline.simulate;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.Strand;

/** Writes annotated genes as a GTF with Ensembl's attributes and as a table of splice sites. */
final class AnnotationFiles {
  private final Writer gtf;
  private final Writer spliceSites;

  AnnotationFiles(Writer gtf, Writer spliceSites) throws IOException {
    this.gtf = gtf;
    this.spliceSites = spliceSites;
    gtf.write("#!genome-build made-up\n#!annotation-source splicebeam simulate\n");
    spliceSites.write("chrom\tstart\tend\tposition\tstrand\tsite_type\tgene_id\ttranscript_id\n");
  }

  void write(MadeUpGene gene) throws IOException {
    String ofGene = attribute("gene_id", gene.id()) + attribute("gene_version", "1");
    String told =
        (gene.geneCase().isNamed() ? attribute("gene_name", gene.name()) : "")
            + attribute("gene_source", "splicebeam")
            + attribute("gene_biotype", gene.geneCase().biotype());
    line(gene, "gene", gene.span(), ofGene + told);
    for (MadeUpTranscript transcript : gene.transcripts()) {
      String ofTranscript =
          ofGene
              + attribute("transcript_id", transcript.id())
              + attribute("transcript_version", "1");
      String toldToo =
          told
              + attribute("transcript_biotype", gene.geneCase().biotype())
              + String.join("", transcript.tags().stream().map(t -> attribute("tag", t)).toList());
      line(gene, "transcript", transcript.span(), ofTranscript + toldToo);
      int number = 0;
      for (Span exon : inTranscriptionOrder(transcript.exons(), gene.strand())) {
        String ofExon = attribute("exon_number", String.valueOf(++number));
        line(gene, "exon", exon, ofTranscript + ofExon + toldToo);
      }
      writeSites(gene, transcript);
    }
  }

  private void writeSites(MadeUpGene gene, MadeUpTranscript transcript) throws IOException {
    for (SpliceSite site : inTranscriptionOrder(transcript.sites(gene.strand()), gene.strand())) {
      spliceSites.write(
          String.join(
                  "\t",
                  gene.chromosome(),
                  String.valueOf(site.position() - 2),
                  String.valueOf(site.position() + 2),
                  String.valueOf(site.position()),
                  gene.strand().symbol(),
                  site.type().text(),
                  gene.id(),
                  transcript.id())
              + "\n");
    }
  }

  private void line(MadeUpGene gene, String feature, Span span, String attributes)
      throws IOException {
    gtf.write(
        String.join(
                "\t",
                gene.chromosome(),
                "splicebeam",
                feature,
                String.valueOf(span.start()),
                String.valueOf(span.end()),
                ".",
                gene.strand().symbol(),
                ".",
                attributes.stripTrailing())
            + "\n");
  }

  private static String attribute(String name, String value) {
    return name + " \"" + value + "\"; ";
  }

  private static <T> List<T> inTranscriptionOrder(List<T> inGenomeOrder, Strand strand) {
    List<T> ordered = new ArrayList<>(inGenomeOrder);
    if (strand == Strand.REVERSE) {
      Collections.reverse(ordered);
    }
    return ordered;
  }
}
