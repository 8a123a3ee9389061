package org.splicebeam.transforms.tables;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.schemas.genome.Chromosomes;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.inputs.TableFile;
import org.splicebeam.schemas.parts.PartInput;
import org.splicebeam.schemas.parts.PartName;
import org.splicebeam.schemas.parts.PlannedGene;
import org.splicebeam.schemas.parts.PlannedPart;
import org.splicebeam.schemas.parts.SelectedGene;
import org.splicebeam.schemas.rows.AnnotatedBlock;
import org.splicebeam.schemas.rows.RowBlock;
import org.splicebeam.schemas.rows.RowRange;
import org.splicebeam.schemas.rows.TableStretch;
import org.splicebeam.schemas.rows.TranscriptJoin;
import org.splicebeam.schemas.sampling.GeneSelection;
import org.splicebeam.schemas.sampling.GeneTally;
import org.splicebeam.schemas.sampling.HandMadeSelection;
import org.splicebeam.schemas.sampling.HandMadeTally;
import org.splicebeam.transforms.parts.PartRows;
import org.splicebeam.transforms.rows.RowCursor;
import org.splicebeam.transforms.rows.RowSelector;
import org.splicebeam.transforms.rows.SelectedGenes;
import org.splicebeam.transforms.sampling.HandMadeRule;
import org.splicebeam.transforms.sampling.SamplingRule;
import org.splicebeam.transforms.verdict.VerdictException;

/** Ranges of a table against the table read as a whole. */
class OpenTablesTest {
  private static final SamplingRule RULE =
      HandMadeRule.rule(SamplingRule.Scope.GENE).hardFrom(0.9).window(5).build();
  private static final int PARTS = 3;

  @TempDir Path folder;

  private static TableFormat format(String... chromosomes) {
    return HandMadeFormat.format().chromosomes(chromosomes).build();
  }

  private TableFile write(String text) throws IOException {
    return write("analysis_sequences_1.tsv", text);
  }

  private TableFile write(String name, String text) throws IOException {
    return HandMadeTable.file(folder.resolve(name), name, HandMadeTable.utf8(text));
  }

  /** As pass 1 does. */
  private static RangeIndex index(TableFile file, TableFormat format) {
    try (TableLines lines = TableLines.open(file, format.columns())) {
      RowParser parser = new RowParser(format, lines.header(), HandMadeTable.GENES::get);
      RowCursor row = new RowCursor(format.columns());
      RangeIndex index = new RangeIndex(file, lines.header().hash());
      while (lines.next()) {
        if (!lines.tooLong() && parser.scan(lines.bytes(), lines.start(), lines.end(), row)) {
          if (parser.takesChrom()) {
            index.add(lines, row);
          } else {
            index.close();
          }
        }
      }
      return index;
    }
  }

  private static PlannedGene place(String gene, String chrom, long[] starts, long... parts) {
    GeneTally tally =
        HandMadeTally.tally(gene)
            .on(chrom, Strand.FORWARD)
            .from(5001)
            .kept(9)
            .chunks(starts, new long[starts.length + 1])
            .build();
    return new PlannedGene(tally, parts);
  }

  private static final Map<String, List<PlannedGene>> PLACES =
      Map.of(
          "FORWARD", List.of(place("FORWARD", "22", new long[] {400, 700}, 0, 1, 2)),
          "REVERSE", List.of(place("REVERSE", "22", new long[0], 1)),
          "OTHER",
              List.of(
                  place("OTHER", "GL1", new long[0], 0),
                  place("OTHER", "GL2", new long[] {100}, -1, 2)));

  private static GeneSelection selection(String gene) {
    return HandMadeSelection.of(gene).nonTn(10, 50, 60, 500, 800).share(0.25).build();
  }

  private static List<List<String>> whole(TableFile file, TableFormat format) {
    Map<String, GeneSelection> selections = new HashMap<>();
    PLACES.keySet().forEach(gene -> selections.put(gene, selection(gene)));
    List<List<String>> rows = noRows();
    try (TableLines lines = TableLines.open(file, format.columns())) {
      SelectedGenes genes = new SelectedGenes(RULE, HandMadeTable.GENES, selections, PLACES);
      RowSelector selector =
          new RowSelector(
              format.columns(), genes, part -> true, (part, block) -> tell(block, rows.get(part)));
      TableRows table = new TableRows(format, lines.header(), genes, selector);
      table.read(lines);
      table.giveBlocks();
    }
    return sorted(rows);
  }

