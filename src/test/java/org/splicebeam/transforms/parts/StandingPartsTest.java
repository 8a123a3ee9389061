package org.splicebeam.transforms.parts;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.schemas.columns.ColumnSettings;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.schemas.parts.PartLayout;
import org.splicebeam.schemas.parts.PartName;
import org.splicebeam.transforms.publish.Claimed;
import org.splicebeam.transforms.statistics.HandMadeSummary;

class StandingPartsTest {
  private static final int PARTS = 10;
  private static final PartLayout LAYOUT = PartLayout.ofSplits(7, 2, 1);
  private static final String SUMMARY =
      HandMadeSummary.of(new ColumnSettings(List.of(), false, List.of()))
          .part(0, 1)
          .build()
          .toText();

  @TempDir Path folder;
  private PartReceipts receipts;
  private StandingParts parts;

  @BeforeEach
  void begin() {
    receipts = new PartReceipts(Claimed.folder(folder, "run"), "build");
    parts = new StandingParts(receipts, LAYOUT);
  }

  private void commit(int part, long rows) throws IOException {
    PartName name = LAYOUT.name(part);
    Files.createDirectories(folder.resolve(name.path()).getParent());
    Files.write(folder.resolve(name.path()), new byte[] {1});
    receipts.write(name, new PartResult(new FileReceipt(name.path(), rows, 1, "00"), SUMMARY));
  }

  private List<Long> seen(int most) throws IOException {
    parts.look(most);
    return List.of((long) parts.standing(), parts.rows());
  }

  @Test
  void partsAreSeenAsTheyCome() throws IOException {
    assertThat(seen(PARTS), is(List.of(0L, 0L)));
    commit(7, 100);
    commit(2, 20);
    assertThat(seen(PARTS), is(List.of(2L, 120L)));
    for (int part = 0; part < PARTS; part++) {
      commit(part, 1);
    }
    // The two that were seen are not asked for again.
    assertThat(seen(1_000), is(List.of(10L, 128L)));
    assertThat(seen(1_000), is(List.of(10L, 128L)));
    assertThat(parts.planned(), is(PARTS));
  }

  @Test
  void aLookAsksForAFewInTurn() throws IOException {
    commit(0, 1);
    commit(9, 1);
    assertThat(seen(4), is(List.of(1L, 1L)));
    assertThat(seen(4), is(List.of(1L, 1L)));
    assertThat(seen(4), is(List.of(2L, 2L)));
  }

  @Test
  void aPartWithoutItsFileOrOfAnotherBuildDoesNotStand() throws IOException {
    commit(3, 5);
    Files.delete(folder.resolve(LAYOUT.name(3).path()));
    commit(4, 5);
    Files.writeString(
        folder.resolve(PartReceipts.nameOf(LAYOUT.name(4))),
        Files.readString(folder.resolve(PartReceipts.nameOf(LAYOUT.name(4))))
            .replace("build", "other"));
    assertThat(seen(PARTS), is(List.of(0L, 0L)));
  }
}
