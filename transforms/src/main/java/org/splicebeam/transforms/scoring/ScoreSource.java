package org.splicebeam.transforms.scoring;

import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.splicebeam.schemas.inputs.GenomeFile;
import org.splicebeam.schemas.inputs.PieceTally;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.schemas.rows.RowBlock;
import org.splicebeam.schemas.scores.Alignment;
import org.splicebeam.schemas.scores.ScoreTally;
import org.splicebeam.transforms.fasta.PrepareGenome;
import org.splicebeam.transforms.genes.GeneTable;
import org.splicebeam.transforms.rows.Chosen;
import org.splicebeam.transforms.rows.InputColumns;
import org.splicebeam.transforms.rows.RowSource;
import org.splicebeam.transforms.rows.ScannedRows;
import org.splicebeam.transforms.rows.ScoreColumns;
import org.splicebeam.transforms.rows.SelectedGenes;

/**
 * Rows from a base model's scores, a genome and an annotation (contract 8): one gene after another.
 * Pass 1 reads a gene's scores, labels its positions and hands on those that stay; pass 2 reads
 * their sequences. No row crosses a shuffle that does not stay.
 *
 * @param files what is read
 * @param rules how scores become rows
 * @param choice which genes and rows stay
 * @param sketched whether pass 1 sketches genes
 */
public record ScoreSource(ScoreFiles files, ScoreRules rules, GeneChoice choice, boolean sketched)
    implements RowSource {

  @Override
  public InputColumns columns() {
    return ScoreColumns.INPUT;
  }

  @Override
  public PTransform<PBegin, ScannedRows> scan(GeneTable genes) {
    return new Scan(this, genes);
  }

  /** All rows stand in ranges. */
  @Override
  public PTransform<ScannedRows, PCollection<KV<Integer, RowBlock>>> readWhole(Chosen chosen) {
    return new ReadNothing();
  }

  @Override
  public List<String> workFiles() {
    return files.workFiles();
  }

  @Override
  public RangeReader open(int part, SelectedGenes genes) {
    return new GenomeRows(files, rules.sequenceFlank(), part);
  }

  private static final class Scan extends PTransform<PBegin, ScannedRows> {
    private static final long serialVersionUID = 1L;
    private final ScoreSource source;
    private final transient GeneTable genes;

    Scan(ScoreSource source, GeneTable genes) {
      this.source = source;
      this.genes = genes;
    }

    @Override
    public ScannedRows expand(PBegin begin) {
      ScoreFiles files = source.files;
      PCollectionView<Iterable<Long>> prepared =
          begin
              .apply("PrepareScores", files.scores().prepare(files.folder(), List.of(genes.byId())))
              .apply("ViewPrepared", View.asIterable());
      PCollectionTuple planned =
          begin.apply("PlanGenes", new PlanGenes(files, source.choice, genes, prepared));
      PCollectionView<Iterable<ScoreTally>> plan =
          planned.get(PlanGenes.TALLIES).apply("ViewPlan", View.asIterable());
      PCollection<GenomeFile> genome =
          begin.apply(
              "PrepareGenome",
              PrepareGenome.of(files.fasta(), files.folder()).after(List.of(plan)));
      PCollectionView<Iterable<Alignment>> alignment =
          genome
              .apply(
                  "MeasureOffsets",
                  new MeasureOffsets(files, source.rules, source.choice.rule().seed(), genes))
              .apply("ViewOffsets", View.asIterable());
      PCollectionTuple scored =
          planned
              .get(PlanGenes.BUNDLES)
              .apply("SpreadBundles", Reshuffle.viaRandomKey())
              .apply("ScoreGenes", new ScoreGenes(source, alignment));
      PCollectionView<Iterable<ScoreTally>> genesJudged =
          PCollectionList.of(scored.get(ScoreGenes.SCORE_TALLIES))
              .and(planned.get(PlanGenes.TALLIES))
              .apply("GatherGenes", Flatten.pCollections())
              .apply("JudgeGenes", new JudgeGenes(files))
              .apply("ViewGenes", View.asIterable());
      return new ScannedRows(
          new ScannedRows.BySource(
              scored.get(ScoreGenes.SELECTIONS),
              PCollectionList.of(scored.get(ScoreGenes.TALLIES))
                  .and(planned.get(PlanGenes.UNSELECTED))
                  .apply("GatherTallies", Flatten.pCollections())),
          begin.apply("NoRejects", Create.empty(new Reject.Coder())),
          new ScannedRows.Figures(
              begin
                  .apply("NoTables", Create.empty(new PieceTally.Coder()))
                  .apply("ViewNoTables", View.asIterable()),
              new ScannedRows.ScoreViews(
                  files.set(),
                  files.aliases(),
                  genesJudged,
                  alignment,
                  genome.apply("ViewGenome", View.asIterable()),
                  prepared),
              files.workFiles()),
          scored.get(ScoreGenes.RANGES),
          source.sketched ? scored.get(ScoreGenes.SKETCHES) : null,
          PCollectionTuple.empty(begin.getPipeline()));
    }
  }

  private static final class ReadNothing
      extends PTransform<ScannedRows, PCollection<KV<Integer, RowBlock>>> {
    private static final long serialVersionUID = 1L;

    @Override
    public PCollection<KV<Integer, RowBlock>> expand(ScannedRows rows) {
      return PBegin.in(rows.getPipeline())
          .apply("NoBlocks", Create.empty(KvCoder.of(VarIntCoder.of(), new RowBlock.Coder())));
    }
  }
}
