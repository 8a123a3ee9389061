package org.splicebeam.pipeline.simulate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

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

  private static final Pattern SHAPE =
      Pattern.compile("\\{'descr': '<f4', 'fortran_order': False, 'shape': \\((\\d+), 3\\), } *\n");

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

  /** The chromosomes of the FASTA by name. */
  Map<String, String> genome() throws IOException {
    Map<String, StringBuilder> genome = new LinkedHashMap<>();
    StringBuilder chromosome = null;
    for (String line : Files.readAllLines(folder.resolve("genome.fa"))) {
      if (line.startsWith(">")) {
        chromosome = new StringBuilder();
        genome.put(line.substring(1).split(" ")[0], chromosome);
      } else {
        chromosome.append(line);
      }
    }
    Map<String, String> bases = new LinkedHashMap<>();
    genome.forEach((name, text) -> bases.put(name, text.toString()));
    return bases;
  }

  /** A line of a bedGraph. */
  record Run(String chrom, int start, int end, float score) {}

  List<Run> track(String name) throws IOException {
    return Files.readAllLines(folder.resolve("scores").resolve(name)).stream()
        .map(line -> line.split("\t", -1))
        .map(
            f ->
                new Run(
                    f[0], Integer.parseInt(f[1]), Integer.parseInt(f[2]), Float.parseFloat(f[3])))
        .toList();
  }

  /** Neither, acceptor and donor of each base, by gene id. */
  Map<String, float[][]> arrays() throws IOException {
    Map<String, float[][]> arrays = new LinkedHashMap<>();
    try (ZipInputStream zip =
        new ZipInputStream(Files.newInputStream(folder.resolve("scores.npz")))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        ByteBuffer npy = ByteBuffer.wrap(zip.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
        byte[] head = new byte[npy.getShort(8)];
        npy.position(10).get(head);
        Matcher shape = SHAPE.matcher(new String(head, StandardCharsets.US_ASCII));
        if (!shape.matches() || npy.position() % 64 != 0) {
          throw new IOException(
              entry.getName() + " has the head " + new String(head, StandardCharsets.US_ASCII));
        }
        float[][] scores = new float[Integer.parseInt(shape.group(1))][3];
        for (float[] base : scores) {
          for (int i = 0; i < base.length; i++) {
            base[i] = npy.getFloat();
          }
        }
        if (npy.hasRemaining()) {
          throw new IOException(entry.getName() + " goes on behind its last base");
        }
        arrays.put(entry.getName().replaceFirst("\\.npy$", ""), scores);
      }
    }
    return arrays;
  }

  /** Each file's bytes by its name below the folder; the list of them is none. */
  Map<String, byte[]> bytes() throws IOException {
    Map<String, byte[]> bytes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getParent().endsWith(".splicebeam"))
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
