package org.splicebeam.transforms.commit;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.splicebeam.schemas.parts.PartLayout;
import org.splicebeam.schemas.parts.PartName;
import org.splicebeam.transforms.parts.PartReceipts;
import org.splicebeam.transforms.publish.Claim;
import org.splicebeam.transforms.publish.OutputFolder;

class EarlierDatasetTest {
  @TempDir Path folder;

  private void put(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** A damaged dataset.json names no part; the claim does. */
  @ParameterizedTest
  @ValueSource(strings = {"{\"product\":\"splicebeam\",\"parts\":[{},{}]}", "{", "", "[1", "\0"})
  void allThatABuildPublishedIsRemovedWhateverDatasetJsonHolds(String json) throws IOException {
    put("dataset.json", json);
    put("notes.txt", "mine");
    put("rejected/notes.tsv", "mine");
    put("rejected/annotation.tsv", "old");
    for (int part = 0; part < 2; part++) {
      put(new PartName(null, part).path(), "old");
      put(PartReceipts.nameOf(new PartName(null, part)), "old");
    }
    for (String name : EarlierDataset.SIDE_FILES) {
      put(name, "old");
    }

    OutputFolder output = OutputFolder.at(folder.toString());
    new Claim(List.of(), PartLayout.undivided(2), new TreeSet<>(EarlierDataset.FILES))
        .begin(output);
    put(new PartName(null, 2).path(), "mine");

    EarlierDataset.remove(output, List.of("rejected/annotation.tsv"));

    try (Stream<Path> left = Files.walk(folder)) {
      assertThat(
          left.filter(Files::isRegularFile)
              .map(file -> folder.relativize(file).toString())
              .sorted()
              .toList(),
          is(
              List.of(
                  ".splicebeam/claim.json",
                  new PartName(null, 2).path(),
                  "notes.txt",
                  "rejected/notes.tsv")));
    }
  }
}
