package org.splicebeam.transforms.scoring;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Sum;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.splicebeam.schemas.Packed;
import org.splicebeam.schemas.rows.KeptAs;
import org.splicebeam.schemas.rows.RowRange;
import org.splicebeam.schemas.sampling.GeneSelection;
import org.splicebeam.schemas.sampling.GeneTally;
import org.splicebeam.schemas.scores.Alignment;
import org.splicebeam.schemas.scores.GeneBundle;
import org.splicebeam.schemas.scores.RowlessGene;
import org.splicebeam.schemas.scores.ScoreTally;
import org.splicebeam.schemas.scores.SitedGene;
import org.splicebeam.transforms.progress.WorkDone;
import org.splicebeam.transforms.sampling.SamplingRule;

/**
 * Reads the scores of each gene, labels its positions, and hands on those that stay (contract 8.4
 * to 8.6). Where the ratio of negatives holds over the whole data set, scores are read twice: first
 * to count.
 *
 * <p>Memory, for each worker: 9 bytes for each base of the longest gene, and its chosen rows in
 * ranges.
 */
final class ScoreGenes extends PTransform<PCollection<GeneBundle>, PCollectionTuple> {
  private static final long serialVersionUID = 1L;

  /** The chosen rows. */
  static final TupleTag<RowRange> RANGES = new TupleTag<>() {};

  /** One of each gene with rows: they are chosen already, so it says nothing more. */
  static final TupleTag<KV<String, GeneSelection>> SELECTIONS = new TupleTag<>() {};

  /** What becomes of the rows of each gene with rows. */
  static final TupleTag<GeneTally> TALLIES = new TupleTag<>() {};

  /** What is alike in genes, where it is asked for. */
  static final TupleTag<KV<String, Packed>> SKETCHES = new TupleTag<>() {};

  /** What becomes of the genes. */
  static final TupleTag<ScoreTally> SCORE_TALLIES = new TupleTag<>() {};

  private final ScoreSource source;
  private final transient PCollectionView<Iterable<Alignment>> alignment;

  ScoreGenes(ScoreSource source, PCollectionView<Iterable<Alignment>> alignment) {
    this.source = source;
    this.alignment = alignment;
  }

  @Override
  public PCollectionTuple expand(PCollection<GeneBundle> bundles) {
    List<PCollectionView<?>> views = new ArrayList<>(List.of(alignment));
    PCollectionView<Map<Integer, Long>> counts = null;
    if (source.choice().rule().scope() == SamplingRule.Scope.DATASET) {
      counts =
          bundles
              .apply(
                  "CountPools", ParDo.of(new CountFn(source, alignment)).withSideInputs(alignment))
              .apply("SumPools", Sum.longsPerKey())
              .apply("ViewPools", View.asMap());
      views.add(counts);
    }
    return bundles.apply(
        "ChooseRows",
        ParDo.of(new ChooseFn(source, alignment, counts))
            .withSideInputs(views)
            .withOutputTags(
                RANGES, TupleTagList.of(SELECTIONS).and(TALLIES).and(SCORE_TALLIES).and(SKETCHES)));
  }

  private static final class CountFn extends LabelGenesFn<KV<Integer, Long>> {
    private static final long serialVersionUID = 1L;

    CountFn(ScoreSource source, PCollectionView<Iterable<Alignment>> alignment) {
      super(source, alignment);
    }

    @ProcessElement
    public void count(ProcessContext context) throws IOException {
      long[] sums = new long[rule().negatives().pools()];
      long nonTn = 0;
      Alignment by = open(context);
      for (SitedGene gene : context.element().genes()) {
        GeneLabels labels = label(gene, by);
        if (labels != null) {
          long[] available = new PositionSampler(labels, rule()).available();
          for (int pool = 0; pool < sums.length; pool++) {
            sums[pool] += available[pool];
          }
          nonTn += labels.nonTn();
        }
      }
      WorkDone.GENES_SCORED.add(context.element().genes().size());
      context.output(KV.of(SamplingRule.NON_TN, nonTn));
      for (int pool = 0; pool < sums.length; pool++) {
        context.output(KV.of(pool, sums[pool]));
      }
    }
  }

  private static final class ChooseFn extends LabelGenesFn<RowRange> {
    private static final long serialVersionUID = 1L;

    /** Null where each gene chooses by itself. */
    private final PCollectionView<Map<Integer, Long>> counts;

    ChooseFn(
        ScoreSource source,
        PCollectionView<Iterable<Alignment>> alignment,
        PCollectionView<Map<Integer, Long>> counts) {
      super(source, alignment);
      this.counts = counts;
    }

    @ProcessElement
    public void choose(ProcessContext context) throws IOException {
      double[] shares = counts == null ? null : rule().shares(context.sideInput(counts));
      Alignment by = open(context);
      List<ScoreTally> tallies = new ArrayList<>();
      for (SitedGene gene : context.element().genes()) {
        GeneLabels labels = label(gene, by);
        tallies.add(tally(gene, labels));
        if (labels != null) {
          KeptRows kept = new KeptRows(labels, chunkRows(), context::output);
          choose(labels, shares, kept);
          context.output(TALLIES, kept.end());
          context.output(
              SELECTIONS,
              KV.of(
                  gene.geneId(),
                  new GeneSelection(gene.geneId(), new long[0], List.of(), List.of())));
          if (isSketched()) {
            context.output(SKETCHES, KV.of(gene.geneId(), sketch(labels).packed()));
          }
        }
      }
      WorkDone.GENES_SCORED.add(tallies.size());
      context.output(SCORE_TALLIES, ScoreTally.sum(tallies));
    }

    private void choose(GeneLabels labels, double[] shares, KeptRows kept) {
      if (rule().scope() != SamplingRule.Scope.NONE) {
        new PositionSampler(labels, rule()).choose(shares, kept);
        return;
      }
      for (int position = 0; position < labels.length(); position++) {
        if (!labels.isMasked(position)) {
          kept.take(position, KeptAs.ALL, 1);
        }
      }
    }

    private ScoreTally tally(SitedGene gene, GeneLabels labels) {
      if (labels == null) {
        List<RowlessGene> without =
            scores().reason() == null
                ? List.of()
                : List.of(
                    new RowlessGene(gene.geneId(), gene.chrom(), gene.span(), scores().reason()));
        return new ScoreTally(0, 0, 0, 0, 0, 0, scores().contentHash(), without, scores().fault());
      }
      return new ScoreTally(
          1,
          labels.length(),
          labels.masked(),
          scores().isOfOneType() ? 1 : 0,
          0,
          0,
          scores().contentHash(),
          List.of(),
          null);
    }
  }
}