  private static List<List<String>> byRanges(
      TableFile file, TableFormat format, List<RowRange> ranges) {
    List<List<String>> rows = noRows();
    for (int part = 0; part < PARTS; part++) {
      for (List<AnnotatedBlock> gene : read(part, format, ranges)) {
        for (AnnotatedBlock block : gene) {
          tell(block.rows(), rows.get(part));
        }
      }
    }
    return sorted(rows);
  }

  private static List<List<AnnotatedBlock>> read(
      int part, TableFormat format, List<RowRange> ranges) {
    List<PartInput> sources = new ArrayList<>();
    PLACES.forEach(
        (gene, places) -> {
          if (places.stream().flatMapToInt(PlannedGene::parts).anyMatch(some -> some == part)) {
            sources.add(
                new PartInput.Gene(
                    new SelectedGene(places, selection(gene), HandMadeTable.GENES.get(gene))));
          }
        });
    for (RowRange range : ranges) {
      for (PlannedGene place : PLACES.getOrDefault(range.geneId(), List.of())) {
        if (Chromosomes.KARYOTYPE.compare(place.tally().chrom(), range.chrom()) == 0
            && place
                .partsOf(range.firstPosition(), range.lastPosition())
                .anyMatch(some -> some == part)) {
          sources.add(new PartInput.Range(range));
        }
      }
    }
    return genes(part, format, sources);
  }

  private static List<List<AnnotatedBlock>> genes(
      int part, TableFormat format, List<PartInput> sources) {
    List<List<AnnotatedBlock>> genes = new ArrayList<>();
    try (PartRows sites = open(part, sources, format)) {
      sites.forEachRemaining(genes::add);
    }
    return genes;
  }

  private static PartRows open(int part, List<PartInput> inputs, TableFormat format) {
    TableSource source = new TableSource(List.of(), format, null);
    return new PartRows(source, part, inputs, RULE, TranscriptJoin.REPRESENTATIVE);
  }

  private static List<List<String>> noRows() {
    List<List<String>> rows = new ArrayList<>();
    for (int part = 0; part < PARTS; part++) {
      rows.add(new ArrayList<>());
    }
    return rows;
  }

  private static List<List<String>> sorted(List<List<String>> rows) {
    rows.forEach(part -> part.sort(null));
    return rows;
  }

  private static void tell(RowBlock block, List<String> rows) {
    for (int i = 0; i < block.size(); i++) {
      rows.add(
          String.join(
              " ",
              block.geneId(),
              block.chrom() + block.strand().symbol(),
              Long.toString(block.genePositions()[i]),
              block.transcriptIds()[i],
              block.windows().text(i)));
    }
  }

  /** Rows of genes in runs of every length, with lines between that are none. */
  private static String table(Random random) {
    List<String> lines = new ArrayList<>();
    String[] genes = {"FORWARD", "REVERSE", "OTHER", "UNSELECTED"};
    for (int runs = random.nextInt(30); runs >= 0; runs--) {
      String gene = genes[random.nextInt(genes.length)];
      String chrom = List.of("GL1", "GL2", "chr22").get(random.nextInt(3));
      for (int rows = random.nextInt(40); rows >= 0; rows--) {
        HandMadeTable row =
            new HandMadeTable()
                .with("gene_id", gene)
                .with("chrom", gene.equals("OTHER") ? chrom : random.nextBoolean() ? "22" : "chr22")
                .with("strand", gene.equals("REVERSE") ? "-" : "+")
                .with("transcript_id", "T" + lines.size())
                .with("pred_type", random.nextInt(3) == 0 ? "TN" : "FP")
                .with("position", Integer.toString(random.nextInt(1_000)));
        switch (random.nextInt(20)) {
          case 0 -> row.with("position", "none");
          case 1 -> row.with("sequence", "-");
          case 2 -> row.with("gene_id", "");
          default -> row.with("sequence", "ACGTN".repeat(random.nextInt(3) + 1));
        }
        lines.add(row.line());
        if (random.nextInt(25) == 0) {
          lines.add("");
        }
      }
    }
    String end = random.nextBoolean() ? "\n" : "\r\n";
    String mark = random.nextBoolean() ? "\uFEFF" : "";
    String last = random.nextBoolean() ? end : "";
    return mark + new HandMadeTable().header() + end + String.join(end, lines) + last;
  }

