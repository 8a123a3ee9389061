package org.splicebeam.pipeline.graph;

import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.splicebeam.schemas.StepOutput;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.transforms.checks.CheckInput;
import org.splicebeam.transforms.genes.GeneTable;
import org.splicebeam.transforms.reject.WriteRejects;
import org.splicebeam.transforms.reject.WriteRowlessGenes;
import org.splicebeam.transforms.rows.ScannedRows;

/** Writes the rejected lines; then the input is accepted, or the build ends. */
final class JudgeInput extends PTransform<ScannedRows, JudgeInput.Accepted> {
  private static final long serialVersionUID = 1L;
  private final transient GeneTable genes;
  private final BuildSettings settings;

  private JudgeInput(GeneTable genes, BuildSettings settings) {
    this.genes = genes;
    this.settings = settings;
  }

  static JudgeInput with(GeneTable genes, BuildSettings settings) {
    return new JudgeInput(genes, settings);
  }

  /**
   * An input that will do.
   *
   * @param verdict one true
   * @param rejectFiles the files of rejected lines
   */
  record Accepted(PCollection<Boolean> verdict, PCollection<FileReceipt> rejectFiles)
      implements StepOutput {}

  @Override
  public Accepted expand(ScannedRows rows) {
    Output output = settings.output();
    AnnotationSettings annotation = settings.annotation();
    PCollection<FileReceipt> rejectFiles = rejectFiles(rows);
    PCollection<Boolean> verdict =
        PBegin.in(rows.getPipeline())
            .apply(
                "CheckInput",
                new CheckInput(
                        settings.limits(),
                        rows.figures().tallies(),
                        genes.byId(),
                        rejectFiles.apply("ViewRejectFiles", View.asIterable()),
                        output.rejects(),
                        output.verdict())
                    .withAnnotation(
                        annotation.gtf(),
                        annotation.spliceSites(),
                        annotation.stripIdVersions(),
                        genes.tallies()));
    return new Accepted(verdict, rejectFiles);
  }

  /** Of lines, and of genes where rows come from scores. */
  private PCollection<FileReceipt> rejectFiles(ScannedRows rows) {
    Output output = settings.output();
    PCollection<FileReceipt> ofLines =
        PCollectionList.of(rows.rejects())
            .and(genes.rejects())
            .apply("GatherRejects", Flatten.<Reject>pCollections())
            .apply(
                "WriteRejects",
                WriteRejects.to(output.folder(), output.rejects(), rows.figures().tallies()));
    if (rows.figures().scores() == null) {
      return ofLines;
    }
    PCollection<FileReceipt> ofGenes =
        PBegin.in(rows.getPipeline())
            .apply(
                "WriteRowlessGenes",
                WriteRowlessGenes.to(
                    output.folder(), output.rejects(), rows.figures().scores().genes()));
    return PCollectionList.of(ofLines)
        .and(ofGenes)
        .apply("GatherRejectFiles", Flatten.pCollections());
  }
}
