package org.splicebeam.pipeline.dataset;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.splicebeam.pipeline.options.BadOptionException;
import org.splicebeam.pipeline.options.FolderOptions.Resume;
import org.splicebeam.transforms.commit.BuildIdentity;
import org.splicebeam.transforms.commit.EarlierBuild;
import org.splicebeam.transforms.commit.EarlierDataset;
import org.splicebeam.transforms.commit.RecordedPlan;
import org.splicebeam.transforms.description.ReportSource;
import org.splicebeam.transforms.fasta.PrepareGenome;
import org.splicebeam.transforms.finish.DatasetCard;
import org.splicebeam.transforms.parts.PartReceipts;
import org.splicebeam.transforms.publish.Claim;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.publish.Owner;
import org.splicebeam.transforms.publish.Publish;
import org.splicebeam.transforms.reject.RejectFolder;
import org.splicebeam.transforms.report.ReportPage;
import org.splicebeam.transforms.tracks.BedGraphWorkFiles;

/**
 * What builds put into an output folder, by their records. Whatever else lies there is never
 * touched; where it has a name that a build may write, there is no build.
 */
final class PublishedFiles {
  private static final Logger LOG = Logger.getLogger(PublishedFiles.class.getName());

  private static final int NAMES = 5;

  /** What an earlier run may have left of itself. */
  private static final List<String> TRACES =
      List.of(
          OutputFolder.PRIVATE + "/verdict.json",
          OutputFolder.PRIVATE + "/notices/",
          OutputFolder.PRIVATE + "/rejected/");

  /** What is of use only while a run goes on, such as an unpacked genome. */
  private static final List<String> WORK_FILES =
      List.of(PrepareGenome.PLACE, BedGraphWorkFiles.PLACE);

  /** What any run writes before it knows its input. */
  private static final List<String> OF_EVERY_RUN =
      Stream.concat(
              Claim.FILES.stream(),
              Stream.of(
                      "owner.json",
                      "build.log",
                      "verdict.json",
                      "plan.json",
                      "notices/annotation-cache.json",
                      "notices/annotation-cache-file.json",
                      "notices/annotation-losses.json")
                  .map(name -> OutputFolder.PRIVATE + "/" + name))
          .toList();

  /** Part of a data set where one stands, else a trace. */
  private static final List<String> REJECTS = List.of("rejected/");

  private final OutputFolder folder;

  /** What the last look found; null before it. */
  private FoundFiles found;

  /** What comes of it; null before it. */
  private EarlierBuild earlierBuild;

  PublishedFiles(OutputFolder folder) {
    this.folder = folder;
  }

  /**
   * Looks at what the folder holds. Nothing is changed.
   *
   * @param identity the options, schema and data version of the build
   * @throws BadOptionException where the folder cannot be built in
   */
  void look(Resume resume, boolean overwrite, BuildIdentity identity) {
    earlierBuild = decided(resume, overwrite, identity);
  }

  /** What is to be done with what the last look found, if anything. */
  EarlierBuild earlierBuild() {
    return earlierBuild;
  }

