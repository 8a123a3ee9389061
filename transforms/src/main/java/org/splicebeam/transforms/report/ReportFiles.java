package org.splicebeam.transforms.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The files that a report is made from. One that a data set does not have is a missing node or an
 * empty text; {@code dataset.json} alone is always there.
 *
 * @param dataset {@code dataset.json}
 * @param statistics {@code statistics.json} without the columns of k-mers
 * @param run {@code run.json}
 * @param manifest the text of {@code gene_manifest.csv}
 * @param paralogs the text of {@code paralogs.csv}
 * @param rejected the first lines of the files of rejected lines, by name; the last line may be cut
 */
public record ReportFiles(
    JsonNode dataset,
    JsonNode statistics,
    JsonNode run,
    String manifest,
    String paralogs,
    Map<String, String> rejected) {

  /** So much of a file of rejected lines is read, in bytes. */
  public static final int HEAD = 1 << 14;

  /** Of so many files of rejected lines examples are shown. */
  public static final int MOST_HEADS = 8;

  /** The whole lines of a file's first bytes. */
  public static String lines(byte[] head) {
    String text = new String(head, StandardCharsets.UTF_8);
    return text.substring(0, text.lastIndexOf('\n') + 1);
  }

  /** For what a data set does not have. */
  public static final JsonNode NONE = MissingNode.getInstance();

  /** A file that no report can be made from. The message is a part of a sentence: "it ...". */
  public static final class DamagedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String file;

    /**
     * Of a file.
     *
     * @param file its name below the folder
     * @param what is wrong with it
     */
    public DamagedException(String file, String what) {
      super(what);
      this.file = file;
    }

    /** The file's name below the folder. */
    public String file() {
      return file;
    }
  }
}
