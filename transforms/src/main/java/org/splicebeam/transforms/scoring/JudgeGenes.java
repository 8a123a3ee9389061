package org.splicebeam.transforms.scoring;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.splicebeam.schemas.scores.RowlessGene;
import org.splicebeam.schemas.scores.ScoreTally;
import org.splicebeam.transforms.fasta.Genome;
import org.splicebeam.transforms.verdict.Verdict;
import org.splicebeam.transforms.verdict.VerdictException;

/**
 * The verdict on all genes together, once their scores are read: whether all scores will do, and
 * any gene has rows (contract 8.2). Gives the sum of the tallies, one element; otherwise the build
 * ends here.
 *
 * <p>Memory: the genes without rows.
 */
final class JudgeGenes extends PTransform<PCollection<ScoreTally>, PCollection<ScoreTally>> {
  private static final long serialVersionUID = 1L;
  private static final int NAMES = 3;

  private final ScoreFiles files;

  JudgeGenes(ScoreFiles files) {
    this.files = files;
  }

  @Override
  public PCollection<ScoreTally> expand(PCollection<ScoreTally> tallies) {
    PCollectionView<Iterable<ScoreTally>> view = tallies.apply("ViewGenes", View.asIterable());
    return PBegin.in(tallies.getPipeline())
        .apply("StartJudgement", Create.of(true))
        .apply("SumGenes", ParDo.of(new JudgeFn(files, view)).withSideInputs(view));
  }

  private static final class JudgeFn extends DoFn<Boolean, ScoreTally> {
    private static final long serialVersionUID = 1L;
    private final ScoreFiles files;
    private final PCollectionView<Iterable<ScoreTally>> tallies;

    JudgeFn(ScoreFiles files, PCollectionView<Iterable<ScoreTally>> tallies) {
      this.files = files;
      this.tallies = tallies;
    }

    @ProcessElement
    public void judge(ProcessContext context) throws IOException {
      ScoreTally sum = ScoreTally.sum(context.sideInput(tallies));
      if (sum.fault() != null) {
        throw raise(sum.fault().sentence());
      }
      if (sum.genes() == 0 && !sum.without().isEmpty()) {
        throw raise(noRows(sum));
      }
      context.output(sum);
    }

    private VerdictException raise(String sentence) throws IOException {
      return files.folder().verdict().raise(Verdict.badInput(sentence));
    }

    private String noRows(ScoreTally sum) {
      List<String> reasons = new ArrayList<>();
      for (Map.Entry<RowlessGene.Reason, Long> some : sum.withoutByReason().entrySet()) {
        if (some.getValue() > 0) {
          reasons.add("%s %s".formatted(some.getValue(), inWords(some.getKey())));
        }
      }
      return "--scores, --fasta and --gtf make no row: of %s genes %s; the scores have %s, the FASTA has %s, the annotation has %s (genes %s): do they name chromosomes or genes alike, and are they of one assembly? --chromAliases tells which names are of one chromosome"
          .formatted(
              sum.without().size(),
              String.join(", ", reasons),
              some(names(() -> files.scores().someNames(files.folder()))),
              some(names(this::contigs)),
              some(sum.without().stream().map(RowlessGene::chrom).distinct().toList()),
              some(sum.without().stream().map(RowlessGene::geneId).toList()));
    }

    /** Names that help; none where they cannot be read, for there is something to say already. */
    private static List<String> names(Callable<List<String>> names) {
      try {
        return names.call();
      } catch (Exception e) {
        return List.of();
      }
    }

    private List<String> contigs() throws IOException {
      try (Genome genome = Genome.open(files.fasta(), files.folder(), files.aliases())) {
        return genome.someNames(NAMES + 1);
      }
    }

    private static String inWords(RowlessGene.Reason reason) {
      return switch (reason) {
        case NO_SITES -> "have no splice site";
        case NO_SCORES -> "have no score";
        case LENGTH_MISMATCH -> "have an array of another length";
        case NO_CONTIG -> "are on no sequence of the FASTA";
        case OUTSIDE_CONTIG -> "reach over an end of theirs";
      };
    }

    private static String some(Collection<String> names) {
      return names.isEmpty()
          ? "none"
          : String.join(", ", names.stream().limit(NAMES).toList())
              + (names.size() > NAMES ? ", ..." : "");
    }
  }
}
