package org.splicebeam.pipeline.dataset;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.splicebeam.pipeline.options.BadOptionException;
import org.splicebeam.transforms.commit.EarlierDataset;
import org.splicebeam.transforms.commit.RecordedFiles;
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
    List<String> all = new ArrayList<>();
    for (String name : EarlierDataset.FILES) {
      if (folder.isLocal()
          ? Files.exists(local(folder, name), LinkOption.NOFOLLOW_LINKS)
          : folder.length(name).isPresent()) {
        all.add(name);
      }
    }
    for (String place : BuildNames.FOLDERS) {
      addAll(folder, place, all);
    }
    if (folder.isLocal()) {
      for (String place : BuildNames.PRIVATE_FOLDERS) {
        addAll(folder, OutputFolder.PRIVATE + "/" + place, all);
      }
      for (String name : all) {
        if (BuildNames.isOne(name)
            && !Files.isRegularFile(local(folder, name), LinkOption.NOFOLLOW_LINKS)) {
          throw refused(folder, name, "file");
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
      return Claim.read(folder).isPresent() || folder.length(name).orElse(0L) == 0;
    }
    return name.equals(Owner.NAME) ? Owner.isRecorded(folder) : recorded.has(name);
  }

  private boolean isAside(String name) {
    return recorded.runs().stream().map(Publish::asideOf).anyMatch(name::startsWith)
        || recorded.isUnclaimed() && name.startsWith(Publish.ASIDE + "/");
  }

  /** The names in a folder of the output; on a store also of those in its folders. */
  private static void addAll(OutputFolder folder, String place, List<String> names)
      throws IOException {
    if (!folder.isLocal()) {
      int root = folder.pathOf("").length();
      for (MatchResult.Metadata found :
          FileSystems.match(folder.pathOf(place + "**"), EmptyMatchTreatment.ALLOW).metadata()) {
        names.add(found.resourceId().toString().substring(root));
      }
      return;
    }
    Path at = local(folder, place);
    if (!Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
      if (Files.exists(at, LinkOption.NOFOLLOW_LINKS)) {
        throw refused(folder, place.substring(0, place.length() - 1), "folder");
      }
      return;
    }
    try (DirectoryStream<Path> inside = Files.newDirectoryStream(at)) {
      inside.forEach(file -> names.add(place + file.getFileName()));
    } catch (NoSuchFileException e) {
      return; // Another run has just removed it.
    }
  }

  private static BadOptionException refused(OutputFolder folder, String name, String what) {
    return new BadOptionException(
        "--output %s holds %s, which is %s where a build has a %s: move it, or name another folder"
            .formatted(
                folder.path(),
                name,
                Files.isSymbolicLink(local(folder, name)) ? "a link" : "something else",
                what));
  }

  private static Path local(OutputFolder folder, String name) {
    return Path.of(folder.path(), name);
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
