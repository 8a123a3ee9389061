package org.splicebeam.transforms.progress;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The memory that this process takes of the machine: as the system counts it on Linux, elsewhere
 * what the JVM has for objects and classes.
 */
public final class ProcessMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Pattern NOW = Pattern.compile("VmRSS:\\s*(\\d+) kB");
  private static final Pattern MOST = Pattern.compile("VmHWM:\\s*(\\d+) kB");
  private static final long KB = 1024;

  private ProcessMemory() {}

  /** Bytes now. */
  public static long now() {
    return bytes(NOW);
  }

  /** The most bytes so far; elsewhere than on Linux those of now. */
  public static long most() {
    return bytes(MOST);
  }

  private static long bytes(Pattern line) {
    try {
      Matcher found = line.matcher(Files.readString(STATUS));
      if (found.find()) {
        return Long.parseLong(found.group(1)) * KB;
      }
    } catch (IOException e) {
      // There is no such file on this system.
    }
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    return memory.getHeapMemoryUsage().getCommitted()
        + memory.getNonHeapMemoryUsage().getCommitted();
  }
}
