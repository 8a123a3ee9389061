package org.splicebeam.transforms.genes;

import java.io.IOException;

/** A splice-site file whose first line does not name the needed columns, in one sentence. */
public final class SpliceSitesHeaderException extends IOException {
  private static final long serialVersionUID = 1L;

  SpliceSitesHeaderException(String path, String found) {
    super(
        "%s, line 1: %s; the first line has to name the columns \"gene_id\", \"position\" and \"site_type\""
            .formatted(path, found));
  }
}
