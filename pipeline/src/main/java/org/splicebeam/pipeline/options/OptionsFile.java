package org.splicebeam.pipeline.options;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine;

/**
 * An {@code --options} file: one {@code name=value} a line, with or without the leading dashes; a
 * name alone is a switch; empty lines and lines that begin with {@code #} are passed over. UTF-8.
 */
public final class OptionsFile {
  private static final String OPTION = "--options";
  private static final int MOST_BYTES = 1 << 20;
  private static final Pattern NAME = Pattern.compile("--[A-Za-z][A-Za-z0-9]*");

  private OptionsFile() {}

  /**
   * The arguments of a command line with those of its options file after them, save what the
   * command line says itself.
   *
   * @param commands those that have the option have such a file
   * @throws BadOptionException where the file cannot be used
   */
  public static String[] expand(CommandLine commands, String[] args) {
    String path = path(commands, args);
    if (path == null) {
      return args;
    }
    List<String> all = new ArrayList<>(List.of(args));
    read(path)
        .forEach(
            (name, value) -> {
              if (Arrays.stream(args).noneMatch(a -> a.equals(name) || a.startsWith(name + "="))) {
                all.add(name + "=" + value);
              }
            });
    return all.toArray(String[]::new);
  }

  /** The file that a command line names, or null. One without a name is left to the parser. */
  private static String path(CommandLine commands, String[] args) {
    CommandLine command = args.length == 0 ? null : commands.getSubcommands().get(args[0]);
    if (command == null || command.getCommandSpec().findOption(OPTION) == null) {
      return null;
    }
    for (int i = 1; i < args.length; i++) {
      if (args[i].startsWith(OPTION + "=")) {
        return args[i].substring(OPTION.length() + 1);
      }
      if (args[i].equals(OPTION) && i + 1 < args.length) {
        return args[i + 1];
      }
    }
    return null;
  }

  private static String text(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IOException("it has more than %s bytes".formatted(MOST_BYTES));
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }
  }

  /** The options by name with dashes, in file order. */
  private static Map<String, String> read(String path) {
    List<String> lines;
    try {
      PathOption.refuseIrregular(OPTION, path);
      lines = text(Path.of(path)).lines().toList();
    } catch (IOException e) {
      throw BadOptionException.unreadable(OPTION, path, e);
    }
    Map<String, String> options = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).replace("\uFEFF", "").strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      int equals = line.indexOf('=');
      String bare = (equals < 0 ? line : line.substring(0, equals)).strip();
      String name = bare.startsWith("--") ? bare : "--" + bare;
      String value = equals < 0 ? "true" : line.substring(equals + 1).strip();
      String fault = null;
      if (!NAME.matcher(name).matches()) {
        fault = "'%s' is no option: write name=value".formatted(line);
      } else if (name.equals("--runner") || name.equals(OPTION)) {
        fault = name + " can only stand on the command line";
      } else if (options.put(name, value) != null) {
        fault = name + " stands in the file twice";
      }
      if (fault != null) {
        throw new BadOptionException("%s %s, line %s: %s".formatted(OPTION, path, i + 1, fault));
      }
    }
    return options;
  }
}
