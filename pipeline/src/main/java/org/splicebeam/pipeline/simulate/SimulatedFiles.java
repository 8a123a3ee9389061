package org.splicebeam.pipeline.simulate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.splicebeam.transforms.publish.OutputFolder;

/**
 * The files of a simulation in a folder. Each is listed in {@code .splicebeam/simulation.txt}
 * before it is made, and a later simulation removes what is listed there and nothing else. No link
 * below the folder is followed.
 *
 * <p>Memory: each name.
 */
final class SimulatedFiles {
  private static final String LIST = OutputFolder.PRIVATE + "/simulation.txt";

  /** With how the annotation of a simulation begins; the example of the sources has no list. */
  private static final String MARK = "#!genome-build made-up\n#!annotation-source splicebeam";

  private static final String ANNOTATION = "annotation.gtf";

  /** What a simulation writes, and whatever would be read with it. */
  private static final Pattern NAME =
      Pattern.compile(
          "annotation\\.gtf|splice_sites\\.tsv|genome\\.fa|scores\\.npz"
              + "|scores/(donor|acceptor)_(plus|minus)\\.bedGraph"
              + "|analysis/analysis_sequences_[^/]*");

  private final Path folder;
  private final OutputFolder output;

  /**
   * @param folder need not be there
   */
  SimulatedFiles(Path folder) {
    this.folder = folder;
    output = OutputFolder.at(folder.toString());
  }

  /** The names of files that are in the way, or would be read, and that no simulation wrote. */
  List<String> strangers() throws IOException {
    List<String> strangers = new ArrayList<>(standing());
    strangers.removeAll(listed());
    for (String name : List.of("scores", "analysis")) {
      if (Files.isSymbolicLink(folder.resolve(name))) {
        strangers.add(name);
      }
    }
    return strangers;
  }

  private List<String> standing() throws IOException {
    List<String> names = new ArrayList<>();
    for (String place : List.of("", "scores/", "analysis/")) {
      if (Files.isDirectory(folder.resolve(place))) {
        try (DirectoryStream<Path> inside = Files.newDirectoryStream(folder.resolve(place))) {
          inside.forEach(file -> names.add(place + file.getFileName()));
        }
      }
    }
    names.removeIf(name -> !NAME.matcher(name).matches());
    return names;
  }

  /** Those that an earlier simulation wrote. */
  private Set<String> listed() throws IOException {
    Optional<byte[]> list = output.read(LIST);
    if (list.isEmpty() && hasMark()) {
      return Set.copyOf(standing());
    }
    Set<String> names = new HashSet<>();
    list.ifPresent(text -> new String(text, UTF_8).lines().forEach(names::add));
    names.removeIf(name -> !NAME.matcher(name).matches());
    return names;
  }

  private boolean hasMark() throws IOException {
    Path annotation = folder.resolve(ANNOTATION);
    if (!Files.isRegularFile(annotation, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    byte[] mark = MARK.getBytes(UTF_8);
    try (InputStream in = Files.newInputStream(annotation)) {
      return Arrays.equals(in.readNBytes(mark.length), mark);
    }
  }

  /** Removes the files of an earlier simulation, and lists them no more. */
  void clear() throws IOException {
    for (String name : listed()) {
      output.delete(name);
    }
    output.delete(LIST);
  }

  /** A new file, once it is listed. */
  OutputStream create(Path file) throws IOException {
    String name = folder.relativize(file).toString();
    Files.writeString(
        output.local(LIST),
        name + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND,
        LinkOption.NOFOLLOW_LINKS);
    return Files.newOutputStream(
        output.local(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /** A new text file. */
  Writer text(Path file) throws IOException {
    return new BufferedWriter(new OutputStreamWriter(create(file), UTF_8));
  }
}
