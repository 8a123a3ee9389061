package org.splicebeam.transforms.commit;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.publish.Publish;

/** A part that stands, with its receipt. */
class PartReceiptsTest {
  @TempDir Path temporary;
  private OutputFolder folder;
  private PartReceipts receipts;
  private FileReceipt receipt;

  @BeforeEach
  void commitAPart() throws IOException {
    folder = OutputFolder.at(temporary.toString());
    receipts = new PartReceipts(folder, "this build");
    receipt = Publish.text(folder, PartReceipts.partName(3), "rows");
    receipts.write(3, receipt);
  }

  @Test
  void aReceiptSpeaksForItsPart() throws IOException {
    assertThat(receipts.find(3), is(Optional.of(receipt)));
    assertThat(receipts.find(4), is(Optional.empty()));
  }

  @Test
  void theReceiptOfAnotherBuildIsNone() throws IOException {
    assertThat(new PartReceipts(folder, "another build").find(3), is(Optional.empty()));
  }

  @Test
  void theReceiptOfAPartOfAnotherLengthOrOfNoneIsNone() throws IOException {
    Publish.text(folder, PartReceipts.partName(3), "more rows");
    assertThat(receipts.find(3), is(Optional.empty()));
    folder.delete(PartReceipts.partName(3));
    assertThat(receipts.find(3), is(Optional.empty()));
  }
}
