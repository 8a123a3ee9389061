package org.splicebeam;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of the clone that code writes: a test holds it against what the code says now. */
public final class GeneratedFile {
  private static final Path ROOT = Path.of("../..");

  private GeneratedFile() {}

  /**
   * Compares; with {@code -Dsplicebeam.renew=true} writes it first.
   *
   * @param name below the clone's root
   * @param test the class that holds the file
   */
  public static void isCurrent(String name, String content, Class<?> test) throws IOException {
    Path file = ROOT.resolve(name);
    if (Boolean.getBoolean("splicebeam.renew")) {
      Files.writeString(file, content);
    }
    assertThat(
        "%s is not what the code says; renew it with: mvn test -Dsplicebeam.renew=true -Dtest=%s"
                .formatted(name, test.getSimpleName())
            + " -Dsurefire.failIfNoSpecifiedTests=false",
        Files.exists(file) ? Files.readString(file) : "",
        is(content));
  }
}
