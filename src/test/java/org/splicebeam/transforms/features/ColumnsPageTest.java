package org.splicebeam.transforms.features;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.splicebeam.GeneratedFile;

class ColumnsPageTest {
  /** The page cannot fall behind the code. */
  @Test
  void thePageIsWhatTheColumnsSay() throws IOException {
    GeneratedFile.isCurrent("docs/columns.md", ColumnsPage.render(), ColumnsPageTest.class);
  }
}
