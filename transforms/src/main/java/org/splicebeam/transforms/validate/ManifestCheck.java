package org.splicebeam.transforms.validate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.splicebeam.schemas.columns.RowsFrom;
import org.splicebeam.schemas.genome.ChromosomeAliases;
import org.splicebeam.schemas.genome.Chromosomes;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.parts.Split;
import org.splicebeam.schemas.rows.PredType;
import org.splicebeam.transforms.description.DatasetDescription;
import org.splicebeam.transforms.finish.DatasetOptions;
import org.splicebeam.transforms.finish.GeneManifest;
import org.splicebeam.transforms.finish.TrainedOn;
import org.splicebeam.transforms.publish.CsvText;
import org.splicebeam.transforms.publish.SpreadsheetCell;
import org.splicebeam.transforms.splits.GeneSpan;
import org.splicebeam.transforms.splits.OverlapGroups;
import org.splicebeam.transforms.splits.SplitChoice;

/**
 * {@code gene_manifest.csv} against what the parts' rows say of each gene (contract 6).
 *
 * <p>Memory: the manifest.
 */
final class ManifestCheck {
  static final String NAME = "gene_manifest.csv";

  private static final Comparator<Gene> GENOME_ORDER =
      Comparator.comparing((Gene gene) -> gene.text("chrom"), Chromosomes.KARYOTYPE)
          .thenComparing(gene -> gene.number("start") < 0)
          .thenComparing(gene -> gene.number("start"))
          .thenComparing(gene -> gene.text("gene_id"), Chromosomes.BY_CODE_POINT);

  private final RuleTally tally = new RuleTally("gene");

  /** A line of the manifest. */
  private record Gene(List<String> columns, List<String> cells) {
    /** The cell; without the apostrophe that keeps a spreadsheet from reading it as a formula. */
    String text(String column) {
      return SpreadsheetCell.read(cells.get(columns.indexOf(column)));
    }

    /** The number; the smallest one where the cell holds none. */
    long number(String column) {
      String cell = cells.get(columns.indexOf(column));
      return cell.matches("-?[0-9]{1,18}") ? Long.parseLong(cell) : Long.MIN_VALUE;
    }
  }

  private final List<String> sentences = new ArrayList<>();

  /** Those that it should have. */
  private final List<String> columns;

  /** What the parts say; null where not all of them could be read. */
  private final GeneFigures figures;

  /** The genes in the order of the file; none where it is no manifest. */
  private final List<Gene> lines = new ArrayList<>();

  /**
   * Reads a manifest.
   *
   * @param genes what the parts say; null where not all of them could be read
   * @param dataset what dataset.json tells
   */
  ManifestCheck(String csv, GeneFigures genes, DatasetDescription dataset) {
    columns = GeneManifest.columns(dataset.hasSplits());
    figures = genes;
    if (!read(csv)) {
      return;
    }
    byThemselves();
    if (dataset.hasSplits()) {
      overlapping();
    }
    if (genes != null) {
      against(genes);
    }
    sentences.addAll(tally.sentences());
    if (lines.size() != dataset.genes()) {
      sentences.add("it has %s genes, dataset.json %s".formatted(lines.size(), dataset.genes()));
    }
  }

  /** What is wrong with the manifest. */
  List<String> sentences() {
    return sentences;
  }

  private boolean read(String csv) {
    try {
      List<List<String>> cells = CsvText.cells(csv);
      if (cells.isEmpty() || !cells.get(0).equals(columns)) {
        sentences.add("its columns are not those of a gene manifest");
        return false;
      }
      cells.subList(1, cells.size()).forEach(line -> lines.add(new Gene(columns, line)));
      return true;
    } catch (CsvText.DamagedException e) {
      sentences.add(e.getMessage());
      return false;
    }
  }

