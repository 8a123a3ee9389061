package org.splicebeam.pipeline.dataset;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.splicebeam.pipeline.options.BadOptionException;
import org.splicebeam.pipeline.options.FolderOptions.Resume;
import org.splicebeam.transforms.commit.BuildIdentity;
import org.splicebeam.transforms.commit.EarlierBuild;
import org.splicebeam.transforms.commit.EarlierDataset;
import org.splicebeam.transforms.commit.RecordedPlan;
import org.splicebeam.transforms.fasta.PrepareGenome;
import org.splicebeam.transforms.finish.DatasetCard;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.publish.Owner;
import org.splicebeam.transforms.publish.Publish;
import org.splicebeam.transforms.reject.RejectFolder;
import org.splicebeam.transforms.reject.WriteRowlessGenes;
import org.splicebeam.transforms.tracks.BedGraphWorkFiles;

/** What builds put into an output folder; whatever else lies there is never touched. */
final class PublishedFiles {
  private static final Logger LOG = Logger.getLogger(PublishedFiles.class.getName());

  private static final String PARTS = "master/part-*.parquet";
  private static final int NAMES = 5;

  /** What an earlier run may have left of itself. */
  private static final List<String> TRACES =
      List.of(
          OutputFolder.PRIVATE + "/verdict.json",
          OutputFolder.PRIVATE + "/notices/*.json",
          OutputFolder.PRIVATE + "/rejected/*.tsv");

  /** What is of use only while a run goes on, such as an unpacked genome. */
  private static final List<String> WORK_FILES =
      List.of(Publish.ASIDE + "/*", PrepareGenome.PLACE + "*", BedGraphWorkFiles.PLACE + "*");

  /** Part of a data set where one stands, else a trace. */
  private static final List<String> REJECTS =
      List.of(
          "rejected/analysis-*.tsv",
          "rejected/annotation*.tsv",
          "rejected/splice_sites*.tsv",
          WriteRowlessGenes.NAME);

  private final OutputFolder folder;

  PublishedFiles(OutputFolder folder) {
    this.folder = folder;
  }

  /**
   * What is to be done with what the folder holds, if anything. Nothing is changed.
   *
   * @param identity the options, schema and data version of the build
   * @throws BadOptionException where the folder cannot be built in
   */
  EarlierBuild earlierBuild(Resume resume, boolean overwrite, BuildIdentity identity) {
    if (folder.isLocal() && Files.exists(local("")) && !Files.isDirectory(local(""))) {
      throw new BadOptionException("--output %s is a file: name a folder".formatted(folder.path()));
    }
    if (overwrite && resume == Resume.REQUIRE) {
      throw new BadOptionException(
          "--overwrite and --resume=require contradict each other: leave one out");
    }
    try {
      checkCard();
      boolean whole = stands(EarlierDataset.DATASET);
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
      if (!matching(PARTS).isEmpty()) {
        throw holds("parts of a data set");
      }
      for (String name : EarlierDataset.SIDE_FILES) {
        if (stands(name)) {
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

  private boolean stands(String name) throws IOException {
    return folder.store().length(name).isPresent();
  }

  /** A README.md of the user's own is never written over. */
  private void checkCard() throws IOException {
    Optional<byte[]> text = folder.read(DatasetCard.NAME);
    if (text.isPresent() && !DatasetCard.isOne(new String(text.get(), StandardCharsets.UTF_8))) {
      throw new BadOptionException(
          "--output %s holds a %s that is not a data set's: move it, or name another folder"
              .formatted(folder.path(), DatasetCard.NAME));
    }
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
   * Removes what earlier runs left of themselves; what they built stays.
   *
   * @return where this run's rejected lines go
   */
  RejectFolder clearTraces() {
    try {
      delete(matching(TRACES));
      delete(matching(WORK_FILES));
      List<String> rejects = matching(REJECTS);
      if (stands(EarlierDataset.DATASET)) {
        return new RejectFolder(true, rejects);
      }
      delete(rejects);
      return RejectFolder.PLAIN;
    } catch (IOException e) {
      throw unusable(e);
    }
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
        delete(matching(WORK_FILES));
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "work files stay behind", e);
    }
  }

  private void delete(List<String> names) throws IOException {
    for (String name : names) {
      folder.store().delete(name);
    }
  }

  private List<String> matching(List<String> patterns) throws IOException {
    List<String> names = new ArrayList<>();
    for (String pattern : patterns) {
      names.addAll(matching(pattern));
    }
    return names;
  }

  /** The folder that cannot be written, as an option. */
  BadOptionException unusable(IOException error) {
    return BadOptionException.unwritable("--output", folder.path(), error);
  }

  /** The names of the files that a pattern of names in one folder matches. */
  private List<String> matching(String pattern) throws IOException {
    int last = pattern.lastIndexOf('/') + 1;
    String above = pattern.substring(0, last);
    List<String> names = new ArrayList<>();
    if (folder.isLocal()) {
      // By hand: Beam would take a bracket in the folder's name for a pattern, too.
      Path parent = local(above);
      if (Files.isDirectory(parent)) {
        try (DirectoryStream<Path> found =
            Files.newDirectoryStream(parent, pattern.substring(last))) {
          for (Path file : found) {
            if (Files.isRegularFile(file)) {
              names.add(above + file.getFileName());
            }
          }
        }
      }
    } else {
      String root = folder.path().endsWith("/") ? folder.path() : folder.path() + "/";
      for (MatchResult.Metadata found :
          FileSystems.match(root + pattern, EmptyMatchTreatment.ALLOW).metadata()) {
        names.add(above + found.resourceId().getFilename());
      }
    }
    return names;
  }

  private Path local(String name) {
    return Path.of(folder.path(), name);
  }
}
