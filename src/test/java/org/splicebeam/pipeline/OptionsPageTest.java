package org.splicebeam.pipeline;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.splicebeam.GeneratedFile;

class OptionsPageTest {
  /** The page cannot fall behind the commands. */
  @Test
  void thePageIsWhatTheOptionsSay() throws IOException {
    GeneratedFile.isCurrent("docs/options.md", OptionsPage.render(), OptionsPageTest.class);
  }
}
