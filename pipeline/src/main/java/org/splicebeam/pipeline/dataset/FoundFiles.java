package org.splicebeam.pipeline.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.splicebeam.pipeline.options.BadOptionException;
import org.splicebeam.transforms.commit.EarlierDataset;
import org.splicebeam.transforms.commit.RecordedFiles;
import org.splicebeam.transforms.description.DatasetFiles;
import org.splicebeam.transforms.description.DatasetFiles.Kind;
import org.splicebeam.transforms.publish.Claim;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.publish.Owner;
import org.splicebeam.transforms.publish.Publish;

/**
 * What stands in an output folder under names that builds write, and whose it is by the records
 * there. No link below the folder is followed.
 *
 * <p>Memory: each name.
 */
final class FoundFiles {
  private final OutputFolder folder;
  private final RecordedFiles recorded;
  private final List<String> own = new ArrayList<>();
  private final List<String> strangers = new ArrayList<>();
  private final List<String> aside = new ArrayList<>();

  private FoundFiles(OutputFolder folder, RecordedFiles recorded) {
    this.folder = folder;
    this.recorded = recorded;
  }

  /**
   * Looks at a folder.
   *
   * @throws BadOptionException where there is a link, or something else than a file or a folder,
   *     under the name of one
   */
  static FoundFiles in(OutputFolder folder) throws IOException {
    DatasetFiles files = new DatasetFiles(folder);
    List<String> all = new ArrayList<>();
    for (String name : EarlierDataset.FILES) {
      if (files.kind(name) != Kind.NOTHING) {
        all.add(name);
      }
    }
    for (String place : BuildNames.FOLDERS) {
      all.addAll(namesIn(files, place));
    }
    if (folder.isLocal()) {
      for (String place : BuildNames.INNER_FOLDERS) {
        all.addAll(namesIn(files, place));
      }
      for (String name : all) {
        if (BuildNames.isOne(name)) {
          require(files, name, Kind.FILE, "file");
        }
      }
    }
    FoundFiles found = new FoundFiles(folder, RecordedFiles.in(folder));
    for (String name : all) {
      found.sort(name);
    }
    return found;
  }

  private void sort(String name) throws IOException {
    if (BuildNames.isOne(name)) {
      (isOwn(name) ? own : strangers).add(name);
    } else if (isAside(name)) {
      aside.add(name);
    }
  }

  private boolean isOwn(String name) throws IOException {
    if (name.equals(Owner.LOCK)) {
      return true; // nothing is written to it
    }
    if (Claim.FILES.contains(name)) {
      // An empty one is of a run that was killed when it began.
      return recorded.isClaimed() || folder.length(name).orElse(0L) == 0;
    }
    return name.equals(Owner.NAME) ? Owner.isRecorded(folder) : recorded.has(name);
  }

  private boolean isAside(String name) {
    return recorded.runs().stream().map(Publish::asideOf).anyMatch(name::startsWith)
        || recorded.isUnclaimed() && name.startsWith(Publish.ASIDE + "/");
  }

  /** The names in a folder of the output; on a store also of those in its folders. */
  private static List<String> namesIn(DatasetFiles files, String place) throws IOException {
    String name = place.substring(0, place.length() - 1);
    if (files.folder().isLocal()) {
      require(files, name, Kind.FOLDER, "folder");
    }
    return files.entries(name);
  }

  /** Makes sure that what stands under a name, if anything, is what a build has there. */
  private static void require(DatasetFiles files, String name, Kind kind, String noun)
      throws IOException {
    Kind found = files.kind(name);
    if (found != kind && found != Kind.NOTHING) {
      throw new BadOptionException(
          "--output %s holds %s, which is %s where a build has a %s: move it, or name another folder"
              .formatted(
                  files.folder().path(),
                  name,
                  found == Kind.LINK ? "a link" : "something else",
                  noun));
    }
  }

  /** Makes sure that all is splicebeam's that has a name of it. */
  void refuseStrangers() {
    if (!strangers.isEmpty()) {
      boolean one = strangers.size() == 1;
      throw new BadOptionException(
          "--output %s holds %s, and no record there says that splicebeam wrote %s, but a build would: move %s, or name another folder"
              .formatted(
                  folder.path(),
                  BadOptionException.some(strangers),
                  one ? "it" : "them",
                  one ? "it" : "them"));
    }
  }

  /** Whether splicebeam's file of this name stands. */
  boolean has(String name) {
    return own.contains(name);
  }

  /** Splicebeam's files. */
  List<String> own() {
    return own;
  }

  /** Those whose names begin with one of these. */
  List<String> own(List<String> places) {
    return own.stream().filter(name -> places.stream().anyMatch(name::startsWith)).toList();
  }

  /** What runs left aside. */
  List<String> aside() {
    return aside;
  }

  /** What the records say. */
  RecordedFiles recorded() {
    return recorded;
  }
}
