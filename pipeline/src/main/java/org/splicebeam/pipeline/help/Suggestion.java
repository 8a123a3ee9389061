package org.splicebeam.pipeline.help;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Says that an option or a command is none, and what was probably meant. Only what is near is
 * suggested: the same name in another spelling, a name that other programs have for it ({@link
 * Aliases}), an option of another command, or a slip of the keys.
 */
public final class Suggestion {
  /** What people ask of a runner. */
  public static final List<String> OF_RUNNERS =
      List.of("--parallelism", "--runner", "--flinkMaster");

  /** A hyphen, and what word processors and web pages make of two. */
  private static final Pattern DASHES = Pattern.compile("^[-\u2010-\u2015\u2212]+");

  private static final Pattern LOOKS_LIKE_OPTION =
      Pattern.compile("[-\u2010-\u2015\u2212]+\\p{L}.*", Pattern.DOTALL);

  /** As other programs take it: {@code -j4}. */
  private static final Pattern LETTER_AND_NUMBER = Pattern.compile("-[A-Za-z][0-9]+");

  private static final Pattern NOT_COMPARED = Pattern.compile("[-_.\u2010-\u2015\u2212]");
  private static final Set<String> TRAINING = Set.of("train", "fit", "learn", "predict");

  private Suggestion() {}

  /** Whether a word is meant as an option: a dash and a letter, not a number below 0. */
  public static boolean isOption(String word) {
    return LOOKS_LIKE_OPTION.matcher(word).matches();
  }

  /**
   * The sentence of an option that a command does not have.
   *
   * @param typed as it was typed; a value after {@code =} is not told
   * @param further options that the command takes beside its own
   */
  public static String unknownOption(String typed, CommandSpec command, List<String> further) {
    int equals = typed.indexOf('=');
    String name = equals < 0 ? typed : typed.substring(0, equals);
    return "unknown option '%s'%s".formatted(name, forOption(name, command, further));
  }

  /** The sentence of a word that is no command. */
  public static String unknownCommand(String typed, CommandSpec root) {
    return "unknown command '%s'%s".formatted(typed, forCommand(typed, root));
  }

  /**
   * What is meant by an option that a command does not have, as the end of a sentence: empty, or
   * such as "; did you mean --output?".
   *
   * @param typed as it was typed, with or without dashes and value
   * @param further options that the command takes beside its own
   */
  public static String forOption(String typed, CommandSpec command, List<String> further) {
    String plain = plain(typed);
    Map<String, String> own = new LinkedHashMap<>();
    for (OptionSpec option : command.options()) {
      for (String name : option.names()) {
        own.put(plain(name), option.longestName());
      }
    }
    further.forEach(name -> own.putIfAbsent(plain(name), name));
    if (own.containsKey(plain)) {
      return didYouMean(own.get(plain));
    }
    for (String meant : Aliases.ofOption(plain)) {
      if (own.containsValue(meant)) {
        return didYouMean(meant);
      }
    }
    List<String> others = commandsWith(plain, command);
    if (!others.isEmpty()) {
      return ": it is an option of " + listed(others);
    }
    if (OF_RUNNERS.stream().anyMatch(name -> plain(name).equals(plain))) {
      return ": it is an option of a runner, and %s has none".formatted(command.name());
    }
    String near = nearest(plain, own.keySet());
    return near == null ? "" : didYouMean(own.get(near));
  }

  private static String forCommand(String typed, CommandSpec root) {
    String plain = plain(typed);
    if (TRAINING.contains(plain)) {
      return ": splicebeam makes data sets, and docs/training.md tells how to train on one";
    }
    Set<String> names = root.subcommands().keySet();
    if (names.contains(plain)) {
      return didYouMean(plain);
    }
    List<String> meant = Aliases.ofCommand(plain);
    String near = meant.isEmpty() ? nearest(plain, names) : meant.get(0);
    return near == null ? "" : didYouMean(near);
  }

  private static String didYouMean(String name) {
    return "; did you mean " + name + "?";
  }

  /** The name alone, as spellings of it are one: {@code --kmer-sizes=3} is {@code kmersizes}. */
  private static String plain(String typed) {
    String name = DASHES.matcher(typed).replaceFirst("");
    if (LETTER_AND_NUMBER.matcher(typed).matches()) {
      name = name.substring(0, 1);
    }
    int equals = name.indexOf('=');
    return NOT_COMPARED
        .matcher(equals < 0 ? name : name.substring(0, equals))
        .replaceAll("")
        .toLowerCase(Locale.ROOT);
  }

  /** The other commands that have an option, in the order of the help. */
  private static List<String> commandsWith(String plain, CommandSpec command) {
    List<String> names = new ArrayList<>();
    for (CommandLine other : command.root().subcommands().values()) {
      CommandSpec spec = other.getCommandSpec();
      if (spec != command
          && spec.options().stream().anyMatch(o -> plain(o.longestName()).equals(plain))) {
        names.add(spec.name());
      }
    }
    return names;
  }

  private static String listed(List<String> names) {
    int last = names.size() - 1;
    return last == 0
        ? names.get(0)
        : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }

  /** The nearest name that a slip of the keys may have made this of; null for none. */
  private static String nearest(String plain, Set<String> names) {
    String nearest = null;
    int least = slips(plain.length()) + 1;
    for (String name : names) {
      int distance = distance(plain, name);
      if (distance < least) {
        least = distance;
        nearest = name;
      }
    }
    return nearest;
  }

  /** The slips that a name of so many letters may have and still be known. */
  private static int slips(int letters) {
    if (letters <= 2) {
      return 0;
    }
    return letters <= 5 ? 1 : letters <= 9 ? 2 : 3;
  }

  /** Letters to insert, to leave out, to replace, or to swap with the next one. */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
