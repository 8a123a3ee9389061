package org.splicebeam.pipeline.dataset;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.pipeline.progress.Figures;
import org.splicebeam.pipeline.progress.Figures.Amount;
import org.splicebeam.schemas.columns.ColumnSettings;
import org.splicebeam.schemas.inputs.TableFile;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.schemas.parts.PartLayout;
import org.splicebeam.schemas.parts.PartName;
import org.splicebeam.transforms.commit.BuildIdentity;
import org.splicebeam.transforms.commit.RecordedPlan;
import org.splicebeam.transforms.parts.PartReceipts;
import org.splicebeam.transforms.parts.PartResult;
import org.splicebeam.transforms.progress.WorkDone;
import org.splicebeam.transforms.publish.Claimed;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.statistics.HandMadeSummary;

/** A build's phases, by what its steps count and what its folder holds. */
class BuildProgressTest {
  private static final String SUMMARY =
      HandMadeSummary.of(new ColumnSettings(List.of(), false, List.of()))
          .part(0, 1)
          .build()
          .toText();
  private static final long HALF_A_SECOND = 500_000_000L;
  private static final List<TableFile> TABLES =
      List.of(new TableFile("a", "a", 600), new TableFile("b", "b", 400));

  @TempDir Path folder;
  private OutputFolder output;
  private final BuildIdentity identity =
      BuildIdentity.of(new ObjectMapper().createObjectNode(), 1, "columns");
  private long now;

  @BeforeEach
  void begin() {
    output = Claimed.folder(folder, "this");
  }

  private BuildProgress here(List<TableFile> tables) {
    return new BuildProgress(output, true, 50, tables, () -> now);
  }

  private void plan(String run) throws IOException {
    new RecordedPlan(run, PartLayout.undivided(3), 90, identity).write(output);
  }

  private void commit(int part) throws IOException {
    PartName name = new PartName(null, part);
    Files.createDirectories(folder.resolve(name.path()).getParent());
    Files.write(folder.resolve(name.path()), new byte[] {1});
    new PartReceipts(output, identity.fingerprint())
        .write(name, new PartResult(new FileReceipt(name.path(), 30, 1, "00"), SUMMARY));
  }

  private static Figures passTwo(long rows, long before, int parts) {
    Amount amount = new Amount("rows", rows, before, 90);
    return new Figures("pass 2 of 2", amount, amount, parts, 3);
  }

  /** The plan and a part of an earlier attempt stand already; the part is kept. */
  @Test
  void aBuildInThisProcessIsCounted() throws IOException {
    plan("an earlier run");
    commit(0);
    BuildProgress progress = here(TABLES);
    assertThat(progress.now(), is(Figures.STARTING));

    WorkDone.ANNOTATION_BYTES.add(20);
    assertThat(
        progress.now(),
        is(new Figures("reading the annotation", new Amount("", 20, 0, 50), Amount.UNKNOWN, 0, 0)));

    WorkDone.TABLE_BYTES.add(250);
    WorkDone.TABLE_ROWS.add(11);
    assertThat(
        progress.now(),
        is(
            new Figures(
                "pass 1 of 2", new Amount("", 250, 0, 1_000), new Amount("rows", 11, 0, 0), 0, 0)));

    WorkDone.TABLE_BYTES.add(800); // a piece that was read twice
    assertThat(progress.now(), is(Figures.of("choosing rows")));

    plan("this");
    WorkDone.PLANS.add(1);
    WorkDone.ROWS_FOUND.add(30);
    assertThat(progress.now(), is(Figures.of("choosing rows"))); // looked at a moment ago
    now += HALF_A_SECOND;
    assertThat(progress.now(), is(passTwo(30, 30, 1)));

    WorkDone.ROWS_WRITTEN.add(25);
    assertThat(progress.now(), is(passTwo(55, 30, 1)));

    commit(1);
    commit(2);
    now += HALF_A_SECOND;
    assertThat(progress.now(), is(new Figures("finishing", Amount.UNKNOWN, Amount.UNKNOWN, 3, 3)));
  }

  @Test
  void genesAreCountedWhereRowsComeFromScores() throws IOException {
    BuildProgress progress = here(List.of());
    WorkDone.ANNOTATION_BYTES.add(50);
    assertThat(progress.now(), is(Figures.of("preparing scores")));

    WorkDone.GENES_TO_SCORE.add(8);
    WorkDone.GENES_SCORED.add(2);
    Amount genes = new Amount("genes", 2, 0, 8);
    assertThat(progress.now(), is(new Figures("pass 1 of 2", genes, genes, 0, 0)));
  }

  /** Nothing is counted here; plan and receipts tell what there is to tell. */
  @Test
  void aClusterIsSeenByTheFolder() throws IOException {
    BuildProgress progress = new BuildProgress(output, false, 50, TABLES, () -> now);
    WorkDone.TABLE_BYTES.add(250);
    assertThat(progress.now(), is(Figures.of("pass 1 of 2")));

    plan("this");
    commit(1);
    now += HALF_A_SECOND;
    assertThat(progress.now(), is(passTwo(30, 30, 1)));
    commit(0);
    now += HALF_A_SECOND;
    assertThat(progress.now(), is(passTwo(60, 30, 2)));
  }
}
