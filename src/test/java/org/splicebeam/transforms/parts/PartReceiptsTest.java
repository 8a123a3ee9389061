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
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.schemas.parts.PartName;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.publish.Publish;

class PartReceiptsTest {
  private static final PartName PART = new PartName(null, 3);
  private static final long ROWS = 7;

  @TempDir Path folder;
  private OutputFolder output;
  private PartReceipts receipts;
  private FileReceipt written;

  @BeforeEach
  void commitAPart() throws IOException {
    output = OutputFolder.at(folder.toString());
    receipts = new PartReceipts(output, "this build");
    written =
        Publish.file(
                output,
                PART.path(),
                out -> {
                  out.write(new byte[100]);
                  return ROWS;
                })
            .ofPart(List.of("gene_name", "context_max"), 0);
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
  void aReceiptThatSaysNothingOfNullsIsNone() throws IOException {
    Path file = folder.resolve(PartReceipts.nameOf(PART));
    Files.writeString(file, Files.readString(file).replace("nullColumns", "columns"));
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
