package org.splicebeam.pipeline;

import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.splicebeam.pipeline.run.PipelineCommand;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/**
 * SIGINT, SIGTERM and SIGHUP end a command with a sentence on stderr that tells what it leaves. The
 * exit code is 128 and the signal's number, as of any process that a signal ends; a second signal
 * ends the process at once, and so does the first after some seconds where nobody reads stderr. A
 * signal that the process was told to ignore, as by nohup, stays ignored.
 *
 * <p>The class of signals is no part of Java's own interface, and the compiler warns of it in a way
 * that cannot be answered, so it is called by its name. A shutdown hook would not know the signal.
 */
final class Interruption implements InvocationHandler {
  private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");
  private static final long MOST_WAIT_MS = 5_000;

  private final PrintWriter err;
  private final AtomicBoolean begun = new AtomicBoolean();

  /** Null until there are any. */
  private volatile CommandLine commands;

  private Interruption(PrintWriter err) {
    this.err = err;
  }

  /** Tells of the command that these will run. */
  void tellOf(CommandLine commands) {
    this.commands = commands;
  }

  /** Whether a signal has come. */
  boolean hasBegun() {
    return begun.get();
  }

  /**
   * Waits for signals. Does nothing where the JVM has -Xrs.
   *
   * @param err is told of them
   */
  static Interruption begin(PrintWriter err) {
    Interruption interruption = new Interruption(err);
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, interruption);
      Method handle = signal.getMethod("handle", signal, handler);
      for (String name : SIGNALS) {
        handle.invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
      }
    } catch (ReflectiveOperationException e) {
      return interruption; // The JVM ends as it would have, without a word.
    }
    return interruption;
  }

  /** Called by the JVM, in a thread of its own for each signal. */
  @Override
  public Object invoke(Object proxy, Method method, Object[] signal)
      throws ReflectiveOperationException, InterruptedException {
    if (method.getDeclaringClass() == Object.class) {
      return method.invoke(this, signal);
    }
    String name = (String) signal[0].getClass().getMethod("getName").invoke(signal[0]);
    int exitCode = 128 + (int) signal[0].getClass().getMethod("getNumber").invoke(signal[0]);
    if (begun.getAndSet(true)) {
      Runtime.getRuntime().halt(exitCode);
    }
    try {
      Thread telling = new Thread(() -> tell("SIG" + name), "tell of the interruption");
      telling.setDaemon(true);
      telling.start();
      telling.join(MOST_WAIT_MS);
    } finally {
      System.exit(exitCode);
    }
    return null;
  }

  private void tell(String signal) {
    CommandLine running = commands;
    String sentence = sentence(running == null ? null : running.getParseResult(), signal);
    // What breaks off now has nothing more to tell.
    if (running == null) {
      err.println(sentence);
    } else {
      running.getErr().println(sentence);
      running.getOut().close();
    }
    err.close();
  }

  /**
   * @param parsed null where the command line is not read yet
   */
  static String sentence(ParseResult parsed, String signal) {
    if (parsed == null || !parsed.hasSubcommand()) {
      return "splicebeam: interrupted (%s)".formatted(signal);
    }
    CommandLine command = parsed.subcommand().commandSpec().commandLine();
    String leaves =
        command.getCommand() instanceof PipelineCommand pipeline ? pipeline.leaves() : "";
    return "%s: interrupted (%s)%s"
        .formatted(
            command.getCommandSpec().qualifiedName(),
            signal,
            leaves.isEmpty() ? "" : ": " + leaves);
  }
}
