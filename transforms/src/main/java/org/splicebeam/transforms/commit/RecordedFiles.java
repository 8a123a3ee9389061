package org.splicebeam.transforms.commit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.splicebeam.schemas.parts.PartLayout;
import org.splicebeam.schemas.parts.PartName;
import org.splicebeam.transforms.parts.PartReceipts;
import org.splicebeam.transforms.publish.Claim;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.publish.Owner;

/**
 * Which files of an output folder splicebeam wrote, by what is recorded there: the claim, the plan
 * (of parts, {@code dataset.json} and the files beside it) and {@code dataset.json}. Records give
 * numbers of parts and names below the folder. A name counts only where it is one that builds
 * write, which the caller sees to.
 *
 * <p>Some files beside the parts are of some data sets only: those without splits have no {@code
 * paralogs.csv}, those of older versions no {@code statistics.json}. {@code dataset.json} tells,
 * and where there is none the plan.
 *
 * <p>Versions without claims left data sets, too: there {@code dataset.json}, plan or {@code
 * owner.json} shows whose folder it is; such a version left no names of rejected lines before its
 * {@code dataset.json}, so all names that builds give to these count there.
 *
 * <p>Memory: the claim's names and those of files of rejected lines.
 */
public final class RecordedFiles {
  private static final String REJECTED = "rejected/";

  private final Optional<Claim> claim;
  private final PartLayout parts;

  /** Below {@code rejected/}. */
  private final Set<String> rejects;

  /** Files beside the parts that the data set does not have. */
  private final Set<String> lacking;

  /** Whether there is a data set. */
  private final boolean isDescribed;

  /** Whether there is a plan. */
  private final boolean isPlanned;

  private final boolean isOwned;

  private RecordedFiles(
      Optional<Claim> claim,
      PartLayout parts,
      Set<String> rejects,
      Set<String> lacking,
      boolean isDescribed,
      boolean isPlanned,
      boolean isOwned) {
    this.claim = claim;
    this.parts = parts;
    this.rejects = rejects;
    this.lacking = lacking;
    this.isDescribed = isDescribed;
    this.isPlanned = isPlanned;
    this.isOwned = isOwned;
  }

  /** Reads the records of a folder. */
  public static RecordedFiles in(OutputFolder folder) throws IOException {
    Optional<Claim> claim = Claim.read(folder);
    Optional<RecordedPlan> plan = RecordedPlan.read(folder);
    JsonNode dataset = EarlierDataset.description(folder);
    Set<String> rejects = new HashSet<>();
    List<String> told = names(dataset.path("parts"));
    PartLayout parts = PartLayout.ofPaths(told);
    boolean isTold = !dataset.isMissingNode() && parts.parts() == told.size();
    if (!isTold) {
      // Perhaps on the way from one data set to the next: whatever either may have left.
      parts =
          parts
              .and(claim.map(Claim::parts).orElse(PartLayout.NONE))
              .and(plan.map(RecordedPlan::parts).orElse(PartLayout.NONE));
    }
    if (dataset.isMissingNode()) {
      claim.ifPresent(c -> rejects.addAll(c.names()));
    } else {
      rejects.addAll(names(dataset.path("rejectedFiles")));
    }
    Set<String> lacking = new HashSet<>();
    if (isTold) {
      lacking.addAll(lacking(dataset.has("statistics"), dataset.path("options")));
    } else {
      plan.map(p -> lacking(p.rows() >= 0, p.identity().json().path("options")))
          .ifPresent(lacking::addAll);
      claim.map(Claim::names).ifPresent(lacking::removeAll);
    }
    boolean isDescribed = !dataset.isMissingNode();
    return new RecordedFiles(
        claim,
        parts,
        rejects,
        lacking,
        isDescribed,
        plan.isPresent(),
        isDescribed || plan.isPresent() || Owner.isRecorded(folder));
  }

  private static Set<String> lacking(boolean hasStatistics, JsonNode options) {
    Set<String> lacking = new HashSet<>();
    if (!hasStatistics) {
      lacking.add("statistics.json");
    }
    if (!options.has("paralogs")) {
      lacking.add("paralogs.csv");
    }
    return lacking;
  }

  private static List<String> names(JsonNode files) {
    List<String> names = new ArrayList<>();
    files.forEach(file -> names.add(file.path("name").asText()));
    return names;
  }

  /**
   * Whether a file is splicebeam's.
   *
   * @param name that builds write, below the folder
   */
  public boolean has(String name) {
    Optional<PartName> part = PartReceipts.partOf(name);
    if (part.isPresent()) {
      return parts.has(part.get());
    }
    if (name.startsWith(REJECTED)) {
      return rejects.contains(name) || (isUnclaimed() && !isDescribed);
    }
    if (lacking.contains(name)) {
      return false;
    }
    if (claim.isPresent() && claim.get().names().contains(name)) {
      return true;
    }
    return name.startsWith(OutputFolder.PRIVATE + "/") ? isUnclaimed() : isDescribed || isPlanned;
  }

  /** The files of the data set but rejected lines, in the order in which they are to go. */
  List<String> ofDataset() {
    List<String> names = new ArrayList<>();
    if (has(EarlierDataset.DATASET)) {
      names.add(EarlierDataset.DATASET);
    }
    parts.names().forEach(part -> names.add(part.path()));
    parts.names().forEach(part -> names.add(PartReceipts.nameOf(part)));
    names.addAll(EarlierDataset.SIDE_FILES.stream().filter(this::has).toList());
    return names;
  }

  /** Claims what {@code dataset.json} alone records, before it is moved away. */
  public void claim(OutputFolder folder) throws IOException {
    if (isDescribed && !isPlanned) {
      SortedSet<String> names = new TreeSet<>(rejects);
      EarlierDataset.FILES.stream().filter(this::has).forEach(names::add);
      claim.map(Claim::names).ifPresent(names::addAll);
      new Claim(runs(), parts, names).begin(folder);
    }
  }

  /** How many parts are splicebeam's, from the first of each split on. */
  public PartLayout parts() {
    return parts;
  }

  /** The runs that may have left files aside. */
  public List<String> runs() {
    return claim.map(Claim::runs).orElse(List.of());
  }

  /** Whether there is a claim. */
  public boolean isClaimed() {
    return claim.isPresent();
  }

  /** Whether it was a version without claims that wrote here. */
  public boolean isUnclaimed() {
    return claim.isEmpty() && isOwned;
  }
}
