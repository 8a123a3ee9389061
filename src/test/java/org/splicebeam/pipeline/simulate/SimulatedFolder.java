package org.splicebeam.pipeline.simulate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** What {@code simulate} wrote, read back without any of the product's code. */
final class SimulatedFolder {
  /** A line of the GTF; tags are joined by a comma. */
  record Feature(
      String chrom,
      String kind,
      int start,
      int end,
      String strand,
      Map<String, String> attributes) {}

  private static final Pattern ATTRIBUTE = Pattern.compile("(\\w+) \"([^\"]*)\";");

  private final Path folder;

  SimulatedFolder(Path folder) {
    this.folder = folder;
  }

  List<Feature> features() throws IOException {
    List<Feature> features = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("annotation.gtf"))) {
      if (line.startsWith("#")) {
        continue;
      }
      String[] field = line.split("\t", -1);
      Map<String, String> attributes = new HashMap<>();
      Matcher matcher = ATTRIBUTE.matcher(field[8]);
      while (matcher.find()) {
        attributes.merge(matcher.group(1), matcher.group(2), (a, b) -> a + "," + b);
      }
      features.add(
          new Feature(
              field[0],
              field[2],
              Integer.parseInt(field[3]),
              Integer.parseInt(field[4]),
              field[6],
              attributes));
    }
    return features;
  }

  Map<String, Feature> genes() throws IOException {
    Map<String, Feature> genes = new LinkedHashMap<>();
    features().stream()
        .filter(f -> f.kind().equals("gene"))
        .forEach(f -> genes.put(f.attributes().get("gene_id"), f));
    return genes;
  }

  /** Every intron of every transcript as splice-site rows, in no order. */
  List<String> sitesByExons() throws IOException {
    Map<String, TreeMap<Integer, Feature>> exons = new HashMap<>();
    for (Feature f : features()) {
      if (f.kind().equals("exon")) {
        exons
            .computeIfAbsent(f.attributes().get("transcript_id"), t -> new TreeMap<>())
            .put(f.start(), f);
      }
    }
    List<String> sites = new ArrayList<>();
    for (TreeMap<Integer, Feature> ofTranscript : exons.values()) {
      Feature left = null;
      for (Feature right : ofTranscript.values()) {
        if (left != null) {
          boolean plus = left.strand().equals("+");
          sites.add(site(left, left.end() + 1, plus ? "donor" : "acceptor"));
          sites.add(site(left, right.start() - 1, plus ? "acceptor" : "donor"));
        }
        left = right;
      }
    }
    return sites;
  }

  private static String site(Feature exon, int position, String type) {
    return String.join(
        "\t",
        exon.chrom(),
        String.valueOf(position - 2),
        String.valueOf(position + 2),
        String.valueOf(position),
        exon.strand(),
        type,
        exon.attributes().get("gene_id"),
        exon.attributes().get("transcript_id"));
  }

  List<Path> tables() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("analysis"))) {
      return files.sorted().toList();
    }
  }

  /** The rows of every table, each by column name. */
  List<Map<String, String>> rows() throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    for (Path table : tables()) {
      rows.addAll(rows(table));
    }
    return rows;
  }

  static List<Map<String, String>> rows(Path table) throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    try (InputStream raw = Files.newInputStream(table);
        InputStream text = table.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8))) {
      String[] header = lines.readLine().split("\t", -1);
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] cells = line.split("\t", -1);
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < header.length; i++) {
          row.put(header[i], cells[i]);
        }
        rows.add(row);
      }
    }
    return rows;
  }

  /** Each file's bytes by its name below the folder. */
  Map<String, byte[]> bytes() throws IOException {
    Map<String, byte[]> bytes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .filter(Files::isRegularFile)
          .forEach(
              file -> {
                try {
                  bytes.put(
                      folder.relativize(file).toString().replace('\\', '/'),
                      Files.readAllBytes(file));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
    return bytes;
  }
}
