package org.splicebeam.runners.dataflow;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.splicebeam.GeneratedFile;

class TemplateMetadataTest {
  /** A new option cannot be forgotten there. */
  @Test
  void theTemplateHasTheOptionsOfABuild() throws IOException {
    GeneratedFile.isCurrent(
        "runners/dataflow/metadata.json", TemplateMetadata.render(), TemplateMetadataTest.class);
  }
}
