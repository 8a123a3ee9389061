package org.splicebeam.transforms.validate;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.splicebeam.schemas.parts.PartName;
import org.splicebeam.transforms.commit.RecordedFiles;
import org.splicebeam.transforms.description.DatasetDescription;
import org.splicebeam.transforms.description.DatasetFiles;
import org.splicebeam.transforms.description.DatasetFiles.Kind;
import org.splicebeam.transforms.parts.PartReceipts;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.publish.Owner;
import org.splicebeam.transforms.verdict.Verdict;
import org.splicebeam.transforms.verdict.VerdictException;

/**
 * Takes what is broken out of a data set. What is left is an unfinished build that lacks exactly
 * that. Only receipts are deleted, which the rebuild makes again. A link is moved itself, and
 * nothing is moved or deleted through one.
 */
public final class BrokenParts {
  private static final String BROKEN = "broken";
  private static final List<String> OWN_FOLDERS =
      List.of(BROKEN, OutputFolder.PRIVATE, OutputFolder.PRIVATE + "/receipts");

  private final DatasetFiles files;
  private final Map<String, String> moved = new LinkedHashMap<>();

  private BrokenParts(DatasetFiles files) {
    this.files = files;
  }

  /**
   * Moves the report's broken and surplus parts to {@code broken/}, and dataset.json where anything
   * is to be built again. A part loses its receipt first and the data set its dataset.json before
   * any part is moved: wherever this is interrupted, the folder never counts a broken part as
   * committed. What dataset.json alone records is claimed before it is moved.
   *
   * @return new names by old ones, in order
   * @throws VerdictException where a build has the folder, or one of its own folders is none
   */
  @SuppressWarnings("try") // to own the folder is all
  public static Map<String, String> move(OutputFolder folder, ValidationReport report)
      throws IOException {
    if (report.clean()) {
      return Map.of();
    }
    OutputFolder mine = folder.ownedBy(UUID.randomUUID().toString());
    BrokenParts parts = new BrokenParts(new DatasetFiles(mine));
    parts.requireOwnFolders();
    Owner.Beginning record = () -> RecordedFiles.in(mine).claim(mine);
    try (Owner owner = Owner.claim(mine, false, record)) {
      parts.move(report);
    }
    return parts.moved;
  }

  private void requireOwnFolders() throws IOException {
    for (String name : OWN_FOLDERS) {
      Kind kind = files.kind(name);
      if (files.folder().isLocal() && kind != Kind.FOLDER && kind != Kind.NOTHING) {
        throw new VerdictException(
            Verdict.badInput(
                "%s in %s is to be a folder, and %s: move it away"
                    .formatted(name, files.folder().path(), kind.words())));
      }
    }
  }

  private void move(ValidationReport report) throws IOException {
    for (PartName part : report.brokenParts()) {
      files.folder().store().delete(PartReceipts.nameOf(part));
    }
    if (!report.toRebuild().isEmpty()) {
      move(DatasetDescription.NAME);
    }
    for (PartName part : report.brokenParts()) {
      move(part.path());
    }
    for (String name : report.surplus()) {
      move(name);
    }
  }

  private void move(String name) throws IOException {
    Kind kind = files.kind(name);
    if (kind == Kind.NOTHING || kind == Kind.BELOW_LINK) {
      return;
    }
    String base = BROKEN + "/" + name.substring(name.lastIndexOf('/') + 1);
    int number = 1;
    while (files.kind(base + "." + number) != Kind.NOTHING) {
      number++;
    }
    files.folder().store().rename(name, base + "." + number);
    moved.put(name, base + "." + number);
  }
}
