package org.splicebeam.pipeline.dataset;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.splicebeam.pipeline.graph.AnnotationSettings;
import org.splicebeam.pipeline.options.BadOptionException;
import org.splicebeam.schemas.inputs.TableFile;
import org.splicebeam.transforms.annotation.AnnotationHead;
import org.splicebeam.transforms.genes.SpliceSitesIO;
import org.splicebeam.transforms.lines.PackedFile;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.tables.OnBadFile;
import org.splicebeam.transforms.tables.TableFiles;
import org.splicebeam.transforms.tables.TableFormat;
import org.splicebeam.transforms.tables.TableHeader;
import org.splicebeam.transforms.tables.TableInputs;
import org.splicebeam.transforms.verdict.Verdict;
import org.splicebeam.transforms.verdict.VerdictException;

/** What can be known of the input before a build is submitted. Nothing is written meanwhile. */
public final class Preflight {
  /** Headers are looked at one by one; of more tables than this, the first are. */
  private static final int MOST_HEADERS = 2_000;

  private Preflight() {}

  /**
   * Looks at the analysis tables; throws a sentence on the first that will not do.
   *
   * @param inputs the files, folders and globs of the tables
   * @param format how they are read
   */
  static TableInputs checkTables(List<String> inputs, TableFormat format) {
    TableInputs found;
    try {
      found = TableInputs.match(inputs);
    } catch (FileNotFoundException e) {
      throw new BadOptionException(
          "--input %s: there is no such file or folder".formatted(e.getMessage()));
    } catch (IOException e) {
      throw BadOptionException.unreadable("--input", String.join(",", inputs), e);
    }
    if (!found.empty().isEmpty()) {
      throw new BadOptionException(
          "--input %s has no analysis table: none of its files is named"
                  .formatted(found.empty().get(0))
              + " *analysis_sequences_*.tsv (plain or with .gz, .bz2, .zst); a file of another name"
              + " can be named by itself"
              + (found.hidden().count() > 0
                  ? "; hidden ones are no input, such as " + found.hidden().first()
                  : ""));
    }
    checkHeaders(inputs, found.tables(), format);
    return found;
  }

  /**
   * Every table needs the required columns, save where bad ones are skipped; an extra column has to
   * be in one of them.
   */
  private static void checkHeaders(
      List<String> inputs, List<TableFile> tables, TableFormat format) {
    Set<String> missing = new LinkedHashSet<>();
    format.columns().extra().forEach(column -> missing.add(column.name()));
    Set<String> unknown = new TreeSet<>();
    List<TableFile> looked = tables.stream().limit(MOST_HEADERS).toList();
    Map<String, Integer> tablesByFault = new LinkedHashMap<>();
    String first = null;
    for (TableFile table : looked) {
      try {
        TableHeader header = TableFiles.header(table, format.columns());
        missing.removeIf(header::has);
        unknown.addAll(header.unknown());
      } catch (VerdictException e) {
        String sentence = e.verdict().sentence();
        first = first == null ? sentence : first;
        tablesByFault.merge(sentence.replace(table.name(), ""), 1, Integer::sum);
      }
    }
    if (first != null && format.onBadFile() == OnBadFile.FAIL) {
      int alike = tablesByFault.values().iterator().next();
      throw new VerdictException(
          Verdict.badInput(
              first
                  + (alike > 1 ? " (so in %s of %s tables)".formatted(alike, looked.size()) : "")));
    }
    int bad = tablesByFault.values().stream().mapToInt(Integer::intValue).sum();
    if (!missing.isEmpty() && tables.size() <= MOST_HEADERS && bad < tables.size()) {
      throw new BadOptionException(
          "--extraColumns names %s, which no table of --input %s has; %s"
              .formatted(
                  BadOptionException.some(BadOptionException.quoted(missing)),
                  String.join(",", inputs),
                  unknown.isEmpty()
                      ? "none has a column that is not in the schema"
                      : "what they have beside the schema is "
                          + BadOptionException.some(BadOptionException.quoted(unknown))));
    }
  }

  /** Looks at what gene models come from; the cache's folder need not be there. */
  public static void checkAnnotation(AnnotationSettings annotation) {
    checkFile("--gtf", annotation.gtf());
    checkHead(annotation.gtf());
    if (annotation.spliceSites() != null) {
      checkFile("--spliceSites", annotation.spliceSites());
      checkSitesHeader(annotation.spliceSites());
    }
    String cache = annotation.cache();
    if (cache != null && OutputFolder.at(cache).isLocal() && Files.isRegularFile(Path.of(cache))) {
      throw new BadOptionException("--annotationCache %s is a file, not a folder".formatted(cache));
    }
  }

  /** Looks at the genome; null for none. */
  static void checkGenome(String fasta) {
    if (fasta != null) {
      checkFile("--fasta", fasta);
    }
  }

  private static void checkFile(String option, String path) {
    if (path.endsWith("/") || BadOptionException.isLocalFolder(path)) {
      throw new BadOptionException("%s %s: it is a folder, not a file".formatted(option, path));
    }
    try (InputStream in = PackedFile.open(path)) {
      if (in.read() < 0) {
        throw new BadOptionException("%s %s: it is empty".formatted(option, path));
      }
    } catch (IOException e) {
      throw BadOptionException.unreadable(option, path, e);
    }
  }

  /** A file that stops being readable behind its first bytes is told by the step that reads it. */
  private static void checkHead(String gtf) {
    try {
      AnnotationHead.flawOf(gtf)
          .ifPresent(
              flaw -> {
                throw new BadOptionException(flaw);
              });
    } catch (IOException e) {
      return;
    }
  }

  private static void checkSitesHeader(String path) {
    try {
      SpliceSitesIO.checkHeader(path);
    } catch (IOException e) {
      throw new BadOptionException("--spliceSites " + e.getMessage());
    }
  }
}
