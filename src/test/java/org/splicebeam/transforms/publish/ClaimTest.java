package org.splicebeam.transforms.publish;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.splicebeam.schemas.parts.PartLayout;

class ClaimTest {
  private static final Claim FIRST = claim("1", 2, "dataset.json", "rejected/annotation.tsv");
  private static final Claim SECOND = claim("2", 1, "dataset.json");

  @TempDir Path temporary;

  private static Claim claim(String run, int parts, String... names) {
    return new Claim(List.of(run), PartLayout.undivided(parts), new TreeSet<>(Set.of(names)));
  }

  private static OutputFolder folder(Path path) {
    return OutputFolder.at(path.toString()).ownedBy("a run");
  }

  @Test
  void itIsReadAsItWasWritten() throws IOException {
    OutputFolder folder = folder(temporary);
    assertThat(Claim.read(folder), is(Optional.empty()));
    for (Claim claim : List.of(FIRST, SECOND, Claim.NONE)) {
      claim.begin(folder);
      assertThat(Claim.read(folder), is(Optional.of(claim)));
    }
  }

  @Test
  void whatIsAddedStandsBesideTheRest() throws IOException {
    OutputFolder folder = Claimed.folder(temporary, "a run");
    FIRST.begin(folder);
    for (int i = 0; i < 2; i++) {
      Claim.add(folder, List.of("rejected/genes.tsv"));
      Claim.add(folder, List.of());
    }
    assertThat(
        Claim.read(folder),
        is(
            Optional.of(
                claim("1", 2, "dataset.json", "rejected/annotation.tsv", "rejected/genes.tsv"))));
  }

  @Test
  void noNameLeavesTheFolder() throws IOException {
    Path file = temporary.resolve(".splicebeam/claim.json");
    Files.createDirectory(file.getParent());
    Files.writeString(
        file,
        """
        {"runs":["../x","a/../b","1"],"parts":1,"names":["..","../a","/a","a/../../b","a/..","a/./b",".","c:d","a\\\\b",
         "a//b","","a\\u0000b","a\\nb","...","a/.b","a..b/c"]}
        """);
    assertThat(
        Claim.read(folder(temporary)), is(Optional.of(claim("1", 1, "...", "a/.b", "a..b/c"))));
    for (String damaged : List.of("", "{", "[]", "{\"names\":1}", "null", "\u0000")) {
      Files.writeString(file, damaged);
      assertThat(Claim.read(folder(temporary)), is(Optional.empty()));
    }
  }

  /**
   * Whatever goes wrong, the old claim stands or the new one, and the next run takes the folder.
   */
  @ParameterizedTest
  @EnumSource
  void aFaultLeavesOneOfBoth(FaultyStore.Fault fault) throws IOException {
    for (boolean stands : List.of(false, true)) {
      for (long n = 1; ; n++) {
        OutputFolder folder = folder(temporary.resolve(stands + " " + n));
        List<Optional<Claim>> expected = new ArrayList<>(List.of(Optional.of(SECOND)));
        if (stands) {
          FIRST.begin(folder);
          expected.add(Optional.of(FIRST));
        } else {
          expected.add(Optional.empty());
        }
        OutputFolder faulty = FaultyStore.folder(folder, fault, n);
        try {
          SECOND.begin(faulty);
        } catch (IOException e) {
          assertThat(expected, hasItem(Claim.read(folder)));
          SECOND.begin(folder);
        }
        assertThat(Claim.read(folder), is(Optional.of(SECOND)));
        if (((FaultyStore) faulty.store()).acts() < n) {
          break;
        }
      }
    }
  }
}
