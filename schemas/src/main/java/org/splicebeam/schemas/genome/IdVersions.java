package org.splicebeam.schemas.genome;

/**
 * Versions of Ensembl, GENCODE and RefSeq identifiers (contract 1.2, {@code --stripIdVersions}).
 */
public final class IdVersions {
  /** GENCODE's mark of the copy on Y of a pseudoautosomal gene; part of the bare id. */
  private static final String PAR_Y = "_PAR_Y";

  private IdVersions() {}

  /**
   * The identifier without {@code .N} or {@code .N_M} at its end (before {@code _PAR_Y}, which
   * stays); one without a version as it is.
   */
  public static String strip(String id) {
    int dot = id.lastIndexOf('.');
    int end = id.endsWith(PAR_Y) ? id.length() - PAR_Y.length() : id.length();
    int version = afterDigits(id, dot + 1, end);
    if (dot < 1 || version == dot + 1) {
      return id;
    }
    if (version < end && id.charAt(version) == '_') {
      int mapping = afterDigits(id, version + 1, end);
      version = mapping == version + 1 ? version : mapping;
    }
    return version == end ? id.substring(0, dot) + id.substring(end) : id;
  }

  private static int afterDigits(String text, int from, int end) {
    int at = from;
    while (at < end && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }
}