  private void byThemselves() {
    Set<String> seen = new HashSet<>();
    Gene last = null;
    for (Gene gene : lines) {
      String id = gene.text("gene_id");
      rule(seen.add(id), "a gene is listed once", id, "again");
      rule(
          last == null || GENOME_ORDER.compare(last, gene) <= 0,
          "genes are in genome order",
          id,
          last == null ? "" : "after " + last.text("gene_id"));
      last = gene;
      rule(
          gene.number("rows")
              == gene.number("tp") + gene.number("fp") + gene.number("fn") + gene.number("tn"),
          "rows is the sum of tp, fp, fn and tn",
          id,
          gene.text("rows"));
      rule(
          gene.text("part").isEmpty() == (gene.number("rows") == 0),
          "part is empty for a gene without rows only",
          id,
          gene.text("part"));
      boolean annotated = gene.number("start") != -1;
      long sites = gene.number("total_splice_sites");
      rule(
          !annotated
              || (sites <= gene.number("donor_sites") + gene.number("acceptor_sites")
                  && sites >= Math.max(gene.number("donor_sites"), gene.number("acceptor_sites"))),
          "total_splice_sites fits donor_sites and acceptor_sites",
          id,
          sites);
      rule(
          !annotated || gene.number("gene_length") == gene.number("end") - gene.number("start") + 1,
          "gene_length is end - start + 1",
          id,
          gene.text("gene_length"));
      rule(
          gene.text("splice_density_per_kb")
              .equals(
                  annotated
                      ? String.format(
                          Locale.ROOT, "%.6f", 1000.0 * sites / gene.number("gene_length"))
                      : ""),
          "splice_density_per_kb is total_splice_sites by gene_length",
          id,
          gene.text("splice_density_per_kb"));
    }
  }

  /** Genes that share a base, and so on from gene to gene. */
  private void overlapping() {
    Map<String, String> splitOfGene = new LinkedHashMap<>();
    lines.forEach(line -> splitOfGene.put(line.text("gene_id"), line.text(GeneManifest.SPLIT)));
    List<GeneSpan> spans = lines.stream().map(ManifestCheck::span).toList();
    splitOfGene.forEach(
        (id, split) -> rule(Split.of(split).isPresent(), "split is one of three", id, split));
    for (OverlapGroups.Group group : OverlapGroups.of(spans, ChromosomeAliases.NONE)) {
      for (String id : group.genes()) {
        rule(
            splitOfGene.get(id).equals(splitOfGene.get(group.name())),
            "genes that overlap are in one split",
            id,
            splitOfGene.get(id) + ", and " + group.name() + " " + splitOfGene.get(group.name()));
      }
    }
  }

  /** A gene's place; one with an impossible place is told already, and taken for none. */
  private static GeneSpan span(Gene line) {
    long start = line.number("start");
    long end = line.number("end");
    return new GeneSpan(
        line.text("gene_id"),
        line.text("chrom"),
        start >= 0 && end >= start ? new Span(start, end) : null);
  }

  /**
   * Genes that the options would have given another split, as far as the folder tells.
   *
   * @param moved the first splits of genes of pairs that went to others
   */
  private List<String> splits(DatasetDescription dataset, Map<String, String> moved) {
    Optional<DatasetOptions> options = DatasetOptions.ofJson(dataset.at("options"));
    if (figures == null
        || options.isEmpty()
        || options.get().splits() == null
        || !options.get().inputs().chromAliases().isEmpty()) {
      return List.of(); // What is wrong with the options is told already.
    }
    Map<GeneSpan, Long> overlaps = new HashMap<>();
    for (Gene line : lines) {
      GeneFigures.Gene gene = figures.get(line.text("gene_id"));
      overlaps.put(span(line), gene == null ? -1 : gene.overlaps);
    }
    Map<String, Split> certain =
        new SplitChoice(
                options.get().splits(), options.get().sampling().seed(), ChromosomeAliases.NONE)
            .certain(overlaps, dataset.movesGenes());
    Map<String, String> movedWithOthers = withOverlapping(moved);
    RuleTally others = new RuleTally("gene");
    for (Gene line : lines) {
      String id = line.text("gene_id");
      Split split = certain.get(id);
      String chosen = movedWithOthers.getOrDefault(id, line.text(GeneManifest.SPLIT));
      if (split != null && !split.text().equals(chosen)) {
        others.broken(
            "split is that of options.splits and options.seed",
            id,
            chosen + ", not " + split.text());
      }
    }
    return others.sentences();
  }

