package org.splicebeam.transforms.validate;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RebuildCommandTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "s build --output=a | s build --output=/d",
        "s build --output a --seed=1 | s build --output=/d --seed=1",
        "s build --overwrite --output=a | s build --output=/d",
        "s build --output=a --overwrite=true --resume=never | s build --output=/d",
        "s build --resume never --output=a | s build --output=/d",
        "s build --resume=require --output=a | s build --resume=require --output=/d",
        "s build '--output=a b' --seed=1 | s build --output=/d --seed=1",
        "s build '--output=it'\\''s' --seed=1 | s build --output=/d --seed=1",
        "s build --output 'a b' --seed=1 | s build --output=/d --seed=1",
        "s build --overwriteX --outputX=a | s build --overwriteX --outputX=a",
      })
  void theCommandGoesOnWithTheFolder(String command, String resuming) {
    assertThat(RebuildCommand.resuming(command, "/d"), is(resuming));
  }

  @Test
  void splicebeamIsCalledAsItWasNow() {
    System.setProperty("splicebeam.command", "/my tools/splicebeam");
    try {
      assertThat(
          RebuildCommand.resuming("splicebeam build --output=a", "/d"),
          is("'/my tools/splicebeam' build --output=/d"));
    } finally {
      System.clearProperty("splicebeam.command");
    }
  }
}
