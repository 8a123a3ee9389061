package org.splicebeam.pipeline.dataset;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
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
import org.splicebeam.transforms.verdict.VerdictException;

/** What can be known of the input before a build is submitted. Nothing is written meanwhile. */
public final class Preflight {
  /** Headers are looked at one by one; of more tables than this, the first are. */
  private static final int MOST_HEADERS = 2_000;

  private Preflight() {}

  /**
   * Looks at the analysis tables; throws a sentence on the first that will not do.
   *
   * @param input the file, folder or glob of the tables
   * @param format how they are read
   */
  static void checkTables(String input, TableFormat format) {
    List<TableFile> tables;
    try {
      tables = TableFiles.match(input);
    } catch (FileNotFoundException e) {
      throw new BadOptionException("--input %s: there is no such file or folder".formatted(input));
    } catch (IOException e) {
      throw BadOptionException.unreadable("--input", input, e);
    }
    if (tables.isEmpty()) {
      throw new BadOptionException(
          "--input %s has no analysis table: none of its files is named".formatted(input)
              + " *analysis_sequences_*.tsv (plain or with .gz, .bz2, .zst); a file of another name"
              + " can be named by itself");
    }
    checkHeaders(input, tables, format);
  }

  /**
   * Every table needs the required columns, save where bad ones are skipped; an extra column has to
   * be in one of them.
   */
  private static void checkHeaders(String input, List<TableFile> tables, TableFormat format) {
    Set<String> missing = new LinkedHashSet<>();
    format.columns().extra().forEach(column -> missing.add(column.name()));
    Set<String> unknown = new TreeSet<>();
    int bad = 0;
    for (TableFile table : tables.stream().limit(MOST_HEADERS).toList()) {
      TableHeader header;
      try {
        header = TableFiles.header(table, format.columns());
      } catch (VerdictException e) {
        if (format.onBadFile() == OnBadFile.FAIL) {
          throw e;
        }
        bad++;
        continue;
      }
      missing.removeIf(header::has);
      unknown.addAll(header.unknown());
    }
    if (!missing.isEmpty() && tables.size() <= MOST_HEADERS && bad < tables.size()) {
      throw new BadOptionException(
          "--extraColumns names %s, which no table of --input %s has; %s"
              .formatted(
                  BadOptionException.some(missing),
                  input,
                  unknown.isEmpty()
                      ? "none has a column that is not in the schema"
                      : "what they have beside the schema is " + BadOptionException.some(unknown)));
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
