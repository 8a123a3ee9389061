package org.splicebeam.transforms.description;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.splicebeam.schemas.Sha256;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.transforms.commit.EarlierDataset;
import org.splicebeam.transforms.description.DatasetFiles.Kind;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.report.ReportFiles;
import org.splicebeam.transforms.report.ReportFiles.DamagedException;
import org.splicebeam.transforms.report.ReportPage;
import org.splicebeam.transforms.statistics.StatisticsJson;

/**
 * What a report is made from, read from the folder of a data set, also of one that an older
 * splicebeam built. Parts are not read, no link below the folder is followed, and nothing but files
 * is opened.
 *
 * <p>Memory: the files beside the parts.
 */
public final class ReportSource {
  private static final String RUN = "run.json";
  private static final String MANIFEST = "gene_manifest.csv";
  private static final String PARALOGS = "paralogs.csv";

  private final DatasetFiles files;

  private ReportSource(OutputFolder folder) {
    files = new DatasetFiles(folder);
  }

  /**
   * Reads a folder.
   *
   * @throws DamagedException where a file that belongs to the data set is missing, or is not what
   *     was written
   */
  public static ReportFiles read(OutputFolder folder) throws DamagedException {
    return new ReportSource(folder).read();
  }

  private ReportFiles read() throws DamagedException {
    DatasetDescription dataset = description();
    JsonNode json = dataset.at();
    return new ReportFiles(
        json,
        json.has("statistics") ? statistics(json) : ReportFiles.NONE,
        isThere(RUN) ? json(RUN, content(RUN, StrictJson.MOST_BYTES)) : ReportFiles.NONE,
        text(MANIFEST),
        json.has("paralogs") ? text(PARALOGS) : "",
        rejected(dataset));
  }

  /** As the page needs it: without the columns of k-mers. */
  private JsonNode statistics(JsonNode dataset) throws DamagedException {
    byte[] content = content(StatisticsJson.NAME, DatasetFiles.MOST_TEXT);
    if (!sha256(content).equals(dataset.path("statistics").path("sha256").asText())) {
      throw new DamagedException(
          StatisticsJson.NAME, "its content is not that of dataset.json (SHA-256)");
    }
    try {
      return StrictJson.parse(
          content, StatisticsJson.COLUMNS, column -> !StatisticsJson.isOfKmer(column));
    } catch (StrictJson.NoJsonException e) {
      throw noJson(StatisticsJson.NAME, e);
    }
  }

  private DatasetDescription description() throws DamagedException {
    byte[] content = content(EarlierDataset.DATASET, StrictJson.MOST_BYTES);
    JsonNode json = json(EarlierDataset.DATASET, content);
    if (!json.path("product").asText().equals(EarlierDataset.PRODUCT)) {
      throw new DamagedException(EarlierDataset.DATASET, "it is not splicebeam's");
    }
    if (json.has(DescriptionDigest.KEY)) {
      Optional<String> fault = DescriptionDigest.fault(content);
      if (fault.isPresent()) {
        throw new DamagedException(EarlierDataset.DATASET, fault.get());
      }
    }
    try {
      return DatasetDescription.parse(content);
    } catch (StrictJson.NoJsonException e) {
      throw new DamagedException(EarlierDataset.DATASET, e.getMessage());
    }
  }

  private Map<String, String> rejected(DatasetDescription dataset) throws DamagedException {
    Map<String, String> heads = new TreeMap<>();
    for (FileReceipt file :
        dataset.rejectedFiles().stream().limit(ReportFiles.MOST_HEADS).toList()) {
      if (isThere(file.name())) {
        try (var in = files.stream(file.name())) {
          heads.put(file.name(), ReportFiles.lines(in.readNBytes(ReportFiles.HEAD)));
        } catch (IOException e) {
          throw new DamagedException(file.name(), e.getMessage());
        }
      }
    }
    return heads;
  }

  /**
   * Whether what stands under the page's name, if anything, is such a page. One that is not is
   * somebody else's.
   */
  public static boolean mayWrite(OutputFolder folder) throws IOException {
    DatasetFiles files = new DatasetFiles(folder);
    if (files.kind(ReportPage.NAME) == Kind.NOTHING) {
      return true;
    }
    try (var in = files.stream(ReportPage.NAME)) {
      return ReportPage.isOne(new String(in.readNBytes(ReportFiles.HEAD), StandardCharsets.UTF_8));
    }
  }

  private boolean isThere(String name) throws DamagedException {
    try {
      return files.kind(name) != Kind.NOTHING;
    } catch (IOException e) {
      throw new DamagedException(name, e.getMessage());
    }
  }

  private byte[] content(String name, int most) throws DamagedException {
    try {
      return files.content(name, most);
    } catch (IOException e) {
      throw new DamagedException(name, e.getMessage());
    }
  }

  private static String sha256(byte[] content) {
    MessageDigest digest = Sha256.begin();
    digest.update(content);
    return Sha256.hex(digest);
  }

  private String text(String name) throws DamagedException {
    try {
      return files.text(name);
    } catch (IOException e) {
      throw new DamagedException(name, e.getMessage());
    }
  }

  private static JsonNode json(String name, byte[] content) throws DamagedException {
    try {
      return StrictJson.parse(content);
    } catch (StrictJson.NoJsonException e) {
      throw noJson(name, e);
    }
  }

  private static DamagedException noJson(String name, StrictJson.NoJsonException e) {
    return new DamagedException(name, "it is no strict JSON (%s)".formatted(e.getMessage()));
  }
}
