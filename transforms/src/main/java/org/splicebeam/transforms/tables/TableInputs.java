package org.splicebeam.transforms.tables;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.splicebeam.schemas.genome.Chromosomes;
import org.splicebeam.schemas.inputs.HiddenTables;
import org.splicebeam.schemas.inputs.TableFile;

/**
 * The analysis tables of all that {@code --input} names: files, folders and globs (contract 1.1). A
 * file that several of them name is one table, named as the first one does.
 *
 * <p>A table's name is its path below the input that named it. Where two tables would have one
 * name, all names begin with the folder above, or as many as make them differ.
 *
 * @param tables in order of their names, each of another name
 * @param hidden names of tables that were passed over
 * @param empty the inputs that name no table
 */
public record TableInputs(List<TableFile> tables, HiddenTables hidden, List<String> empty) {

  /**
   * Looks for the tables; memory: one entry a file.
   *
   * @throws java.io.FileNotFoundException whose message is the input where no file or folder is
   * @throws org.splicebeam.transforms.verdict.VerdictException where a link leads nowhere or in a
   *     circle, a folder may not be read, what is named is no regular file, or a glob is none
   */
  public static TableInputs match(List<String> inputs) throws IOException {
    List<TableFile> tables = new ArrayList<>();
    List<String> empty = new ArrayList<>();
    Set<String> known = new HashSet<>();
    Map<String, String> hidden = new HashMap<>();
    for (String input : inputs) {
      TableFiles.Match match = TableFiles.match(input);
      if (match.tables().isEmpty()) {
        empty.add(input);
      }
      Set<String> found = new HashSet<>();
      for (TableFile table : match.tables()) {
        String file = inputs.size() == 1 ? table.path() : realPath(table.path());
        found.add(file);
        if (!known.contains(file)) {
          tables.add(table);
        }
      }
      known.addAll(found);
      match.hidden().forEach(table -> hidden.putIfAbsent(table.path(), table.name()));
    }
    tables.forEach(table -> hidden.remove(table.path()));
    List<TableFile> named = new ArrayList<>(tables);
    for (int folders = 1; haveOneName(named); folders++) {
      int above = folders;
      named = new ArrayList<>(tables.stream().map(table -> named(table, above)).toList());
    }
    named.sort(Comparator.comparing(TableFile::name, Chromosomes.BY_CODE_POINT));
    return new TableInputs(named, HiddenTables.of(hidden.values()), empty);
  }

  /** By which a file is known under two paths. */
  private static String realPath(String path) throws IOException {
    return path.contains("://") ? path : Path.of(path).toRealPath().toString();
  }

  private static boolean haveOneName(List<TableFile> tables) {
    return tables.stream().map(TableFile::name).distinct().count() < tables.size();
  }

  /** The table, its name with so many of the folders before it. */
  private static TableFile named(TableFile table, int folders) {
    int behindRoot = table.path().length() - table.name().length() - 1;
    List<String> above = List.of(table.path().substring(0, Math.max(behindRoot, 0)).split("/", -1));
    List<String> last = above.subList(Math.max(above.size() - folders, 0), above.size());
    String name = String.join("/", last) + "/" + table.name();
    return new TableFile(table.path(), name, table.size());
  }
}
