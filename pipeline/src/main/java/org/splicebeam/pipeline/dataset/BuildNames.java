package org.splicebeam.pipeline.dataset;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.splicebeam.schemas.parts.Split;
import org.splicebeam.transforms.commit.EarlierDataset;
import org.splicebeam.transforms.publish.OutputFolder;

/** The names, below its output folder, of all files that any build may write. */
final class BuildNames {
  /** Folders that are for builds alone. */
  static final List<String> FOLDERS = List.of("master/", "rejected/", ".splicebeam/");

  /** Folders in these, in which files have names that are known beforehand. */
  static final List<String> INNER_FOLDERS =
      Stream.concat(
              Stream.of("notices/", "receipts/", "genome/", "scores/", "rejected/", "tmp/")
                  .map(folder -> OutputFolder.PRIVATE + "/" + folder),
              Arrays.stream(Split.values())
                  .map(Split::text)
                  .flatMap(
                      split ->
                          Stream.of(
                              "master/" + split + "/",
                              OutputFolder.PRIVATE + "/receipts/" + split + "/")))
          .toList();

  private static final String PART =
      "(("
          + Arrays.stream(Split.values()).map(Split::text).collect(Collectors.joining("|"))
          + ")/)?part-[0-9]{5,9}";

  private static final String REJECTED =
      "rejected/((analysis-[0-9]{5,}|annotation|splice_sites)(-[0-9]{5,})?|genes)\\.tsv";

  private static final Pattern NAME =
      Pattern.compile(
          String.join("|", EarlierDataset.FILES).replace(".", "\\.")
              + "|master/"
              + PART
              + "\\.parquet|"
              + REJECTED
              + "|\\.splicebeam/("
              + "(claim|owner|verdict|plan)\\.json|claim\\.json\\.new|build\\.log|lock"
              + "|notices/annotation-(cache|cache-file|losses)\\.json"
              + "|receipts/"
              + PART
              + "\\.json"
              + "|genome/genome\\.(fa|fai|gzi)"
              + "|scores/[0-9a-f]{16}\\.(index|bedGraph)|"
              + REJECTED
              + ")");

  private BuildNames() {}

  /** Whether a build may write a file of this name; those that lie aside have none of their own. */
  static boolean isOne(String name) {
    return NAME.matcher(name).matches();
  }

  /** Whether a name is a build's, or lies in a folder that is for builds alone, or is one. */
  static boolean isReserved(String name) {
    return isOne(name) || FOLDERS.stream().anyMatch((name + "/")::startsWith);
  }
}
