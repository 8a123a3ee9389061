package org.splicebeam.pipeline.progress;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.splicebeam.transforms.publish.VisibleText;

/**
 * Where a command tells what is no result: stderr. All that goes there while the command runs goes
 * through here, so that nothing tears the line that is redrawn on a terminal: whatever else is
 * written takes its place. What is written by the plain methods of a writer are errors.
 *
 * <p>A stderr that is closed or full is no reason to end; a full one holds up who writes, which is
 * a thread of its own for all but errors.
 */
public final class Screen extends Writer {
  private static final String TO_BEGIN_OF_LINE = "\r\u001b[K";
  private static final String BOLD = "\u001b[1m";
  private static final String PLAIN = "\u001b[0m";

  /** The launcher may have drawn one. */
  private static volatile boolean isLineUp = Boolean.getBoolean("splicebeam.isLineUp");

  /** The launcher has read it already. */
  private static volatile boolean isProcessJson = Boolean.getBoolean("splicebeam.isJson");

  private final Writer terminal;
  private final IntSupplier columns;
  private final boolean mayColour;
  private final Clock clock;

  /** Not a monitor: who waits for a full stderr must not stop who only wants to know. */
  private final ReentrantLock turn = new ReentrantLock();

  private final StringBuilder unfinished = new StringBuilder();
  private String shown = "";
  private volatile boolean isJson;
  private volatile boolean isQuiet;
  private boolean isClosed;

  /**
   * @param terminal takes what is told
   * @param columns of the terminal; 0 for a log
   * @param mayColour whether a terminal is given colours
   */
  Screen(Writer terminal, IntSupplier columns, boolean mayColour, Clock clock) {
    this.terminal = terminal;
    this.columns = columns;
    this.mayColour = mayColour;
    this.clock = clock;
  }

  /** The stderr of this process, as the launcher tells of it. */
  public static Screen ofProcess(Writer stderr) {
    String noColour = System.getenv("NO_COLOR");
    Screen screen =
        new Screen(
            stderr,
            TerminalWidth.ofProcess(),
            noColour == null || noColour.isEmpty(),
            Clock.systemUTC());
    screen.isJson = isProcessJson;
    return screen;
  }

  /** Whether a line stands that is not ended: for one who cannot write through a screen. */
  public static boolean isLineUp() {
    return isLineUp;
  }

  /** Whether such a one is asked to write JSON. */
  public static boolean isProcessJson() {
    return isProcessJson;
  }

  /** An error as such a one writes it. */
  public static String jsonOf(String error) {
    return errorLine(Instant.now(), error);
  }

  private static String errorLine(Instant time, String error) {
    return EventLine.of(time, "error", json -> json.put("message", error));
  }

  /** From here on each line is a JSON object. */
  public void useJson() {
    isJson = true;
    isProcessJson = true;
  }

  /** From here on nothing but errors is told. */
  public void beQuiet() {
    isQuiet = true;
  }

  /** Whether {@link #draw} shows anything. */
  boolean isDrawn() {
    return columns.getAsInt() > 0 && !isJson && !isQuiet;
  }

  /** What a drawn line may be long: a full last column would begin another line on some. */
  int room() {
    return columns.getAsInt() - 1;
  }

  /**
   * Shows a line in place of the one that was drawn before.
   *
   * @param line no longer than {@link #room}
   * @param emphasized how many of its characters stand out
   */
  void draw(String line, int emphasized) {
    if (!isDrawn()) {
      return;
    }
    turn.lock();
    try {
      if (isClosed || line.equals(shown)) {
        return;
      }
      int bold = mayColour ? Math.min(emphasized, line.length()) : 0;
      String text =
          bold == 0 ? line : BOLD + line.substring(0, bold) + PLAIN + line.substring(bold);
      pass(TO_BEGIN_OF_LINE + text);
      shown = line;
      isLineUp = true;
    } finally {
      turn.unlock();
    }
  }

  /** Takes away the line that was drawn. */
  void clear() {
    turn.lock();
    try {
      if (isLineUp && !isClosed) {
        pass(TO_BEGIN_OF_LINE);
      }
      shown = "";
      isLineUp = false;
    } finally {
      turn.unlock();
    }
  }

  /**
   * Tells something that is no error, in a line of its own.
   *
   * @param event what kind of thing
   * @param text of the line
   * @param fields of the object
   */
  void tell(String event, String text, Consumer<ObjectNode> fields) {
    if (isQuiet) {
      return;
    }
    turn.lock();
    try {
      if (!isClosed) {
        clear();
        pass(
            (isJson ? EventLine.of(clock.instant(), event, fields) : VisibleText.of(text))
                + System.lineSeparator());
      }
    } finally {
      turn.unlock();
    }
  }

  /** The time of now, as a log has it. */
  String time() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  @Override
  public void write(char[] text, int from, int length) {
    turn.lock();
    try {
      if (isClosed) {
        return;
      }
      clear();
      if (!isJson) {
        pass(new String(text, from, length));
        return;
      }
      unfinished.append(text, from, length);
      int end;
      while ((end = unfinished.indexOf("\n")) >= 0) {
        String line = unfinished.substring(0, end).stripTrailing();
        unfinished.delete(0, end + 1);
        if (!line.isEmpty()) {
          pass(errorLine(clock.instant(), line) + System.lineSeparator());
        }
      }
    } finally {
      turn.unlock();
    }
  }

  private void pass(String text) {
    try {
      terminal.write(text);
      terminal.flush();
    } catch (IOException e) {
      return; // Nobody reads it.
    }
  }

  @Override
  public void flush() {
    // All is flushed as it is written.
  }

  /** Nothing is told any more. */
  @Override
  public void close() {
    turn.lock();
    try {
      if (unfinished.length() > 0) {
        write("\n".toCharArray(), 0, 1);
      }
      clear();
      isClosed = true;
    } finally {
      turn.unlock();
    }
  }
}