  @Test
  void rangesGiveTheRowsOfTheWholeTable() throws IOException {
    int rows = 0;
    for (int seed = 0; seed < 60; seed++) {
      TableFile file = write(table(new Random(seed)));
      for (TableFormat format : List.of(format(), format("22"))) {
        RangeIndex index = index(file, format);
        assertThat(index.isUseful(), is(true));
        List<List<String>> whole = whole(file, format);
        rows += whole.stream().mapToInt(List::size).sum();
        assertThat("seed " + seed, byRanges(file, format, index.ranges()), is(whole));
      }
    }
    assertThat(rows, is(greaterThan(5_000)));
  }

  private static String rows(int count) {
    return HandMadeTable.text(count, i -> i % 1_000);
  }

  @Test
  void aLongGeneHasRangesOfSomeLinesWithTheirPositions() throws IOException {
    RangeIndex index = index(write(rows(2_500)), format());
    assertThat(index.isUseful(), is(true));
    List<RowRange> ranges = index.ranges();
    assertThat(ranges, hasSize(3));
    assertThat(
        ranges.stream().mapToLong(range -> TableStretch.of(range).lines()).sum(), is(2_500L));
    assertThat(
        TableStretch.of(ranges.get(0)).from(),
        is((long) new HandMadeTable().header().length() + 1));
    assertThat(TableStretch.of(ranges.get(1)).from(), is(TableStretch.of(ranges.get(0)).to()));
    assertThat(ranges.get(2).lastPosition(), is(499L));
  }

  @Test
  void aScatteredOrCompressedTableIsReadWhole() throws IOException {
    List<HandMadeTable> scattered = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      scattered.add(new HandMadeTable().with("gene_id", "G" + i % 2));
    }
    assertThat(index(write(HandMadeTable.text(scattered)), format()).isUseful(), is(false));

