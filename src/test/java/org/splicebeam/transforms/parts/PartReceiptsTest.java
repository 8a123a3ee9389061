package org.splicebeam.transforms.parts;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.schemas.columns.ColumnSettings;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.schemas.parts.PartName;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.publish.Publish;
import org.splicebeam.transforms.statistics.HandMadeSummary;

class PartReceiptsTest {
  private static final PartName PART = new PartName(null, 3);
  private static final long ROWS = 7;

  @TempDir Path folder;
  private OutputFolder output;
  private PartReceipts receipts;
  private PartResult written;

  @BeforeEach
  void commitAPart() throws IOException {
    output = OutputFolder.at(folder.toString());
    receipts = new PartReceipts(output, "this build");
    FileReceipt receipt =
        Publish.file(
            output,
            PART.path(),
            out -> {
              out.write(new byte[100]);
              return ROWS;
            });
    written =
        new PartResult(
            receipt.withSequences(-5),
            HandMadeSummary.of(new ColumnSettings(List.of(1), false, List.of()))
                .part(3, ROWS)
                .nulls("gene_name")
                .build()
                .toText());
    receipts.write(PART, written);
  }

  @Test
  void aReceiptIsFoundAsItWasWritten() throws IOException {
    assertThat(receipts.find(PART, ROWS), is(Optional.of(written)));
  }

  @Test
  void aReceiptOfOtherRowsThanPlannedIsNone() throws IOException {
    assertThat(receipts.find(PART, ROWS + 1), is(Optional.empty()));
    Path file = folder.resolve(PartReceipts.nameOf(PART));
    Files.writeString(file, Files.readString(file).replace("\"rows\"", "\"sows\""));
    assertThat(receipts.find(PART, 0), is(Optional.empty()));
    assertThat(receipts.find(PART, ROWS), is(Optional.empty()));
  }

  @Test
  void aReceiptWithoutASummaryThatCanBeReadIsNone() throws IOException {
    Path file = folder.resolve(PartReceipts.nameOf(PART));
    String whole = Files.readString(file);
    String summary = written.summary();
    for (String damaged :
        List.of("", "?", summary.substring(4), summary.substring(0, summary.length() - 8))) {
      Files.writeString(file, whole.replace(summary, damaged));
      assertThat(receipts.find(PART, ROWS), is(Optional.empty()));
    }
    Files.writeString(file, whole.replace("summary", "summaries"));
    assertThat(receipts.find(PART, ROWS), is(Optional.empty()));
  }

  @Test
  void aReceiptOfAnotherBuildOrPartOrLengthIsNone() throws IOException {
    assertThat(new PartReceipts(output, "another").find(PART, ROWS), is(Optional.empty()));
    assertThat(receipts.find(new PartName(null, 4), ROWS), is(Optional.empty()));
    Files.write(folder.resolve(PART.path()), new byte[99]);
    assertThat(receipts.find(PART, ROWS), is(Optional.empty()));
    Files.delete(folder.resolve(PART.path()));
    assertThat(receipts.find(PART, ROWS), is(Optional.empty()));
  }
}
