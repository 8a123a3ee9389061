package org.splicebeam.pipeline.progress;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Logger;
import org.splicebeam.transforms.progress.ProcessMemory;

/**
 * Tells of one command, while it runs, how far it is: on a terminal in a line that is redrawn five
 * times a second, in a log in a line every ten seconds; and at its end what came of it. The run's
 * own log gets the lines of ten seconds, too.
 *
 * <p>Threads of its own do all of the writing but that of the results, so that a stderr that nobody
 * reads stops no command.
 */
public final class Teller implements Closeable {
  private static final Logger LOG = Logger.getLogger(Teller.class.getName());
  private static final long DRAWN_EVERY_MS = 200;
  private static final long TOLD_EVERY_NANOS = 10_000_000_000L;
  private static final long MEMORY_EVERY_NANOS = 1_000_000_000L;
  private static final long MOST_WAIT_MS = 1_000;

  private final Screen screen;
  private final PrintWriter out;
  private final String command;
  private final boolean isJson;
  private final boolean isQuiet;

  private final Thread thread;
  private final CountDownLatch ends = new CountDownLatch(1);
  private final long began = System.nanoTime();
  private final Pace pace = new Pace();
  private long memoryBytes;
  private long memoryAsked = began - MEMORY_EVERY_NANOS;
  private volatile Figures.Source source = () -> Figures.STARTING;
  private volatile boolean isHere = true;
  private volatile boolean isDone;

  /**
   * @param screen for what is no result
   * @param out for results
   * @param command its name, as sentences begin with it
   */
  Teller(Screen screen, PrintWriter out, String command, boolean isJson, boolean isQuiet) {
    this.screen = screen;
    this.out = out;
    this.command = command;
    this.isJson = isJson;
    this.isQuiet = isQuiet;
    thread = new Thread(this::follow, "tell how far the command is");
    thread.setDaemon(true);
  }

  /**
   * Tells of a command from here on.
   *
   * @param screen where to; one who is given none, such as a test, is told results and notices
   *     alone
   */
  public static Teller begin(
      Screen screen,
      PrintWriter err,
      PrintWriter out,
      String command,
      boolean isJson,
      boolean isQuiet) {
    Screen own = screen == null ? new Screen(err, () -> 0, false, Clock.systemUTC()) : screen;
    if (isJson) {
      own.useJson();
    }
    if (isQuiet) {
      own.beQuiet();
    }
    Teller teller = new Teller(own, out, command, isJson, isQuiet);
    if (screen != null) {
      teller.thread.start();
    }
    return teller;
  }

  /**
   * Tells of this from here on.
   *
   * @param here whether this process does the work, so that its memory is the command's
   */
  public void follow(Figures.Source latest, boolean here) {
    isHere = here;
    source = latest;
  }

  private void follow() {
    long nextTold = began + TOLD_EVERY_NANOS;
    boolean ended;
    do {
      long now = System.nanoTime();
      take(now);
      if (screen.isDrawn()) {
        screen.draw(text().within(screen.room()), pace.figures().phase().length());
      }
      if (now >= nextTold) {
        tell();
        nextTold = now + TOLD_EVERY_NANOS; // a process that was stopped makes up for nothing
      }
      ended = await(screen.isDrawn() ? DRAWN_EVERY_MS : (nextTold - now) / 1_000_000 + 1);
    } while (!ended);
    screen.clear();
    if (isDone) {
      tellEnd();
    }
  }

  private boolean await(long milliseconds) {
    try {
      return ends.await(milliseconds, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  private void take(long now) {
    try {
      pace.take(source.now(), now);
    } catch (IOException | RuntimeException e) {
      pace.take(pace.figures() == null ? Figures.STARTING : pace.figures(), now);
    }
  }

  private ProgressText text() {
    long now = System.nanoTime();
    if (now - memoryAsked >= MEMORY_EVERY_NANOS) {
      memoryBytes = ProcessMemory.now();
      memoryAsked = now;
    }
    return new ProgressText(pace, isHere ? memoryBytes : 0);
  }

  private void tell() {
    ProgressText text = text();
    LOG.info(text::whole);
    if (!screen.isDrawn()) {
      screen.tell(
          "progress",
          "%s %s: %s".formatted(screen.time(), command, text.whole()),
          json -> text.writeTo(json.put("command", command)));
    }
  }

  private void tellEnd() {
    long seconds = Math.round((System.nanoTime() - began) / 1e9);
    long most = ProcessMemory.most();
    String took =
        "done in "
            + ProgressText.duration(seconds)
            + (isHere ? ", with %s MB of memory at most".formatted(most >> 20) : "");
    LOG.info(took);
    screen.tell(
        "done",
        screen.isDrawn()
            ? "%s: %s".formatted(command, took)
            : "%s %s: %s".formatted(screen.time(), command, took),
        json -> {
          json.put("command", command).put("seconds", seconds);
          if (isHere) {
            json.put("peakMemoryBytes", most);
          }
        });
  }

  /** Tells something that should be known and is no error. */
  public void notice(String text) {
    Thread telling =
        new Thread(
            () -> screen.tell("notice", text, json -> json.put("message", text)), "tell a notice");
    telling.setDaemon(true);
    telling.start();
    awaitEnd(telling);
  }

  /**
   * Tells what came of the command, on stdout.
   *
   * @param event what kind of result
   * @param lines for people
   * @param fields of the object beside them
   */
  public void result(String event, List<String> lines, Consumer<ObjectNode> fields) {
    if (!isQuiet) {
      fault(event, lines, fields);
    }
  }

  /** Tells, on stdout, what came of the command and is not as it should be. */
  public void fault(String event, List<String> lines, Consumer<ObjectNode> fields) {
    end();
    if (!isJson) {
      lines.forEach(out::println);
      return;
    }
    out.println(
        EventLine.of(
            Instant.now(),
            event,
            json -> {
              fields.accept(json);
              lines.forEach(json.putArray("lines")::add);
            }));
  }

  /** Tells how long it took, and nothing more of how far the command is. */
  public void done() {
    isDone = true;
    end();
  }

  /** Tells nothing more of how far the command is; the line on the terminal is gone. */
  public void end() {
    ends.countDown();
    awaitEnd(thread);
  }

  /** But not for ever: a stderr that nobody reads holds it up. */
  private static void awaitEnd(Thread telling) {
    try {
      telling.join(MOST_WAIT_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    end();
  }
}
