package org.splicebeam.schemas.genome;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.splicebeam.schemas.reject.Excerpt;

/**
 * The names that a file has for chromosomes, and which of them the annotation's name means: the
 * same one, else the one that differs by {@code chr}, M/MT or an alias (contract 1.2). So a genome
 * may have both chrM and chrMT, as UCSC's hg19 does. Memory: the names.
 */
public final class ChromosomeNames {
  private final String path;
  private final ChromosomeAliases aliases;
  private final Set<String> names;
  private final Map<String, List<String>> byCommon = new HashMap<>();

  /**
   * Takes the names of one file.
   *
   * @param path of the file, for people
   * @param names each once
   */
  public ChromosomeNames(String path, Collection<String> names, ChromosomeAliases aliases) {
    this.path = path;
    this.aliases = aliases;
    this.names = new HashSet<>(names);
    for (String name : names) {
      byCommon.computeIfAbsent(aliases.common(name), none -> new ArrayList<>()).add(name);
    }
  }

  /**
   * The file's name of a chromosome.
   *
   * @param chrom as the annotation writes it
   * @return null where the file has none
   * @throws IOException where two match and neither is the same; the message is a sentence that
   *     names the file and the names
   */
  public String of(String chrom) throws IOException {
    if (names.contains(chrom)) {
      return chrom;
    }
    List<String> matching = byCommon.getOrDefault(aliases.common(chrom), List.of());
    if (matching.size() > 1) {
      throw new IOException(
          "%s has two names of one chromosome, %s and %s, which both match %s of the annotation; leave one of them out of the file"
              .formatted(
                  path,
                  Excerpt.ofValue(matching.get(0)),
                  Excerpt.ofValue(matching.get(1)),
                  Excerpt.ofValue(chrom)));
    }
    return matching.isEmpty() ? null : matching.get(0);
  }
}