  private EarlierBuild decided(Resume resume, boolean overwrite, BuildIdentity identity) {
    if (overwrite && resume == Resume.REQUIRE) {
      throw new BadOptionException(
          "--overwrite and --resume=require contradict each other: leave one out");
    }
    try {
      found = FoundFiles.in(folder);
      checkPages();
      found.refuseStrangers();
      boolean whole = found.has(EarlierDataset.DATASET);
      if (overwrite) {
        return whole || resume == Resume.NEVER
            ? EarlierBuild.REPLACE
            : EarlierBuild.FINISH_OR_REPLACE;
      }
      if (whole) {
        throw holds("a data set" + ofOtherVersion(EarlierDataset.dataVersion(folder), identity));
      }
      Optional<RecordedPlan> unfinished = RecordedPlan.read(folder);
      if (unfinished.isPresent()) {
        if (resume == Resume.NEVER) {
          return EarlierBuild.REPLACE;
        }
        checkSame(unfinished.get().identity(), identity);
        return EarlierBuild.FINISH;
      }
      if (!found.own(List.of("master/")).isEmpty()) {
        throw holds("parts of a data set");
      }
      for (String name : EarlierDataset.SIDE_FILES) {
        if (found.has(name)) {
          throw holds(name);
        }
      }
      if (resume == Resume.REQUIRE) {
        throw new BadOptionException(
            "--resume=require, but --output %s holds no unfinished build".formatted(folder.path()));
      }
      return EarlierBuild.FINISH;
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** A README.md or report.html of the user's own is never written over. */
  private void checkPages() throws IOException {
    Optional<byte[]> text = folder.read(DatasetCard.NAME);
    if (text.isPresent() && !DatasetCard.isOne(new String(text.get(), StandardCharsets.UTF_8))) {
      throw holdsAnother(DatasetCard.NAME);
    }
    if (!ReportSource.mayWrite(folder)) {
      throw holdsAnother(ReportPage.NAME);
    }
  }

  private BadOptionException holdsAnother(String page) {
    return new BadOptionException(
        "--output %s holds a %s that is not a data set's: move it, or name another folder"
            .formatted(folder.path(), page));
  }

  private static String ofOtherVersion(OptionalInt version, BuildIdentity identity) {
    return version.isEmpty() || version.getAsInt() == identity.dataVersion()
        ? ""
        : " of data version %s (this splicebeam makes %s)"
            .formatted(version.getAsInt(), identity.dataVersion());
  }

  private void checkSame(BuildIdentity unfinished, BuildIdentity identity) {
    if (unfinished.dataVersion() != identity.dataVersion()) {
      throw new BadOptionException(
          "--output %s holds an unfinished build%s: finish it with the splicebeam that began it,"
                  .formatted(
                      folder.path(),
                      ofOtherVersion(OptionalInt.of(unfinished.dataVersion()), identity))
              + " or say --resume=never to start anew");
    }
    List<String> differing = unfinished.differingOptions(identity);
    if (!differing.isEmpty()) {
      throw new BadOptionException(
          "--output %s holds an unfinished build with other options (%s):"
                  .formatted(
                      folder.path(), String.join(", ", differing.stream().limit(NAMES).toList()))
              + " give the same to finish it, or say --resume=never to start anew");
    }
  }

  private BadOptionException holds(String what) {
    return new BadOptionException(
        "--output %s already holds %s: name another folder, or add --overwrite"
            .formatted(folder.path(), what));
  }

  /**
   * Says in the folder, as the first file of a run, what of that which the last look found is
   * splicebeam's, and what the run may write before it knows its input.
   *
   * @param workFiles what is of use only while the run goes on
   * @param rejects those files of rejects that have the same names whatever the input is
   */
  void claim(List<String> workFiles, List<String> rejects) {
    SortedSet<String> claimed = new TreeSet<>(OF_EVERY_RUN);
    claimed.addAll(workFiles);
    claimed.addAll(rejects);
    found.own().stream().filter(name -> PartReceipts.partOf(name).isEmpty()).forEach(claimed::add);
    List<String> runs = new ArrayList<>(found.recorded().runs());
    runs.removeIf(run -> found.aside().stream().noneMatch(isOf(run)));
    runs.add(folder.runId());
    try {
      new Claim(runs, found.recorded().parts(), claimed).begin(folder);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private static Predicate<String> isOf(String run) {
    String start = Publish.asideOf(run);
    return name -> name.startsWith(start);
  }

  /**
   * Removes what earlier runs left of themselves; what they built stays.
   *
   * @return where this run's rejected lines go
   */
  RejectFolder clearTraces() {
    try {
      delete(found.own(TRACES));
      clearWorkFiles();
      List<String> rejects = found.own(REJECTS);
      if (found.has(EarlierDataset.DATASET)) {
        return new RejectFolder(true, rejects);
      }
      delete(rejects);
      return RejectFolder.PLAIN;
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private void clearWorkFiles() throws IOException {
    delete(found.own(WORK_FILES));
    delete(found.aside());
  }

  /**
   * Removes what was of use only to a run that failed. What cannot be removed stays: the next build
   * in the folder removes it, or tells why it cannot.
   *
   * @param owner of the folder; where another run has taken it over, nothing is removed
   */
  void clearWorkFiles(Owner owner) {
    try {
      if (owner.isOwner()) {
        found = FoundFiles.in(folder);
        clearWorkFiles();
      }
    } catch (IOException | BadOptionException e) {
      LOG.log(Level.WARNING, "work files stay behind", e);
    }
  }

  private void delete(List<String> files) throws IOException {
    for (String name : files) {
      folder.delete(name);
    }
  }

  /** The folder that cannot be written, as an option. */
  BadOptionException unusable(IOException error) {
    return BadOptionException.unwritable("--output", folder.path(), error);
  }
}
