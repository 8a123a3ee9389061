package org.splicebeam.pipeline.run;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.logging.ErrorManager;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.publish.VisibleText;

/** Keeps what runners and libraries log off the terminal, in a file, until it is closed. */
public final class RunLog implements Closeable {
  private static final Logger ROOT = Logger.getLogger("");
  private static final Logger OWN = Logger.getLogger("org.splicebeam");

  private final Path file;
  private final Handler handler;

  private RunLog(Path file, Handler handler) {
    this.file = file;
    this.handler = handler;
  }

  /** From here on nothing is logged to the terminal. */
  public static void silenceTerminal() {
    LogManager.getLogManager().reset();
  }

  /**
   * Logs to {@code .splicebeam/build.log}; for a remote output to a temporary file. Of runners and
   * libraries only warnings: Flink tells some 4 000 steps of a build, for half a second of CPU.
   */
  static RunLog open(OutputFolder folder) throws IOException {
    Path file;
    if (folder.path().contains("://")) {
      file = Files.createTempFile("splicebeam-build", ".log");
    } else {
      file = folder.local(OutputFolder.PRIVATE + "/build.log");
      Files.deleteIfExists(file); // never written through another name of it
    }
    Handler handler = new LineByLine(file);
    // A log that cannot be written neither ends the run nor is told on the terminal.
    handler.setErrorManager(new Silence());
    handler.setEncoding("UTF-8");
    handler.setLevel(Level.INFO);
    ROOT.addHandler(handler);
    ROOT.setLevel(Level.WARNING);
    OWN.setLevel(Level.INFO);
    return new RunLog(file, handler);
  }

  Path file() {
    return file;
  }

  @Override
  public void close() {
    ROOT.removeHandler(handler);
    handler.close();
  }

  /** People look at logs on terminals. */
  private static final class VisibleLines extends SimpleFormatter {
    @Override
    public String format(LogRecord entry) {
      return VisibleText.ofLines(super.format(entry));
    }
  }

  private static final class Silence extends ErrorManager {
    @Override
    public void error(String message, Exception cause, int code) {}
  }

  /** Not a FileHandler, which leaves lock files and chooses another name where it finds one. */
  private static final class LineByLine extends StreamHandler {
    LineByLine(Path file) throws IOException {
      super(
          Files.newOutputStream(
              file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
          new VisibleLines());
    }

    @Override
    public synchronized void publish(LogRecord entry) {
      super.publish(entry);
      flush();
    }
  }
}
