package org.splicebeam.transforms.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Whose a file is in a folder in which several users of a machine write, such as a sticky one of
 * mode 1777. There a user can neither change nor replace the file of another. Where files have no
 * owners, as on an object store, each is everybody's.
 *
 * @param folder in which nobody else may remove a user's files
 */
public record SharedFolder(OutputFolder folder) {
  private static final String OWNER = "unix:uid";
  private static final int ROOT = 0;

  /** Null until it is asked for; a process has one. */
  private static Integer user;

  /** What a name stands for. */
  public enum Whose {
    /** There is no such file, or it is this user's. */
    OWN,
    /** It is root's or the folder owner's: its content counts, and it stays. */
    TRUSTED,
    /** It is another user's, or no file: it neither counts nor is touched. */
    STRANGE
  }

  /** Whose the file of a name is. */
  public Whose whose(String name) throws IOException {
    if (!folder.isLocal()) {
      return Whose.OWN;
    }
    Path file = Path.of(folder.path(), name);
    try {
      int owner = (int) Files.getAttribute(file, OWNER, LinkOption.NOFOLLOW_LINKS);
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        return Whose.STRANGE;
      }
      if (owner == user()) {
        return Whose.OWN;
      }
      return owner == ROOT || owner == (int) Files.getAttribute(Path.of(folder.path()), OWNER)
          ? Whose.TRUSTED
          : Whose.STRANGE;
    } catch (NoSuchFileException e) {
      return Whose.OWN;
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return Whose.OWN; // A file system without owners.
    }
  }

  /**
   * The number of this process's user: that of a file which it makes. Java knows users by names
   * alone, and takes one without a name for root.
   */
  public static synchronized int user() throws IOException {
    if (user == null) {
      Path made = Files.createTempFile("splicebeam", null);
      try {
        user = (int) Files.getAttribute(made, OWNER);
      } finally {
        Files.delete(made);
      }
    }
    return user;
  }
}
