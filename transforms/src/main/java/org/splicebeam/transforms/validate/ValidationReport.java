package org.splicebeam.transforms.validate;

import java.util.List;
import org.splicebeam.schemas.parts.PartName;

/**
 * What a validation found.
 *
 * @param findings in the order of the files; empty for a clean data set
 * @param rows read from the parts
 * @param columns of the data set; 0 where its options do not tell
 * @param parts that dataset.json names
 * @param brokenParts the parts that findings speak of, in their order
 * @param surplus Parquet files below master/ that are no parts; empty where dataset.json, which
 *     names the parts, is wrong itself
 */
public record ValidationReport(
    List<Finding> findings,
    long rows,
    int columns,
    int parts,
    List<PartName> brokenParts,
    List<String> surplus) {
  public ValidationReport {
    findings = List.copyOf(findings);
    brokenParts = List.copyOf(brokenParts);
    surplus = List.copyOf(surplus);
  }

  /** The files that findings speak of and that a build makes again. */
  public List<String> toRebuild() {
    return findings.stream()
        .map(Finding::file)
        .filter(file -> !surplus.contains(file))
        .distinct()
        .toList();
  }

  public boolean clean() {
    return findings.isEmpty();
  }
}
