package org.splicebeam.schemas.genome;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
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
