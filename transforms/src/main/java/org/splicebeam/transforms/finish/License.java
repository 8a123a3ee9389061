package org.splicebeam.transforms.finish;

import java.util.Locale;
import java.util.Optional;

/**
 * The licence of a data set as its maker tells it: an identifier that Hugging Face or SPDX knows,
 * or any other text.
 *
 * @param text as it is told; not empty
 * @param identifier Hugging Face's; empty for another text
 * @param spdx of SPDX; empty where it has none of its own
 */
record License(String text, Optional<String> identifier, Optional<String> spdx) {
  /**
   * Hugging Face's identifiers, and behind each that of SPDX where it is another licence by name.
   */
  private static final String KNOWN =
      """
      afl-3.0 AFL-3.0
      agpl-3.0 AGPL-3.0
      apache-2.0 Apache-2.0
      artistic-2.0 Artistic-2.0
      bigcode-openrail-m
      bigscience-bloom-rail-1.0
      bigscience-openrail-m
      bsd
      bsd-2-clause BSD-2-Clause
      bsd-3-clause BSD-3-Clause
      bsd-3-clause-clear BSD-3-Clause-Clear
      bsl-1.0 BSL-1.0
      c-uda C-UDA-1.0
      cc
      cc-by-2.0 CC-BY-2.0
      cc-by-2.5 CC-BY-2.5
      cc-by-3.0 CC-BY-3.0
      cc-by-4.0 CC-BY-4.0
      cc-by-nc-2.0 CC-BY-NC-2.0
      cc-by-nc-3.0 CC-BY-NC-3.0
      cc-by-nc-4.0 CC-BY-NC-4.0
      cc-by-nc-nd-3.0 CC-BY-NC-ND-3.0
      cc-by-nc-nd-4.0 CC-BY-NC-ND-4.0
      cc-by-nc-sa-2.0 CC-BY-NC-SA-2.0
      cc-by-nc-sa-3.0 CC-BY-NC-SA-3.0
      cc-by-nc-sa-4.0 CC-BY-NC-SA-4.0
      cc-by-nd-4.0 CC-BY-ND-4.0
      cc-by-sa-3.0 CC-BY-SA-3.0
      cc-by-sa-4.0 CC-BY-SA-4.0
      cc0-1.0 CC0-1.0
      cdla-permissive-1.0 CDLA-Permissive-1.0
      cdla-permissive-2.0 CDLA-Permissive-2.0
      cdla-sharing-1.0 CDLA-Sharing-1.0
      creativeml-openrail-m
      ecl-2.0 ECL-2.0
      epl-1.0 EPL-1.0
      epl-2.0 EPL-2.0
      etalab-2.0 etalab-2.0
      eupl-1.1 EUPL-1.1
      gfdl
      gpl
      gpl-2.0 GPL-2.0
      gpl-3.0 GPL-3.0
      isc ISC
      lgpl
      lgpl-2.1 LGPL-2.1
      lgpl-3.0 LGPL-3.0
      lgpl-lr LGPLLR
      lppl-1.3c LPPL-1.3c
      mit MIT
      mpl-2.0 MPL-2.0
      ms-pl MS-PL
      ncsa NCSA
      odbl ODbL-1.0
      odc-by ODC-By-1.0
      ofl-1.1 OFL-1.1
      openrail
      osl-3.0 OSL-3.0
      pddl PDDL-1.0
      postgresql PostgreSQL
      unlicense Unlicense
      wtfpl WTFPL
      zlib Zlib
      """;

  /** The licence that a text tells; capital letters are as good as small ones. */
  static License of(String text) {
    for (String line : KNOWN.lines().toList()) {
      String[] names = line.split(" ");
      for (String name : names) {
        if (name.equalsIgnoreCase(text)) {
          return new License(
              text,
              Optional.of(names[0]),
              names.length > 1 ? Optional.of(names[1]) : Optional.empty());
        }
      }
    }
    return new License(text, Optional.empty(), Optional.empty());
  }

  /** Whether the text is an address in the web. */
  boolean isAddress() {
    return text.matches("https?://[!-~&&[^\"'<>`]]+");
  }

  /** The address of a licence that SPDX has, else the text. */
  String reference() {
    return spdx.map(id -> "https://spdx.org/licenses/" + id).orElse(text);
  }

  /**
   * A name as Hugging Face wants it for a licence that it does not know: a-z, 0-9, dots, dashes.
   */
  String name() {
    String name =
        text.toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9.]+", "-")
            .replaceAll("^[-.]+|[-.]+$", "");
    return name.isEmpty() ? "other" : name;
  }
}
