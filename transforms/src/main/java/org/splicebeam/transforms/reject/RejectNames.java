package org.splicebeam.transforms.reject;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.beam.sdk.values.KV;
import org.splicebeam.schemas.genome.Chromosomes;
import org.splicebeam.schemas.reject.Reject;

/**
 * The files below {@code rejected/}: one for each input file that has any reject, or several
 * numbered ones where it has many, each with the rejects of a stretch of its lines.
 *
 * <p>A file takes whole blocks of {@value #BLOCK_LINES} lines and is full at {@value #FILE_REJECTS}
 * rejects. So it holds fewer than the sum of both, whatever the input is. Memory: a number for each
 * block of lines that has rejects.
 */
final class RejectNames {
  static final int BLOCK_LINES = 4_096;
  static final int FILE_REJECTS = 20_000;

  /** Names by block of lines, by input file. */
  private final Map<String, Map<Long, String>> names = new HashMap<>();

  /**
   * @param counts rejects by input file (see {@link #inputFile}) and block of lines
   * @param tables the analysis tables' names: a table's place among them is the number of its file,
   *     so that no name of an input becomes a name in the output
   */
  RejectNames(Map<KV<String, Long>, Long> counts, Collection<String> tables) {
    Map<String, TreeMap<Long, Long>> blocksByFile = new HashMap<>();
    counts.forEach(
        (block, count) ->
            blocksByFile
                .computeIfAbsent(block.getKey(), file -> new TreeMap<>())
                .put(block.getValue(), count));
    List<String> ordered = tables.stream().sorted(Chromosomes.BY_CODE_POINT).toList();
    blocksByFile.forEach((file, blocks) -> names.put(file, names(stem(file, ordered), blocks)));
  }

  private static Map<Long, String> names(String stem, TreeMap<Long, Long> blocks) {
    Map<Long, Long> numbers = new HashMap<>();
    long number = 0;
    long inFile = 0;
    for (Map.Entry<Long, Long> block : blocks.entrySet()) {
      if (inFile >= FILE_REJECTS) {
        number++;
        inFile = 0;
      }
      inFile += block.getValue();
      numbers.put(block.getKey(), number);
    }
    boolean one = number == 0;
    Map<Long, String> names = new HashMap<>();
    numbers.forEach(
        (block, of) ->
            names.put(
                block, (one ? stem : String.format(Locale.ROOT, "%s-%05d", stem, of)) + ".tsv"));
    return names;
  }

  private static String stem(String inputFile, List<String> tables) {
    int tab = inputFile.indexOf('\t');
    return switch (Reject.Input.valueOf(inputFile.substring(0, tab))) {
      case ANNOTATION -> "rejected/annotation";
      case SPLICE_SITES -> "rejected/splice_sites";
      case ANALYSIS ->
          String.format(
              Locale.ROOT, "rejected/analysis-%05d", tables.indexOf(inputFile.substring(tab + 1)));
    };
  }

  /** Which input and which of its files a reject is of. */
  static String inputFile(Reject reject) {
    return reject.input() + "\t" + reject.file();
  }

  /** The block of lines that a reject stands in. */
  static long block(Reject reject) {
    return reject.line() / BLOCK_LINES;
  }

  /** All files, each once. */
  SortedSet<String> all() {
    SortedSet<String> all = new TreeSet<>();
    names.values().forEach(ofFile -> all.addAll(ofFile.values()));
    return all;
  }

  /** The file that a reject is listed in. */
  String of(Reject reject) {
    return names.get(inputFile(reject)).get(block(reject));
  }
}
