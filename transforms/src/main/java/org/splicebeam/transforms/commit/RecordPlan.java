package org.splicebeam.transforms.commit;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.splicebeam.schemas.inputs.InputFile;
import org.splicebeam.schemas.parts.PartPlan;
import org.splicebeam.transforms.progress.WorkDone;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.rows.ScannedRows;
import org.splicebeam.transforms.verdict.Verdict;

/**
 * Says in the folder what is going to be built there, before the first part: the build's
 * fingerprint, one element. What the build replaces is removed here, when its own input has been
 * accepted and none of its parts is written; where it was to go on with a build of other inputs, it
 * ends.
 */
public final class RecordPlan extends PTransform<PCollection<PartPlan>, PCollection<String>> {
  private static final long serialVersionUID = 1L;
  private static final int NAMES = 5;

  private final OutputFolder folder;
  private final EarlierBuild earlierBuild;
  private final List<String> replacedRejects;
  private final BuildIdentity identity;
  private final ScannedRows.Figures figures;
  private final PCollectionView<Iterable<InputFile>> annotationFiles;

  /**
   * @param earlierBuild what is done with what the folder holds
   * @param replacedRejects files of rejected lines of the data set that is replaced
   * @param identity of the build, without its inputs
   */
  public RecordPlan(
      OutputFolder folder,
      EarlierBuild earlierBuild,
      List<String> replacedRejects,
      BuildIdentity identity,
      ScannedRows.Figures figures,
      PCollectionView<Iterable<InputFile>> annotationFiles) {
    this.folder = folder;
    this.earlierBuild = earlierBuild;
    this.replacedRejects = List.copyOf(replacedRejects);
    this.identity = identity;
    this.figures = figures;
    this.annotationFiles = annotationFiles;
  }

  @Override
  public PCollection<String> expand(PCollection<PartPlan> plans) {
    return plans.apply(
        "Fingerprint",
        ParDo.of(new RecordFn()).withSideInputs(figures.views()).withSideInputs(annotationFiles));
  }

  private final class RecordFn extends DoFn<PartPlan, String> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void record(ProcessContext context) throws IOException {
      PartPlan plan = context.element();
      BuildIdentity whole =
          identity.withInputs(
              figures.tables(context::sideInput),
              figures.scores(context::sideInput),
              context.sideInput(annotationFiles));
      Optional<RecordedPlan> earlier = RecordedPlan.read(folder);
      boolean ownAttempt = earlier.isPresent() && earlier.get().run().equals(folder.runId());
      boolean same =
          earlier.isPresent() && earlier.get().identity().fingerprint().equals(whole.fingerprint());
      if (earlierBuild.isReplaced(same) && !ownAttempt) {
        EarlierDataset.remove(folder, replacedRejects);
      } else if (earlier.isPresent() && !same) {
        throw folder.verdict().raise(refusal(earlier.get().identity(), whole));
      }
      new RecordedPlan(folder.runId(), plan.layout(), plan.rows(), whole).write(folder);
      WorkDone.PLANS.add(1);
      context.output(whole.fingerprint());
    }

    private Verdict refusal(BuildIdentity earlier, BuildIdentity whole) {
      List<String> inputs = earlier.differingInputs(whole);
      List<String> differing = inputs.isEmpty() ? earlier.differingOptions(whole) : inputs;
      return Verdict.badInput(
          "--output %s holds an unfinished build of other inputs (%s differ: %s);"
                  .formatted(
                      folder.path(),
                      differing.size(),
                      String.join(", ", differing.stream().limit(NAMES).toList()))
              + " give the same inputs, or say --resume=never to start anew");
    }
  }
}
