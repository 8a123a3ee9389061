package org.splicebeam.transforms.genes;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.splicebeam.schemas.Packed;
import org.splicebeam.schemas.genome.Chromosomes;
import org.splicebeam.schemas.genome.GeneModel;

/**
 * Fills in {@code numOverlaps}: how many other genes of the same chromosome (with or without {@code
 * chr}), on either strand, share a base with the gene. Memory: the gene models of one chromosome.
 */
public final class CountOverlaps
    extends PTransform<PCollection<KV<String, GeneModel>>, PCollection<KV<String, GeneModel>>> {
  private static final GeneModel.Coder CODER = new GeneModel.Coder();
  private static final long serialVersionUID = 1L;

  private CountOverlaps() {}

  public static CountOverlaps perGene() {
    return new CountOverlaps();
  }

  @Override
  public PCollection<KV<String, GeneModel>> expand(PCollection<KV<String, GeneModel>> genes) {
    return genes
        .apply("KeyByChromosome", ParDo.of(new KeyByChromosomeFn()))
        .apply("GroupByChromosome", GroupByKey.create())
        .apply("Count", ParDo.of(new CountFn()));
  }

  private static final class KeyByChromosomeFn
      extends DoFn<KV<String, GeneModel>, KV<String, Packed>> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void processElement(
        @Element KV<String, GeneModel> gene, OutputReceiver<KV<String, Packed>> out) {
      GeneModel model = gene.getValue();
      out.output(KV.of(Chromosomes.bare(model.chrom()), Packed.of(model, CODER)));
    }
  }

  private static final class CountFn
      extends DoFn<KV<String, Iterable<Packed>>, KV<String, GeneModel>> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void processElement(
        @Element KV<String, Iterable<Packed>> chromosome,
        OutputReceiver<KV<String, GeneModel>> out) {
      List<GeneModel> genes = new ArrayList<>();
      chromosome.getValue().forEach(gene -> genes.add(gene.unpacked(CODER)));
      GeneIntervals intervals = new GeneIntervals(genes.stream().map(GeneModel::span).toList());
      for (GeneModel gene : genes) {
        int numOverlaps = intervals.numOverlaps(gene.span());
        out.output(KV.of(gene.geneId(), withNumOverlaps(gene, numOverlaps)));
      }
    }
  }

  private static GeneModel withNumOverlaps(GeneModel g, int numOverlaps) {
    return new GeneModel(
        g.geneId(),
        g.name(),
        g.type(),
        g.chrom(),
        g.strand(),
        g.span(),
        numOverlaps,
        g.donorSites(),
        g.acceptorSites(),
        g.spliceSites(),
        g.transcripts());
  }
}
