package org.splicebeam.transforms.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.splicebeam.transforms.verdict.Verdict;
import org.splicebeam.transforms.verdict.VerdictException;

/**
 * Which run may write to an output folder. {@code owner.json} names the run, and every commit reads
 * it. On a local disk the launcher also holds a lock of the operating system, which ends with its
 * process. A run that takes the folder over from a live process gets the lock when that process
 * ends. On an object store {@code owner.json} is created only where there is none.
 */
public final class Owner implements Closeable {
  /** The file, below the folder. */
  public static final String NAME = OutputFolder.PRIVATE + "/owner.json";

  /** The file of the lock, below the folder. */
  public static final String LOCK = OutputFolder.PRIVATE + "/lock";

  private static final Path KERNELS_HOST_NAME = Path.of("/proc/sys/kernel/hostname");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final OutputFolder folder;
  private final FileChannel lock;
  private boolean left;

  private Owner(OutputFolder folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /** What is to be done in a folder that no other run can take any more, before its run writes. */
  @FunctionalInterface
  public interface Beginning {
    void begin() throws IOException;
  }

  /** Takes the folder for its run, which begins with nothing. */
  public static Owner claim(OutputFolder folder, boolean takeOver) throws IOException {
    return claim(folder, takeOver, () -> {});
  }

  /**
   * Takes the folder for its run.
   *
   * @param takeOver whether the user confirms that another owner is dead
   * @param beginning of the run; where it throws, the folder is given back
   * @throws VerdictException where another run has it
   */
  public static Owner claim(OutputFolder folder, boolean takeOver, Beginning beginning)
      throws IOException {
    FileChannel lock = null;
    if (folder.isLocal()) {
      lock = lock(folder);
      if (lock == null) {
        if (!takeOver) {
          throw taken(folder);
        }
        lock = lockLater(folder);
      }
    } else if (!takeOver) {
      byte[] content = describe(folder.runId()).getBytes(StandardCharsets.UTF_8);
      if (!folder.store().createExclusively(NAME, content)) {
        throw taken(folder);
      }
    }
    Owner owner = new Owner(folder, lock);
    try {
      beginning.begin();
      if (folder.isLocal() || takeOver) {
        Publish.unowned(folder, NAME, describe(folder.runId()));
      }
    } catch (IOException | RuntimeException e) {
      owner.close();
      throw e;
    }
    return owner;
  }

  /** Whether the folder's {@code owner.json}, if there is one, was written by a run. */
  public static boolean isRecorded(OutputFolder folder) throws IOException {
    try {
      return !run(folder).isEmpty();
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  /**
   * Makes sure that the folder's run owns it still.
   *
   * @throws VerdictException where another run has taken it over
   */
  static void check(OutputFolder folder) throws IOException {
    if (folder.runId() == null) {
      return;
    }
    String owner = run(folder);
    if (!folder.runId().equals(owner)) {
      throw new VerdictException(
          Verdict.buildFailed(
              owner.isEmpty() && folder.isLocal()
                  ? "--output %s is another folder on worker %s than here: name one that all machines share"
                      .formatted(folder.path(), hostName())
                  : "--output %s was taken over by another build; this one stops"
                      .formatted(folder.path())));
    }
  }

  /** Whether the folder is its run's still: another one may have taken it over. */
  public boolean isOwner() throws IOException {
    return folder.runId().equals(run(folder));
  }

  /** Leaves the folder to a job that goes on without this process and gives it back itself. */
  public void leaveToJob() {
    left = true;
  }

  /**
   * Gives the folder back. On a local disk {@code owner.json} stays: a late attempt of an earlier
   * run sees that it is not the last one.
   */
  @Override
  public void close() throws IOException {
    if (lock != null) {
      lock.close();
    } else if (!left) {
      giveBack(folder);
    }
  }

  /**
   * Frees a folder on an object store, where no lock ends with a process, if its run has it still.
   */
  static void giveBack(OutputFolder folder) throws IOException {
    if (!folder.isLocal() && folder.runId().equals(run(folder))) {
      folder.delete(NAME);
    }
  }

  /** The run that owns the folder; empty where none does. */
  private static String run(OutputFolder folder) throws IOException {
    Optional<byte[]> content = folder.read(NAME);
    return content.isEmpty() ? "" : JSON.readTree(content.get()).path("run").asText();
  }

  /** The lock, which its open channel holds; null where another process has it. */
  private static FileChannel lock(OutputFolder folder) throws IOException {
    FileChannel channel = openLock(folder);
    FileLock held = null;
    try {
      held = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      held = null; // another build of this very process
    } finally {
      if (held == null) {
        channel.close();
      }
    }
    return held == null ? null : channel;
  }

  /**
   * A channel that gets the lock as soon as the process that has it ends, so that no third run
   * does.
   */
  private static FileChannel lockLater(OutputFolder folder) throws IOException {
    FileChannel channel = openLock(folder);
    Thread waiting =
        new Thread(
            () -> {
              try {
                channel.lock();
              } catch (IOException | OverlappingFileLockException e) {
                // The run ended first, or the other one is of this very process.
                return;
              }
            },
            "wait for the output's lock");
    waiting.setDaemon(true);
    waiting.start();
    return channel;
  }

  /** Nothing is ever written to it. */
  private static FileChannel openLock(OutputFolder folder) throws IOException {
    return FileChannel.open(
        folder.local(LOCK),
        StandardOpenOption.CREATE,
        StandardOpenOption.WRITE,
        LinkOption.NOFOLLOW_LINKS);
  }

  private static VerdictException taken(OutputFolder folder) throws IOException {
    Optional<byte[]> content = folder.read(NAME);
    JsonNode owner = content.isEmpty() ? JSON.createObjectNode() : JSON.readTree(content.get());
    return new VerdictException(
        Verdict.badInput(
            "--output %s is being written by another build (process %s on %s, since %s):"
                    .formatted(
                        folder.path(),
                        owner.path("process").asText("?"),
                        owner.path("host").asText("?"),
                        owner.path("started").asText("?"))
                + " wait for it, choose another folder, or say --takeOver if it is dead"));
  }

  private static String describe(String runId) {
    ObjectNode owner = JSON.createObjectNode();
    owner.put("run", runId);
    owner.put("host", hostName());
    owner.put("process", ProcessHandle.current().pid());
    owner.put("started", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    return JsonText.of(owner);
  }

  /**
   * What the kernel says, where it has a file for that. The resolver, which Java asks, may not know
   * this machine, or answer after many seconds.
   */
  private static String hostName() {
    try {
      return Files.readString(KERNELS_HOST_NAME).strip();
    } catch (IOException noSuchFile) {
      try {
        return InetAddress.getLocalHost().getHostName();
      } catch (UnknownHostException e) {
        return "unknown";
      }
    }
  }
}
