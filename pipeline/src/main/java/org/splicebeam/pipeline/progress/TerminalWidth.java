package org.splicebeam.pipeline.progress;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;

/**
 * The columns of the terminal that is stderr, by what the launcher tells at the start; asked for
 * again by who needs them after the signal of a window that changes, so that a window which is
 * dragged is not asked at each of its widths. Java itself cannot ask a terminal.
 */
final class TerminalWidth implements IntSupplier {
  private static final String PROPERTY = "splicebeam.columns";

  private final AtomicBoolean hasChanged = new AtomicBoolean();
  private volatile int columns;

  private TerminalWidth(int columns) {
    this.columns = columns;
  }

  /** Of this process; 0 where stderr is no terminal, or one that cannot move its cursor. */
  static TerminalWidth ofProcess() {
    TerminalWidth width = new TerminalWidth(Integer.getInteger(PROPERTY, 0));
    if (width.columns > 0) {
      width.listen();
    }
    return width;
  }

  @Override
  public int getAsInt() {
    if (hasChanged.getAndSet(false)) {
      ask();
    }
    return columns;
  }

  /** The class of signals is no part of Java's own interface, so it is called by its name. */
  private void listen() {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, values) -> {
                if (method.getDeclaringClass() == Object.class) {
                  return method.invoke(this, values);
                }
                hasChanged.set(true);
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance("WINCH"), proxy);
    } catch (ReflectiveOperationException e) {
      return; // The width of the start is good enough.
    }
  }

  private void ask() {
    try {
      Process stty =
          new ProcessBuilder("sh", "-c", "stty size <&2 2>/dev/null")
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      int told = Integer.parseInt(size.substring(size.indexOf(' ') + 1).strip());
      columns = told > 0 ? told : columns;
    } catch (IOException | NumberFormatException e) {
      return; // The width of before is good enough.
    }
  }
}
