package org.splicebeam.runners.dataflow;

import java.util.stream.Stream;
import org.splicebeam.pipeline.Main;
import org.splicebeam.pipeline.dataset.BuildCommand;

/**
 * What the launcher of a Dataflow Flex Template starts: it passes the template's parameters as
 * options and knows no commands. Dataflow starts the job when this process has ended.
 */
public final class FlexTemplate {
  private FlexTemplate() {}

  public static void main(String[] parameters) {
    Main.main(
        Stream.concat(Stream.of(BuildCommand.NAME), Stream.of(parameters)).toArray(String[]::new));
  }
}