    TableFile file =
        HandMadeTable.file(
            folder.resolve("analysis_sequences_2.tsv.gz"), "2", Packing.GZIP.pack(rows(10)));
    RangeIndex index = index(file, format());
    assertThat(index.isUseful(), is(false));
    assertThat(index.ranges(), is(empty()));
  }

  @Test
  void aTableThatChangedSincePassOneIsNamed() throws IOException {
    String text = rows(50);
    TableFile file = write(text);
    List<RowRange> ranges = index(file, format()).ranges();
    List<String> changes =
        List.of(
            text.replaceFirst("\tT1\t49\t", "\tT1\t48\t"),
            text.substring(0, text.length() - 20),
            text.replaceFirst("\n", "\n\n"),
            text.replaceFirst("donor_score\tacceptor_score", "acceptor_score\tdonor_score"));
    for (String changed : changes) {
      assertThat(changed, is(not(text)));
      Files.writeString(Path.of(file.path()), changed, StandardCharsets.UTF_8);
      VerdictException e = assertThrows(VerdictException.class, () -> read(0, format(), ranges));
      assertThat(
          e.verdict().sentence(),
          containsString("analysis_sequences_1.tsv changed while it was being read"));
    }
    Files.delete(Path.of(file.path()));
    VerdictException e = assertThrows(VerdictException.class, () -> read(0, format(), ranges));
    assertThat(e.verdict().sentence(), containsString("analysis_sequences_1.tsv: it is not there"));
  }

  private static PartInput gene(String gene, PlannedGene... places) {
    return new PartInput.Gene(new SelectedGene(List.of(places), selection(gene), null));
  }

  private static PlannedGene place(String gene, String chrom, boolean annotated, long start) {
    GeneTally tally = place(gene, chrom, new long[0], 0).tally();
    return new PlannedGene(
        HandMadeTally.tally(tally.geneId())
            .on(tally.chrom(), tally.strand())
            .annotated(annotated, start)
            .kept(9)
            .chunks(tally.chunkStarts(), tally.chunkRows())
            .build(),
        new long[] {0});
  }

  private TableFile write(String name, List<String> genesAndChroms) throws IOException {
    List<HandMadeTable> rows = new ArrayList<>();
    for (String geneAndChrom : genesAndChroms) {
      String[] row = geneAndChrom.split(" ");
      rows.add(new HandMadeTable().with("gene_id", row[0]).with("chrom", row[1]));
    }
    return write(name, HandMadeTable.text(rows));
  }

  private static List<String> genesAndChroms(List<List<AnnotatedBlock>> genes) {
    return genes.stream()
        .map(blocks -> blocks.get(0).rows().geneId() + " " + blocks.get(0).rows().chrom())
        .toList();
  }

  @Test
  void genesComeInGenomeOrder() throws IOException {
    List<PartInput> sources = new ArrayList<>();
    sources.add(gene("a", place("a", "GL1", true, 5), place("a", "chrM", true, 5)));
    sources.add(gene("b", place("b", "chrX", true, 5), place("b", "10", true, 5)));
    sources.add(gene("unknown", place("unknown", "2", false, -1)));
    sources.add(gene("also", place("also", "chr2", false, -1)));
    sources.add(gene("late", place("late", "2", true, 900)));
    sources.add(gene("\uD83E\uDDEC", place("\uD83E\uDDEC", "chr2", true, 7)));
    sources.add(gene("\uFFFD", place("\uFFFD", "2", true, 7)));
    TableFile file =
        write(
            "t.tsv",
            List.of(
                "a GL1",
                "a chrM",
                "b chrX",
                "b chr10",
                "unknown chr2",
                "also 2",
                "late 2",
                "\uD83E\uDDEC 2",
                "\uFFFD chr2"));
    index(file, format()).ranges().forEach(range -> sources.add(new PartInput.Range(range)));
    assertThat(
        genesAndChroms(genes(0, format(), sources)),
        is(
            List.of(
                "\uFFFD chr2",
                "\uD83E\uDDEC 2",
                "late 2",
                "also 2",
                "unknown chr2",
                "b chr10",
                "b chrX",
                "a chrM",
                "a GL1")));
  }

  /** More tables than stay open, each with rows of each gene. */
  @Test
  void genesMayStandInManyTables() throws IOException {
    List<PartInput> sources = new ArrayList<>();
    List<String> genes = List.of("a 22", "b 22", "c 22");
    for (String gene : List.of("a", "b", "c")) {
      sources.add(gene(gene, place(gene, "22", false, -1)));
    }
    int tables = 40;
    for (int t = 0; t < tables; t++) {
      index(write("t%d.tsv".formatted(t), genes), format()).ranges().stream()
          .map(PartInput.Range::new)
          .forEach(sources::add);
    }
    List<List<AnnotatedBlock>> found = genes(0, format(), sources);
    assertThat(genesAndChroms(found), is(genes));
    for (List<AnnotatedBlock> blocks : found) {
      assertThat(blocks.stream().mapToInt(block -> block.rows().size()).sum(), is(tables));
    }
  }

  @Test
  void blocksAndRangesOfAGeneComeTogether() throws IOException {
    List<PartInput> sources = new ArrayList<>();
    sources.add(gene("a", place("a", "22", false, -1)));
    sources.add(gene("b", place("b", "22", false, -1)));
    sources.add(new PartInput.Start(new PlannedPart(new PartName(null, 0), 7, 9, "f")));
    TableFile file = write("t.tsv", List.of("a chr22", "b 22"));
    index(file, format()).ranges().forEach(range -> sources.add(new PartInput.Range(range)));
    List<List<AnnotatedBlock>> read = genes(0, format(), sources);
    sources.add(new PartInput.Block(read.get(1).get(0)));
    try (PartRows sites = open(0, sources, format())) {
      assertThat(sites.planned(), is(new PlannedPart(new PartName(null, 0), 7, 9, "f")));
      assertThat(sites.next(), is(read.get(0)));
      assertThat(sites.next(), is(List.of(read.get(1).get(0), read.get(1).get(0))));
      assertThat(sites.hasNext(), is(false));
    }
  }

  @Test
  void aPartWithoutRowsHasItsPlan() {
    PlannedPart planned = new PlannedPart(new PartName(null, 0), 0, 9, "f");
    try (PartRows sites = open(4, List.of(new PartInput.Start(planned)), format())) {
      assertThat(sites.planned(), is(planned));
      assertThat(sites.hasNext(), is(false));
    }
  }
}