  /** Genes that overlap one that is moved are moved with it. */
  private Map<String, String> withOverlapping(Map<String, String> moved) {
    Map<String, String> all = new HashMap<>(moved);
    List<GeneSpan> spans = lines.stream().map(ManifestCheck::span).toList();
    for (OverlapGroups.Group group : OverlapGroups.of(spans, ChromosomeAliases.NONE)) {
      group.genes().stream()
          .filter(moved::containsKey)
          .findFirst()
          .ifPresent(one -> group.genes().forEach(gene -> all.put(gene, moved.get(one))));
    }
    return all;
  }

  private void against(GeneFigures genes) {
    Set<String> listed = new HashSet<>();
    for (Gene line : lines) {
      String id = line.text("gene_id");
      listed.add(id);
      GeneFigures.Gene gene = genes.get(id);
      if (gene == null) {
        rule(line.number("rows") == 0, "a gene with rows is in the parts", id, line.text("rows"));
        continue;
      }
      same(id, "gene_name", line, gene.name == null ? "" : gene.name);
      same(id, "gene_type", line, gene.type);
      same(id, "start", line, gene.start);
      same(id, "end", line, gene.end);
      same(id, "gene_length", line, gene.length);
      same(id, "total_splice_sites", line, gene.sites);
      same(id, "rows", line, gene.rows());
      for (PredType label : PredType.values()) {
        same(id, label.name().toLowerCase(Locale.ROOT), line, gene.rows(label));
      }
      same(id, "part", line, GeneManifest.part(gene.firstPart));
      if (gene.firstPart.split() != null) {
        same(id, GeneManifest.SPLIT, line, gene.firstPart.split().text());
      }
      if (gene.annotated) {
        same(id, "strand", line, gene.strand);
        rule(
            Chromosomes.KARYOTYPE.compare(line.text("chrom"), gene.chrom) == 0,
            "chrom is that of the gene's rows",
            id,
            line.text("chrom") + ", not " + gene.chrom);
      }
    }
    for (String id : genes.ids()) {
      rule(listed.contains(id), "a gene of the parts is listed", id, "missing");
    }
  }

  /**
   * What it says of a gene of a data set with splits.
   *
   * @param place among the genes, from 0
   */
  record Listed(int place, String name, String split) {}

  /** The genes of a data set with splits, by id. */
  Map<String, Listed> genes() {
    Map<String, Listed> genes = new HashMap<>();
    for (Gene line : lines) {
      genes.put(
          line.text("gene_id"),
          new Listed(genes.size(), line.text("gene_name"), line.text(GeneManifest.SPLIT)));
    }
    return genes;
  }

