package org.splicebeam.pipeline.options;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.splicebeam.schemas.genome.ChromosomeAliases;
import org.splicebeam.schemas.genome.Chromosomes;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.transforms.lines.ForeignFormat;
import org.splicebeam.transforms.lines.LineFile;

/**
 * A {@code --chromAliases} file: lines of a chromosome and its other names, divided by tabs, or
 * NCBI's assembly report as it is downloaded. Lines that begin with {@code #} are comments; on any
 * Beam file system, plain or compressed.
 *
 * <p>Memory: the names, {@value #MOST_NAMES} at most.
 */
final class ChromAliasFile {
  private static final String OPTION = "--chromAliases";

  /** They travel with the steps of a build. */
  private static final int MOST_NAMES = 50_000;

  /** An assembly report of so many sequences has a tenth of this. */
  private static final long MOST_BYTES = 64L << 20;

  private static final String REPORT_HEADER = "# Sequence-Name\t";
  private static final List<String> REPORT_NAMES =
      List.of("Sequence-Name", "GenBank-Accn", "RefSeq-Accn", "UCSC-style-name");
  private static final String NO_NAME = "na";

  private final String path;
  private final Map<String, String> chromosomeByAlias = new HashMap<>();
  private final Set<String> chromosomes = new HashSet<>();

  /** Where the names of an assembly report stand; null in a table of aliases. */
  private List<Integer> reportColumns;

  private ChromAliasFile(String path) {
    this.path = path;
  }

  /**
   * Reads a file; null is none.
   *
   * @throws BadOptionException where it cannot be read, is something else or too large, or a name
   *     stands for two chromosomes
   */
  static ChromosomeAliases read(String path) {
    return path == null ? ChromosomeAliases.NONE : new ChromAliasFile(path).read();
  }

  private ChromosomeAliases read() {
    try {
      Optional<ForeignFormat> foreign = ForeignFormat.ofFile(path, ForeignFormat.TABLES);
      if (foreign.isPresent()) {
        throw new BadOptionException(
            "%s %s %s".formatted(OPTION, path, foreign.get().phrase(OPTION)));
      }
    } catch (IOException e) {
      throw BadOptionException.unreadable(OPTION, path, e);
    }
    try (LineFile file = LineFile.open(path)) {
      while (file.next()) {
        take(file);
      }
    } catch (IOException e) {
      throw new BadOptionException("%s %s".formatted(OPTION, e.getMessage()));
    }
    if (chromosomeByAlias.isEmpty()) {
      throw new BadOptionException("%s %s: it names no alias".formatted(OPTION, path));
    }
    return new ChromosomeAliases(chromosomeByAlias);
  }

  private void take(LineFile file) {
    if (file.line().tooLong() || file.line().byteOffset() > MOST_BYTES) {
      throw bad(file, "it is too long or too large to be a table of chromosomes' names");
    }
    String line = file.text();
    if (line.startsWith(REPORT_HEADER)) {
      List<String> header = Arrays.asList(line.substring(2).split("\t", -1));
      reportColumns = REPORT_NAMES.stream().map(header::indexOf).filter(at -> at >= 0).toList();
    } else if (!line.isBlank() && !line.startsWith("#")) {
      takeNames(namesIn(line, file), file);
    }
  }

  /** The chromosome's name first. */
  private List<String> namesIn(String line, LineFile file) {
    String[] cells = line.split("\t", -1);
    if (cells.length < 2) {
      throw bad(file, "it is one cell where a chromosome and its alias are two, divided by a tab");
    }
    List<String> names = new ArrayList<>();
    if (reportColumns == null) {
      Arrays.stream(cells).map(String::strip).filter(n -> !n.isEmpty()).forEach(names::add);
    } else {
      for (int column : reportColumns) {
        String name = column < cells.length ? cells[column].strip() : NO_NAME;
        if (!name.equals(NO_NAME)) {
          names.add(name);
        }
      }
    }
    return names;
  }

  private void takeNames(List<String> names, LineFile file) {
    for (String name : names) {
      if (name.length() > GeneModel.MAX_NAME_LENGTH || name.indexOf('\uFFFD') >= 0) {
        throw bad(file, "it has a name that is no UTF-8 text or longer than any");
      }
      takeName(Chromosomes.bare(name), Chromosomes.bare(names.get(0)), file);
    }
    if (chromosomes.size() + chromosomeByAlias.size() > MOST_NAMES) {
      throw bad(
          file,
          "it is beyond the first %s names: leave out sequences that the tables do not name"
              .formatted(MOST_NAMES));
    }
  }

  private void takeName(String name, String chromosome, LineFile file) {
    String other =
        name.equals(chromosome)
            ? chromosomeByAlias.getOrDefault(name, name)
            : chromosomes.contains(name) ? name : chromosomeByAlias.getOrDefault(name, chromosome);
    if (!other.equals(chromosome)) {
      throw bad(
          file,
          "\"%s\" stands for two chromosomes, \"%s\" and \"%s\": name a chromosome first and its other names behind it"
              .formatted(name, other, chromosome));
    }
    if (name.equals(chromosome)) {
      chromosomes.add(name);
    } else {
      chromosomeByAlias.put(name, chromosome);
    }
  }

  private BadOptionException bad(LineFile file, String fault) {
    return new BadOptionException(
        "%s %s, line %s: %s".formatted(OPTION, path, file.lineNumber(), fault));
  }
}
