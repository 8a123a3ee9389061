package org.splicebeam.transforms.publish;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A store whose n-th act goes wrong. Acts are counted over all copies that a runner makes of it, on
 * all threads: create, each write, commit, close, length, read, rename and delete.
 *
 * @param store that does the work
 * @param id of its count
 * @param fault what goes wrong
 * @param first the act that does, from 1; 0 for none
 */
public record FaultyStore(Store store, String id, Fault fault, long first) implements Store {
  private static final long serialVersionUID = 1L;
  private static final Map<String, AtomicLong> ACTS = new ConcurrentHashMap<>();

  /** The ids of those that have lost bytes. */
  private static final Set<String> LOST = ConcurrentHashMap.newKeySet();

  /** How an act goes wrong. */
  public enum Fault {
    /** It fails, and nothing has happened; half of a write has. */
    BEFORE,
    /** It fails, but has happened. */
    AFTER,
    /** The first write from there on loses bytes and says nothing; all else is done. */
    SILENT,
    /** Writing fails from here on: the disk is full. Whatever is there can be read and removed. */
    FULL
  }

  /** An act on a file. */
  @FunctionalInterface
  private interface Act<T> {
    T run() throws IOException;
  }

  /** An act on a file that gives nothing. */
  @FunctionalInterface
  private interface Deed {
    void run() throws IOException;
  }

  /** A folder on the local disk, owned by a run, on which something goes wrong. */
  public static OutputFolder folder(OutputFolder folder, Fault fault, long first) {
    FaultyStore faulty =
        new FaultyStore(folder.store(), UUID.randomUUID().toString(), fault, first);
    return new OutputFolder(folder.path(), faulty, folder.runId());
  }

  /** The acts so far. */
  public long acts() {
    return counter().get();
  }

  private AtomicLong counter() {
    return ACTS.computeIfAbsent(id, any -> new AtomicLong());
  }

  /** Whether the next act goes wrong. */
  private boolean isNext(boolean writes) {
    long act = counter().incrementAndGet();
    return switch (fault) {
      case BEFORE, AFTER -> act == first;
      case SILENT -> false;
      case FULL -> first > 0 && act >= first && writes;
    };
  }

  /** Whether the next write does. */
  private boolean isNextWrite() {
    boolean next = isNext(true);
    return fault == Fault.SILENT ? first > 0 && acts() >= first && LOST.add(id) : next;
  }

  private <T> T act(boolean writes, Act<T> act) throws IOException {
    boolean wrong = isNext(writes);
    if (wrong && fault != Fault.AFTER) {
      throw error();
    }
    T result = act.run();
    if (wrong) {
      throw error();
    }
    return result;
  }

  private void deed(boolean writes, Deed deed) throws IOException {
    act(
        writes,
        () -> {
          deed.run();
          return null;
        });
  }

  private IOException error() {
    return new IOException(fault == Fault.FULL ? "No space left on device" : "Input/output error");
  }

  @Override
  public NewFile create(String name) throws IOException {
    NewFile file = act(true, () -> store.create(name));
    return new NewFile() {
      @Override
      public OutputStream stream() {
        return new FaultyStream(file.stream());
      }

      @Override
      public void commit() throws IOException {
        deed(true, file::commit);
      }

      @Override
      public void close() throws IOException {
        deed(false, file::close);
      }
    };
  }

  @Override
  public boolean createExclusively(String name, byte[] content) throws IOException {
    return act(true, () -> store.createExclusively(name, content));
  }

  @Override
  public Optional<Long> length(String name) throws IOException {
    return act(false, () -> store.length(name));
  }

  @Override
  public Optional<byte[]> head(String name, int most) throws IOException {
    return act(false, () -> store.head(name, most));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    deed(true, () -> store.rename(from, to));
  }

  @Override
  public void delete(String name) throws IOException {
    deed(false, () -> store.delete(name));
  }

  private final class FaultyStream extends OutputStream {
    private final OutputStream out;

    FaultyStream(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int from, int length) throws IOException {
      if (!isNextWrite()) {
        out.write(buffer, from, length);
        return;
      }
      out.write(buffer, from, fault == Fault.AFTER ? length : length / 2);
      if (fault != Fault.SILENT) {
        throw error();
      }
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }
  }
}
