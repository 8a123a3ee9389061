package org.splicebeam.schemas.columns;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ColumnsPageTest {
  private static final Path PAGE = Path.of("../../docs/columns.md");

  /** The page cannot fall behind the code. */
  @Test
  void thePageIsWhatTheColumnsSay() throws IOException {
    String page = ColumnsPage.render();
    if (Boolean.getBoolean("splicebeam.renew")) {
      Files.writeString(PAGE, page);
    }
    assertThat(
        "docs/columns.md is not what Columns gives; renew it with: mvn test -Dsplicebeam.renew=true"
            + " -Dtest=ColumnsPageTest -Dsurefire.failIfNoSpecifiedTests=false",
        Files.exists(PAGE) ? Files.readString(PAGE) : "",
        is(page));
  }
}
