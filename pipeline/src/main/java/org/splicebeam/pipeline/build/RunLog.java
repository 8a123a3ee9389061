package org.splicebeam.pipeline.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.splicebeam.transforms.publish.OutputFolder;

/** Keeps what runners and libraries log off the terminal, in a file. */
final class RunLog {
  private RunLog() {}

  /** From here on nothing is logged to the terminal. */
  static void silenceTerminal() {
    LogManager.getLogManager().reset();
  }

  /** Logs to {@code .splicebeam/build.log}; for a remote output to a temporary file. */
  static Path open(OutputFolder folder) throws IOException {
    Path file;
    if (folder.path().contains("://")) {
      file = Files.createTempFile("splicebeam-build", ".log");
    } else {
      Path hidden = Path.of(folder.path()).resolve(OutputFolder.PRIVATE);
      Files.createDirectories(hidden);
      file = hidden.resolve("build.log");
    }
    Handler handler = new FileHandler(file.toString().replace("%", "%%"), false);
    handler.setFormatter(new SimpleFormatter());
    handler.setEncoding("UTF-8");
    Logger root = Logger.getLogger("");
    root.addHandler(handler);
    root.setLevel(Level.INFO);
    return file;
  }
}
