package org.splicebeam.transforms.publish;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.transforms.verdict.VerdictException;

/** Claims against other processes: locks are a process's. */
class OwnerTest {
  /** Has the lock until its input ends, or tells whether it stays free for five seconds. */
  private static final String OTHER_PROCESS =
      """
      import java.nio.channels.*;
      import java.nio.file.*;

      class OtherProcess {
        public static void main(String[] words) throws Exception {
          FileChannel channel =
              FileChannel.open(
                  Path.of(words[1]), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.tryLock();
          if (words[0].equals("have")) {
            System.out.println(lock == null ? "taken" : "locked");
            System.in.read();
            return;
          }
          long end = System.nanoTime() + 5_000_000_000L;
          while (lock != null && System.nanoTime() < end) {
            lock.release();
            Thread.onSpinWait();
            lock = channel.tryLock();
          }
          System.out.println(lock == null ? "taken" : "free");
        }
      }
      """;

  @TempDir Path folder;

  private Process other(String what) throws IOException {
    Path source = Files.writeString(folder.resolve("OtherProcess.java"), OTHER_PROCESS);
    Path lock = folder.resolve(".splicebeam/lock");
    Files.createDirectories(lock.getParent());
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            source.toString(),
            what,
            lock.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static String said(Process process) throws IOException {
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    return out.readLine();
  }

  @Test
  void whoTakesAFolderOverHasTheLockOnceTheOtherProcessEnds()
      throws IOException, InterruptedException {
    OutputFolder mine = OutputFolder.at(folder.toString()).ownedBy("mine");
    Process first = other("have");
    assertThat(said(first), is("locked"));
    assertThrows(VerdictException.class, () -> Owner.claim(mine, false));

    try (Owner second = Owner.claim(mine, true)) {
      assertThat(second == null, is(false));
      Owner.check(mine);
      first.getOutputStream().close();
      assertThat(first.waitFor(), is(0));
      assertThat(said(other("try")), is("taken"));
    }
    assertThat(said(other("try")), is("free"));
  }
}
