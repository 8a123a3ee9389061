package org.splicebeam.transforms.validate;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.splicebeam.transforms.parts.PartReceipts;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.publish.Owner;
import org.splicebeam.transforms.publish.Store;

/**
 * Takes what is broken out of a data set. What is left is an unfinished build that lacks exactly
 * that. Only receipts are deleted, which the rebuild makes again.
 */
public final class BrokenParts {
  private static final String BROKEN = "broken/";

  private BrokenParts() {}

  /**
   * Moves the report's broken and surplus parts to {@code broken/}, and dataset.json where anything
   * is to be built again. A part loses its receipt first and the data set its dataset.json before
   * any part is moved: wherever this is interrupted, the folder never counts a broken part as
   * committed.
   *
   * @return new names by old ones, in order
   * @throws org.splicebeam.transforms.verdict.VerdictException where a build has the folder
   */
  @SuppressWarnings("try") // to own the folder is all
  public static Map<String, String> move(OutputFolder folder, ValidationReport report)
      throws IOException {
    Map<String, String> moved = new LinkedHashMap<>();
    if (report.clean()) {
      return moved;
    }
    OutputFolder mine = folder.ownedBy(UUID.randomUUID().toString());
    try (Owner owner = Owner.claim(mine, false)) {
      Store store = mine.store();
      for (int part : report.brokenParts()) {
        store.delete(PartReceipts.receiptName(part));
      }
      if (!report.toRebuild().isEmpty()) {
        move(store, DatasetDescription.NAME, moved);
      }
      for (int part : report.brokenParts()) {
        move(store, PartReceipts.partName(part), moved);
      }
      for (String name : report.surplus()) {
        move(store, name, moved);
      }
    }
    return moved;
  }

  private static void move(Store store, String name, Map<String, String> moved) throws IOException {
    if (store.length(name).isEmpty()) {
      return;
    }
    String base = BROKEN + name.substring(name.lastIndexOf('/') + 1);
    int number = 1;
    while (store.length(base + "." + number).isPresent()) {
      number++;
    }
    store.rename(name, base + "." + number);
    moved.put(name, base + "." + number);
  }
}
