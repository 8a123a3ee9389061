package org.splicebeam.transforms.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.pipeline.dataset.BuiltDataset;
import org.splicebeam.transforms.publish.LossyDisk.Names;

/** A power cut before any sync, on a disk that keeps only what was synced. */
class PowerCutTest {
  private static final SmallBuild FIRST = new SmallBuild("first");
  private static final SmallBuild SECOND = new SmallBuild("second");

  @TempDir Path temporary;
  private LossyDisk disk;
  private OutputFolder folder;
  private Runnable beforeEachSync;
  private int cuts;

  @BeforeEach
  void formatTheDisk() throws IOException {
    Path root = Files.createDirectory(temporary.resolve("disk"));
    beforeEachSync = () -> {};
    disk = new LossyDisk(root, () -> beforeEachSync.run());
    folder = SmallBuild.folder(root.resolve("data set"), disk);
  }

  /** The second build replaces the first: no cut leaves files of both, and the next build ends. */
  @Test
  void whatStandsAfterAPowerCutIsWholeAndOfOneBuild() throws IOException {
    beforeEachSync = this::cutThePower;
    FIRST.run(folder);
    SECOND.run(folder);
    assertThat(cuts, greaterThan(30));
  }

  @Test
  void whatIsPublishedStandsAfterAPowerCut() throws IOException {
    for (String name : List.of("a.txt", "deep/in/folders/a.txt")) {
      for (String text : List.of("before", "after")) {
        Publish.text(folder, name, text);
        for (Names names : Names.values()) {
          assertThat(left(names).get("data set/" + name), is(text));
        }
      }
    }
  }

  @Test
  void whatIsRemovedStaysAway() throws IOException {
    Publish.text(folder, "a.txt", "text");
    folder.delete("a.txt");
    assertThat(left(Names.LOST), is(Map.of()));
  }

  private void cutThePower() {
    cuts++;
    for (Names names : Names.values()) {
      Path copy = temporary.resolve("after cut " + cuts + " " + names);
      try {
        for (Map.Entry<String, String> file : left(names).entrySet()) {
          Path path = copy.resolve(file.getKey());
          Files.createDirectories(path.getParent());
          Files.writeString(path, file.getValue());
        }
        assertThat(
            List.of(FIRST, SECOND).stream().map(build -> build.isRight(dataset(copy))).toList(),
            hasItem(true));
        SECOND.run(SmallBuild.folder(copy.resolve("data set"), new LossyDisk(copy, () -> {})));
        assertThat(dataset(copy).keySet().size(), is(SmallBuild.FILES));
        assertThat(SECOND.isRight(dataset(copy)), is(true));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static Map<String, String> dataset(Path root) {
    try {
      return new BuiltDataset(root.resolve("data set")).reproducible();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What lies aside is of no interest. */
  private Map<String, String> left(Names names) {
    Map<String, String> left = new TreeMap<>();
    disk.afterPowerCut(names)
        .forEach(
            (name, content) -> {
              if (!name.matches("data set/\\.[0-9a-f-]+\\.tmp")) {
                left.put(name, new String(content, UTF_8));
              }
            });
    return left;
  }
}