  /**
   * Where dataset.json tells other figures than the genes do.
   *
   * @param moved of genes that went to other splits, those that the options gave them
   */
  List<String> against(DatasetDescription dataset, Map<String, String> moved) {
    boolean whole = !dataset.selects() && dataset.droppedGenes() == 0;
    List<String> wrong = new ArrayList<>(splits(dataset, moved));
    Set<String> ids = new HashSet<>();
    TreeSet<String> unknown = new TreeSet<>(Chromosomes.BY_CODE_POINT);
    long bases = 0;
    long rows = 0;
    for (Gene line : lines) {
      ids.add(line.text("gene_id"));
      if (line.number("start") == -1) {
        unknown.add(line.text("gene_id"));
      } else {
        bases += line.number("gene_length");
        rows += line.number("rows");
      }
    }
    if (dataset.hasSplits()) {
      for (Split split : Split.values()) {
        long listed =
            lines.stream().filter(l -> l.text(GeneManifest.SPLIT).equals(split.text())).count();
        long told = dataset.at(DatasetOptions.SPLITS, split.text(), "genes").asLong(-1);
        if (told != listed) {
          wrong.add(
              "splits.%s.genes is %s, gene_manifest.csv has %s"
                  .formatted(split.text(), told, listed));
        }
      }
    }
    wrong.addAll(trainedOn(dataset));
    JsonNode doubled = dataset.at("firstDuplicateOfOtherType");
    if (!doubled.isMissingNode() && !ids.contains(doubled.asText())) {
      wrong.add("firstDuplicateOfOtherType is %s, which is not listed".formatted(doubled.asText()));
    }
    if (dataset.rowsFrom() == RowsFrom.SCORES) {
      long read = dataset.at("rows", "read").asLong() - dataset.at("rows", "unselected").asLong();
      // Bases of dropped genes that give no row are counted among those that are masked.
      if (dataset.droppedGenes() == 0 ? bases != read : bases > read) {
        wrong.add(
            "rows.read less rows.unselected is %s, the genes have %s bases".formatted(read, bases));
      }
      return wrong;
    }
    atLeast(wrong, dataset, "genesNotAnnotated", "genes", unknown.size(), whole);
    atLeast(wrong, dataset, "annotatedGenes", "bases", bases, whole);
    atLeast(wrong, dataset, "annotatedGenes", "rows", rows, false);
    List<String> first = new ArrayList<>();
    dataset.at("genesNotAnnotated", "first").forEach(id -> first.add(id.asText()));
    if (whole && !first.equals(unknown.stream().limit(first.size()).toList())) {
      wrong.add("genesNotAnnotated.first are not the first genes without annotation");
    }
    return wrong;
  }

  /**
   * Where other rows are told to have trained the base model than those of genes on its
   * chromosomes; with other names of chromosomes only the sums can be told.
   */
  private List<String> trainedOn(DatasetDescription dataset) {
    JsonNode told = dataset.at(TrainedOn.KEY);
    if (told.isMissingNode() || !dataset.at("options", "chromAliases").asText().isEmpty()) {
      return List.of();
    }
    Set<String> chromosomes = new HashSet<>();
    told.path(TrainedOn.CHROMOSOMES).forEach(name -> chromosomes.add(name.asText()));
    List<Gene> genes =
        lines.stream()
            .filter(line -> ChromosomeAliases.NONE.isAmong(line.text("chrom"), chromosomes))
            .toList();
    List<String> wrong = new ArrayList<>();
    compare(wrong, TrainedOn.KEY, told, genes);
    told.path(DatasetOptions.SPLITS)
        .properties()
        .forEach(
            split ->
                compare(
                    wrong,
                    "%s.splits.%s".formatted(TrainedOn.KEY, split.getKey()),
                    split.getValue(),
                    genes.stream()
                        .filter(line -> line.text(GeneManifest.SPLIT).equals(split.getKey()))
                        .toList()));
    return wrong;
  }

  private static void compare(List<String> wrong, String name, JsonNode told, List<Gene> genes) {
    long rows = genes.stream().mapToLong(line -> line.number("rows")).sum();
    if (told.path("genes").asLong(-1) != genes.size() || told.path("rows").asLong(-1) != rows) {
      wrong.add(
          "%s has %s genes and %s rows, gene_manifest.csv %s and %s on these chromosomes"
              .formatted(
                  name,
                  told.path("genes").asText(),
                  told.path("rows").asText(),
                  genes.size(),
                  rows));
    }
  }

  private static void atLeast(
      List<String> wrong,
      DatasetDescription dataset,
      String key,
      String figure,
      long listed,
      boolean exactly) {
    long told = dataset.at(key, figure).asLong(-1);
    if (exactly ? told != listed : told < listed) {
      wrong.add(
          "%s.%s is %s, the genes of gene_manifest.csv make %s"
              .formatted(key, figure, told, listed));
    }
  }

  private void same(String id, String column, Gene line, Object expected) {
    rule(
        line.text(column).equals(expected.toString()),
        column + " is that of the gene's rows",
        id,
        line.text(column) + ", not " + expected);
  }

  private void rule(boolean holds, String rule, String id, Object value) {
    if (!holds) {
      tally.broken(rule, id, value);
    }
  }
}
