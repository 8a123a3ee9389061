package org.splicebeam.transforms.publish;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class LocalStoreTest {
  @TempDir Path temporary;

  /**
   * Every act on a name that is a link, to a file, a folder or nothing, or lies behind one. A link
   * that is renamed is so itself.
   */
  @Test
  void noLinkBelowTheFolderIsFollowed() throws IOException {
    Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
    Path victim = Files.writeString(elsewhere.resolve("victim"), "mine");
    Path root = Files.createDirectory(temporary.resolve("folder"));
    Files.createSymbolicLink(root.resolve("file"), victim);
    Files.createSymbolicLink(root.resolve("folder"), elsewhere);
    Files.createSymbolicLink(root.resolve("nothing"), elsewhere.resolve("new"));
    Files.writeString(root.resolve("own"), "own");
    Store store = new LocalStore(root.toString());
    for (String name : List.of("file", "folder", "nothing", "folder/victim", "folder/new/deep")) {
      List<Executable> acts =
          List.of(
              () -> store.create(name).close(),
              () -> store.createExclusively(name, new byte[1]),
              () -> store.length(name),
              () -> store.read(name),
              () -> store.rename("own", name),
              () -> store.delete(name),
              () -> OutputFolder.at(root.toString()).local(name));
      for (Executable act : acts) {
        assertThat(
            OutputException.reason(assertThrows(FileSystemException.class, act)),
            is(root.resolve(linkOf(name)) + " is a link, and none is followed there"));
      }
    }
    assertThrows(FileSystemException.class, () -> store.rename("folder/victim", "other"));
    for (String name : List.of("file", "folder", "nothing")) {
      store.rename(name, "other");
      assertThat(name, Files.isSymbolicLink(root.resolve("other")), is(true));
      store.rename("other", name);
    }
    assertThat(Files.readString(victim), is("mine"));
    try (Stream<Path> files = Files.list(elsewhere)) {
      assertThat(files.toList(), is(List.of(victim)));
    }
    try (Stream<Path> files = Files.list(root)) {
      assertThat(
          files.map(file -> file.getFileName().toString()).sorted().toList(),
          is(List.of("file", "folder", "nothing", "own")));
    }
  }

  private static String linkOf(String name) {
    return name.split("/")[0];
  }

  @Test
  void theFolderItselfMayBeALink() throws IOException {
    Path root = Files.createDirectory(temporary.resolve("folder"));
    Path link = Files.createSymbolicLink(temporary.resolve("link"), root);
    Store store = new LocalStore(link.toString());
    assertThat(store.createExclusively("in/file", new byte[] {7}), is(true));
    assertThat(store.createExclusively("in/file", new byte[] {8}), is(false));
    store.rename("in/file", "moved");
    assertThat(store.length("moved"), is(Optional.of(1L)));
    assertThat(Files.readAllBytes(root.resolve("moved")), is(new byte[] {7}));
    store.delete("moved");
    assertThat(store.read("moved"), is(Optional.empty()));
  }
}
