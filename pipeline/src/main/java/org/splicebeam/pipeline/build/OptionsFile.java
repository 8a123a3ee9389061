package org.splicebeam.pipeline.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An {@code --options} file: one {@code name=value} a line, with or without the leading dashes; a
 * name alone is a switch; empty lines and lines that begin with {@code #} are passed over.
 */
public final class OptionsFile {
  private OptionsFile() {}

  /**
   * The arguments of a command line with those of its options file after them, save what the
   * command line says itself.
   */
  public static String[] expand(String[] args) {
    List<String> all = new ArrayList<>(List.of(args));
    int at = -1;
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).startsWith("--options=") || all.get(i).equals("--options")) {
        at = i;
      }
    }
    if (at < 0) {
      return args;
    }
    boolean joined = all.get(at).startsWith("--options=");
    String path =
        joined
            ? all.get(at).substring("--options=".length())
            : at + 1 < all.size() ? all.get(at + 1) : "";
    read(path)
        .forEach(
            (name, value) -> {
              boolean said =
                  List.of(args).stream().anyMatch(a -> a.equals(name) || a.startsWith(name + "="));
              if (!said) {
                all.add(name + "=" + value);
              }
            });
    return all.toArray(String[]::new);
  }

  /** The options by name with dashes, in file order. */
  private static Map<String, String> read(String path) {
    Map<String, String> options = new LinkedHashMap<>();
    try {
      int number = 0;
      for (String line : Files.readAllLines(Path.of(path))) {
        number++;
        String text = line.strip();
        if (text.isEmpty() || text.startsWith("#")) {
          continue;
        }
        int equals = text.indexOf('=');
        String name = (equals < 0 ? text : text.substring(0, equals)).strip();
        name = name.startsWith("--") ? name : "--" + name;
        String value = equals < 0 ? "true" : text.substring(equals + 1).strip();
        if (name.equals("--runner")) {
          throw new BadOptionException(
              "--options %s, line %d: --runner stands on the command line, where the launcher reads it"
                  .formatted(path, number));
        }
        if (name.equals("--options") || options.put(name, value) != null) {
          throw new BadOptionException(
              "--options %s, line %d: %s cannot stand here (again)".formatted(path, number, name));
        }
      }
    } catch (IOException e) {
      throw new BadOptionException(
          "--options %s cannot be read: %s".formatted(path, e.getMessage()));
    }
    return options;
  }
}
