package org.splicebeam.schemas.genome;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.splicebeam.schemas.Sha256;

/**
 * Which names mean one chromosome, beside those that differ by {@code chr} or M/MT (contract 1.2).
 * They decide what matches; a name that is reported stays as it is written.
 *
 * @param chromosomeByAlias both as {@link Chromosomes#bare}; no chromosome is an alias itself
 */
public record ChromosomeAliases(Map<String, String> chromosomeByAlias) implements Serializable {
  public static final ChromosomeAliases NONE = new ChromosomeAliases(Map.of());

  public ChromosomeAliases {
    chromosomeByAlias = Map.copyOf(chromosomeByAlias);
  }

  /** The same text for all names of a chromosome. */
  public String common(String name) {
    String bare = Chromosomes.bare(name);
    return chromosomeByAlias.getOrDefault(bare, bare);
  }

  /** Whether a chromosome is among those that are named, by any of its names. */
  public boolean isAmong(String chrom, Set<String> names) {
    String common = common(chrom);
    return names.stream().anyMatch(name -> common(name).equals(common));
  }

  /**
   * The names whose chromosome is not there, sorted.
   *
   * @param there all chromosomes, by any of their names
   */
  public List<String> missing(Set<String> names, Set<String> there) {
    return names.stream()
        .filter(name -> !isAmong(name, there))
        .sorted(Chromosomes.BY_CODE_POINT)
        .toList();
  }

  /** 64 hexadecimal digits, the same for the same aliases; empty where there are none. */
  public String fingerprint() {
    if (chromosomeByAlias.isEmpty()) {
      return "";
    }
    MessageDigest digest = Sha256.begin();
    new TreeMap<>(chromosomeByAlias)
        .forEach(
            (alias, chromosome) ->
                digest.update((alias + '\t' + chromosome + '\n').getBytes(StandardCharsets.UTF_8)));
    return Sha256.hex(digest);
  }
}
