package org.splicebeam.runners.dataflow;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TemplateMetadataTest {
  private static final Path FILE = Path.of("../../runners/dataflow/metadata.json");

  /** A new option cannot be forgotten there. */
  @Test
  void theTemplateHasTheOptionsOfABuild() throws IOException {
    String metadata = TemplateMetadata.render();
    if (Boolean.getBoolean("splicebeam.renew")) {
      Files.writeString(FILE, metadata);
    }
    assertThat(
        "runners/dataflow/metadata.json is not what the options say; renew it with: mvn test"
            + " -Dsplicebeam.renew=true -Dtest=TemplateMetadataTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false",
        Files.exists(FILE) ? Files.readString(FILE) : "",
        is(metadata));
  }
}
