package org.splicebeam.pipeline.dataset;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.transforms.publish.OutputFolder;

class InterruptedBuildTest {
  private static final String COMMAND = "./splicebeam build --output='it is'";

  @TempDir Path folder;

  @Test
  void withoutAPlanItBeginsAgain() throws IOException {
    assertThat(
        sentence("mine"),
        is("no part stands in " + folder + " yet; this begins again: " + COMMAND));
  }

  @Test
  void partsWithTheirReceiptsStand() throws IOException {
    plan("mine");
    for (String part : new String[] {"00000", "00002", "00003"}) {
      file("master/part-" + part + ".parquet");
    }
    file(".splicebeam/receipts/part-00000.json");
    file(".splicebeam/receipts/part-00002.json");
    file(".splicebeam/receipts/part-00004.json"); // of a part that is gone

    assertThat(
        sentence("mine"), is("2 of 7 parts stand in " + folder + "; this goes on: " + COMMAND));
    assertThat(
        sentence("another"),
        is("2 of 7 parts of an earlier build stand in " + folder + "; this goes on: " + COMMAND));
  }

  @Test
  void partsOfSplitsStandByTheirNames() throws IOException {
    Files.writeString(
        file(".splicebeam/plan.json"),
        "{\"run\": \"mine\", \"parts\": {\"train\": 2, \"validation\": 1, \"test\": 1},"
            + " \"identity\": {}}");
    for (String part : new String[] {"train/part-00001", "test/part-00000", "part-00000"}) {
      file("master/" + part + ".parquet");
      file(".splicebeam/receipts/" + part + ".json");
    }

    assertThat(
        sentence("mine"), is("2 of 4 parts stand in " + folder + "; this goes on: " + COMMAND));
  }

  @Test
  void aDataSetIsWholeOrStillTheEarlierOne() throws IOException {
    plan("mine");
    file("dataset.json");

    assertThat(sentence("mine"), is("the data set in " + folder + " is whole"));
    assertThat(
        sentence("another"),
        is("the data set in " + folder + " is as it was; this begins again: " + COMMAND));
  }

  private String sentence(String run) throws IOException {
    return new InterruptedBuild(OutputFolder.at(folder.toString()).ownedBy(run), COMMAND)
        .sentence();
  }

  private void plan(String run) throws IOException {
    Files.writeString(
        file(".splicebeam/plan.json"),
        "{\"run\": \"%s\", \"parts\": 7, \"identity\": {}}".formatted(run));
  }

  private Path file(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "{}");
  }
}
