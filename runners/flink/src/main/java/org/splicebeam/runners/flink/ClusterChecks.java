package org.splicebeam.runners.flink;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.splicebeam.pipeline.options.BadOptionException;
import org.splicebeam.pipeline.options.PathOption;
import org.splicebeam.pipeline.run.MemoryBudget;

/**
 * What can be known of a Flink cluster before a build is submitted to it. Each check passes or
 * throws a {@link BadOptionException} that says what to change.
 *
 * @param cluster what it tells of itself
 */
record ClusterChecks(FlinkCluster cluster) {
  private static final long MB = 1 << 20;
  private static final String MIN_BUFFERS = "taskmanager.network.sort-shuffle.min-buffers";

  /** Flink's own, and what the clusters inside of one process have. */
  private static final int DEFAULT_MIN_BUFFERS = 512;

  private static final int SMALL_MIN_BUFFERS = 16;

  /**
   * Outputs that the steps of a slot write at a time. With room for ten the whole graph did not
   * run.
   */
  private static final int OPEN_OUTPUTS = 12;

  private static final long BUFFER_BYTES = 32 << 10;

  /** File systems that several machines mount, as the kernel calls them. */
  private static final Set<String> SHARED =
      Set.of(
          "nfs",
          "nfs4",
          "cifs",
          "smb2",
          "smb3",
          "smbfs",
          "lustre",
          "gpfs",
          "ceph",
          "beegfs",
          "glusterfs",
          "afs",
          "9p",
          "virtiofs",
          "panfs",
          "orangefs",
          "ocfs2",
          "gfs2",
          "wekafs");

  /** The wire between client and cluster changes from 1.x to 1.y. */
  void requireVersion(String ours) {
    if (!minor(cluster.version()).equals(minor(ours))) {
      throw refused(
          "it is Flink %s, but this distribution speaks Flink %s: use a cluster of %s.x"
              .formatted(cluster.version(), ours, minor(ours)));
    }
  }

  private static String minor(String version) {
    return version.replaceFirst("^([0-9]+\\.[0-9]+).*", "$1");
  }

  /**
   * The workers that a build gets: those asked for, else all free slots.
   *
   * @param asked 0 or less for none
   */
  int parallelism(int asked) {
    if (cluster.isElastic()) {
      return Math.max(asked, 1);
    }
    if (cluster.freeSlots() == 0) {
      throw refused(
          cluster.slots() == 0
              ? "it has no TaskManager: start some"
              : "its %s slots are taken by other jobs: wait for them or add TaskManagers"
                  .formatted(cluster.slots()));
    }
    if (asked > cluster.freeSlots()) {
      throw refused(
          "it has %s free slots of %s: choose --parallelism=%s or add TaskManagers"
              .formatted(cluster.freeSlots(), cluster.slots(), cluster.freeSlots()));
    }
    return asked > 0 ? asked : cluster.freeSlots();
  }

  /** Beam cannot give a batch a restart strategy, so the cluster must have one. */
  void requireRestarts() {
    if (!cluster.restartsJobs()) {
      throw refused(
          "it has no restart strategy, so that the loss of a TaskManager would end the build: set"
              + " restart-strategy.type to exponential-delay in its configuration, or say --withoutRestarts");
    }
  }

  /** Heap and network buffers of each TaskManager, for workers of this build. */
  void requireMemory(MemoryBudget budget, int parallelism) {
    for (FlinkCluster.Worker worker : cluster.workers()) {
      int workers = Math.min(worker.slots(), parallelism);
      long heapMb = budget.heapMbOf(workers);
      if (worker.heapBytes() / MB < heapMb) {
        throw refused(
            "a TaskManager there has %s MB of heap, but %s workers of this build take up to %s: give it more"
                    .formatted(worker.heapBytes() / MB, workers, heapMb)
                + " (taskmanager.memory.task.heap.size) or fewer slots, or choose smaller --partRows or --rowGroupRows");
      }
      int minBuffers = number(MIN_BUFFERS, DEFAULT_MIN_BUFFERS);
      long networkMb = workers * OPEN_OUTPUTS * minBuffers * BUFFER_BYTES / MB;
      if (worker.networkBytes() / MB < networkMb) {
        throw refused(
            "a TaskManager there has %s MB of network buffers, but %s workers of this build take %s: "
                    .formatted(worker.networkBytes() / MB, workers, networkMb)
                + (minBuffers > SMALL_MIN_BUFFERS
                    ? "set %s to %s in its configuration".formatted(MIN_BUFFERS, SMALL_MIN_BUFFERS)
                    : "set taskmanager.memory.network.min to %sm".formatted(networkMb)));
      }
    }
  }

  private int number(String key, int otherwise) {
    String value = cluster.configuration().getOrDefault(key, "");
    return value.matches("[0-9]{1,8}") ? Integer.parseInt(value) : otherwise;
  }

  /**
   * Workers on other machines need paths that all machines see: an object store, a file system of
   * the network, or paths of which the user confirms it.
   *
   * @param paths those with a scheme are seen everywhere
   */
  void requireShared(List<PathOption> paths) {
    Optional<String> elsewhere = elsewhere();
    if (elsewhere.isEmpty()) {
      return;
    }
    for (PathOption named : paths) {
      String path = named.path();
      Optional<String> local = path.contains("://") ? Optional.empty() : localFileSystem(path);
      if (local.isPresent()) {
        throw new BadOptionException(
            "%s %s lies on a file system of this machine (%s), which %s cannot see: move it to one that all machines share"
                    .formatted(named.option(), path, local.get(), elsewhere.get())
                + ", or say --sharedFileSystem if this is one");
      }
    }
  }

  /** A TaskManager that is not on this machine, in words. */
  private Optional<String> elsewhere() {
    if (cluster.workers().isEmpty()) {
      return Optional.of("a TaskManager to come");
    }
    return cluster.workers().stream()
        .map(FlinkCluster.Worker::host)
        .filter(host -> !isThisMachine(host))
        .map(host -> "the TaskManager on " + host)
        .findFirst();
  }

  private static boolean isThisMachine(String host) {
    try {
      InetAddress address = InetAddress.getByName(host);
      return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    } catch (IOException e) {
      return false; // A name that this machine does not know is not its own.
    }
  }

  /**
   * The kind of file system of a path, or of what stands above it, where only this machine has it.
   */
  private static Optional<String> localFileSystem(String path) {
    Path at = Path.of(path.replaceFirst("[*?\\[{].*", "")).toAbsolutePath();
    while (at.getParent() != null && !Files.exists(at)) {
      at = at.getParent();
    }
    try {
      String type = Files.getFileStore(at).type().toLowerCase(Locale.ROOT);
      return SHARED.contains(type) ? Optional.empty() : Optional.of(type);
    } catch (IOException e) {
      return Optional.of("unknown");
    }
  }

  private BadOptionException refused(String why) {
    return new BadOptionException("--flinkMaster=%s: %s".formatted(cluster.address(), why));
  }
}
