package org.splicebeam.runners.flink;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagedJarsTest {
  @TempDir Path folder;

  @Test
  void allButFlinksOwnAndWhatIsNotThereGoesToTheCluster() throws IOException {
    List<String> classPath = new ArrayList<>();
    for (String name :
        List.of(
            "splicebeam-pipeline-0.1.0.jar",
            "flink-runtime-1.19.3.jar",
            "beam-runners-flink-1.19-2.62.0.jar",
            "slf4j-jdk14-1.7.36.jar",
            "kryo-2.24.0.jar")) {
      classPath.add(Files.createFile(folder.resolve(name)).toString());
    }
    classPath.add("");
    classPath.add(folder.resolve("gone.jar").toString());
    classPath.add(folder.toString());

    assertThat(
        StagedJars.of(String.join(File.pathSeparator, classPath)),
        is(
            List.of(
                folder.resolve("splicebeam-pipeline-0.1.0.jar").toString(),
                folder.resolve("beam-runners-flink-1.19-2.62.0.jar").toString(),
                folder.toString())));
  }
}
