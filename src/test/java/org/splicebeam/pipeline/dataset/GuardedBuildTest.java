package org.splicebeam.pipeline.dataset;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.pipeline.Ran;
import org.splicebeam.transforms.tables.HandMadeTable;

/**
 * Builds of seven genes, three of which have a copy: G7 of G1, G2 of G5, and G3 of G9. By the hash
 * of their ids G5 is validation, G7 and G18 test, the others train. G2 overlaps G18, whose id is
 * smaller, and goes with it. The annotation lacks G9.
 *
 * <p>A gene has 4 000 bases: an exon of 2 000, which copies share, an intron of 500, and another
 * exon.
 */
class GuardedBuildTest {
  private static final FileTime LONG_AGO = FileTime.fromMillis(0);
  private static final int EXON = 2_000;
  private static final int GENE = 4_000;

  private static final Map<String, String> COPIES = Map.of("G7", "G1", "G2", "G5", "G3", "G9");

  @TempDir Path folder;
  private TinyInput input;

  private final Random random = new Random(16);
  private final Map<String, String> exons = new HashMap<>();

  @BeforeEach
  void writeInput() throws IOException {
    input = new TinyInput(folder);
    Files.createDirectories(input.analysis());
    input.writeTable(
        TinyInput.COLUMNS,
        rows("G1", "1", "+", 4),
        rows("G5", "1", "+", 4),
        rows("G18", "1", "+", 4),
        rows("G9", "2", "+", 4),
        rows("G7", "2", "+", 7),
        rows("G2", "1", "-", 4),
        rows("G3", "MT", "-", 4));
    Files.writeString(
        input.gtf(),
        gene("G1", "chr1", 10_001, "+")
            + gene("G5", "chr1", 30_001, "+")
            + gene("G18", "chr1", 50_001, "+")
            + gene("G2", "chr1", 54_000, "-")
            + gene("G7", "chr2", 1, "+")
            + gene("G3", "chrM", 1, "-"));
  }

  private String bases(int length) {
    StringBuilder bases = new StringBuilder();
    for (int i = 0; i < length; i++) {
      bases.append("ACGT".charAt(random.nextInt(4)));
    }
    return bases.toString();
  }

  /** A TP at the first intron's donor, a FP, and TN that are far from both. */
  private String rows(String gene, String chrom, String strand, int negatives) {
    exons.put(gene, COPIES.containsKey(gene) ? exons.get(COPIES.get(gene)) : bases(EXON));
    HandMadeTable row =
        new HandMadeTable()
            .with("gene_id", gene)
            .with("chrom", chrom)
            .with("strand", strand)
            .with("neither_score", "0.1")
            .with("acceptor_score", "0");
    row.with("transcript_id", gene + "-T").with("pred_type", "TP").with("splice_type", "donor");
    row.with("position", "" + EXON).with("donor_score", "0.9");
    row.with("sequence", exons.get(gene) + bases(GENE - EXON));
    StringBuilder rows = new StringBuilder(row.line()).append('\n');
    row.with("transcript_id", "").with("splice_type", "").with("sequence", "ACGTNACGT");
    row.with("pred_type", "FP").with("position", "3000");
    rows.append(row.line()).append('\n');
    row.with("pred_type", "TN").with("donor_score", "0.01");
    for (int i = 1; i <= negatives; i++) {
      rows.append(row.with("position", "" + 100 * i).line()).append('\n');
    }
    return rows.toString();
  }

  private static String gene(String id, String chrom, int start, String strand) {
    String ids = "gene_id \"%s\"; gene_name \"name-%s\";".formatted(id, id);
    String transcript = ids + " transcript_id \"%s-T\";".formatted(id);
    int end = start + GENE - 1;
    boolean isForward = strand.equals("+");
    int donor = isForward ? start + EXON : end - EXON;
    return line(chrom, "gene", start, end, strand, ids)
        + line(chrom, "transcript", start, end, strand, transcript)
        + line(chrom, "exon", start, isForward ? donor - 1 : donor - 500, strand, transcript)
        + line(chrom, "exon", isForward ? donor + 500 : donor + 1, end, strand, transcript);
  }

  private static String line(
      String chrom, String feature, int start, int end, String strand, String ids) {
    return "%s\ttest\t%s\t%s\t%s\t.\t%s\t.\t%s\n"
        .formatted(chrom, feature, start, end, strand, ids);
  }

  private void edit(Path file, String from, String to) throws IOException {
    Files.writeString(file, Files.readString(file).replace(from, to));
  }

  private Ran run(String output, String... more) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "build",
                "--input=" + input.analysis(),
                "--gtf=" + input.gtf(),
                "--output=" + folder.resolve(output),
                "--kmerSizes=1",
                "--partRows=8"));
    command.addAll(List.of(more));
    return Ran.command(command);
  }

  /** A data set in which validate finds nothing. */
  private BuiltDataset build(String output, String... more) {
    Ran ran = run(output, more);
    assertThat(ran.err(), ran.exitCode(), is(0));
    return SevenGenes.validated(folder.resolve(output));
  }

  /** On one runner, with all rows. */
  private BuiltDataset guarded(String output, String... more) {
    List<String> options = new ArrayList<>(List.of(more));
    options.addAll(List.of("--runner=DirectRunner", "--downsample=none"));
    return build(output, options.toArray(String[]::new));
  }

  private static Map<String, String> with(Map<String, String> more) {
    Map<String, String> splits = new TreeMap<>(SevenGenes.BY_GENE);
    splits.putAll(more);
    return splits;
  }

  /** The pairs; the words of an exon and of its copy are as many, and called n. */
  private static List<String> pairs(BuiltDataset dataset) throws IOException {
    return dataset
        .text("paralogs.csv")
        .lines()
        .skip(1)
        .map(line -> line.replaceAll(",([0-9]+),\\1,\\1,1\\.000000,", ",n,"))
        .toList();
  }

  private static Set<Map<String, Object>> rows(BuiltDataset dataset, Set<String> without)
      throws IOException {
    Set<Map<String, Object>> rows = new HashSet<>(dataset.rows());
    rows.removeIf(row -> without.contains(row.get("gene_id")));
    rows.forEach(row -> row.remove("split"));
    return new HashSet<>(rows);
  }

  @Test
  void copiesAreListed() throws IOException {
    BuiltDataset dataset = guarded("out", "--splits=gene");
    assertThat(dataset.splits(), is(SevenGenes.BY_GENE));
    assertThat(
        pairs(dataset),
        is(
            List.of(
                "G1,name-G1,G7,name-G7,n,train,test,train,test,",
                "G5,name-G5,G2,name-G2,n,validation,test,validation,test,",
                "G9,,G3,name-G3,n,train,train,train,train,")));
    assertThat(
        dataset.json("dataset.json").path("paralogs").toString(),
        is(
            """
            {"sketchedGenes":7,"pairs":3,"pairsAcrossSplits":2,"movedGenes":0,\
            "droppedGenes":0,"droppedRows":0}"""));
  }

  /** G18 goes with G2; test is left without rows. */
  @Test
  void movedCopiesTakeAlongWhatTheyOverlap() throws IOException {
    BuiltDataset dataset = guarded("out", "--splits=gene", "--paralogs=move");
    assertThat(
        dataset.splits(), is(with(Map.of("G7", "train", "G2", "validation", "G18", "validation"))));
    assertThat(
        pairs(dataset),
        is(
            List.of(
                "G1,name-G1,G7,name-G7,n,train,test,train,train,moved",
                "G5,name-G5,G2,name-G2,n,validation,test,validation,validation,moved",
                "G9,,G3,name-G3,n,train,train,train,train,")));
    assertThat(
        dataset.json("dataset.json").path("paralogs").toString(),
        is(
            """
            {"sketchedGenes":7,"pairs":3,"pairsAcrossSplits":2,"movedGenes":3,\
            "droppedGenes":0,"droppedRows":0}"""));
    assertThat(dataset.bytesBelow("master/test").keySet(), is(Set.of("part-00000.parquet")));
    assertThat(rows(dataset, Set.of()), is(rows(guarded("none"), Set.of())));
  }

  @Test
  void droppedCopiesAreUnselectedAndNoOtherRowChanges() throws IOException {
    BuiltDataset dataset = guarded("out", "--splits=gene", "--paralogs=drop");
    Map<String, String> splits = with(Map.of());
    splits.keySet().removeAll(Set.of("G2", "G7"));
    assertThat(dataset.splits(), is(splits));
    assertThat(
        pairs(dataset),
        is(
            List.of(
                "G1,name-G1,G7,name-G7,n,train,test,train,,dropped",
                "G5,name-G5,G2,name-G2,n,validation,test,validation,,dropped",
                "G9,,G3,name-G3,n,train,train,train,train,")));
    JsonNode told = dataset.json("dataset.json");
    assertThat(
        told.path("paralogs").toString(),
        is(
            """
            {"sketchedGenes":7,"pairs":3,"pairsAcrossSplits":2,"movedGenes":0,\
            "droppedGenes":2,"droppedRows":15}"""));
    assertThat(
        told.path("rows").toString(),
        is(
            """
            {"read":45,"kept":30,"sampledOut":0,"unselected":15,"duplicates":0,"rejected":0}"""));
    assertThat(rows(dataset, Set.of()), is(rows(guarded("none"), Set.of("G2", "G7"))));
  }

  /** The share of negatives is that of all selected genes, those included that are dropped. */
  @Test
  void aShareOfAllGenesIsNotHeldAgainstTheGenesThatAreLeft() throws IOException {
    BuiltDataset dataset =
        build(
            "out",
            "--splits=gene",
            "--paralogs=drop",
            "--downsample=dataset",
            "--runner=DirectRunner");
    BuiltDataset whole =
        build("whole", "--splits=gene", "--downsample=dataset", "--runner=DirectRunner");
    assertThat(rows(dataset, Set.of()), is(rows(whole, Set.of("G2", "G7"))));
  }

  /** BRIDGE, which is not selected, overlaps G1 and G5: these two are one group all the same. */
  @Test
  void aGeneMayBeMovedByOneThatItOverlapsThroughOthers() throws IOException {
    edit(input.gtf(), "chr2\ttest\tgene", bridge() + "chr2\ttest\tgene");
    Path genes = Files.writeString(folder.resolve("genes.txt"), "G1\nG5\nG7\n");
    BuiltDataset dataset =
        guarded(
            "out",
            "--splits=chromosome",
            "--testChromosomes=1",
            "--paralogs=move",
            "--genesFile=" + genes);
    assertThat(dataset.splits(), is(Map.of("G1", "train", "G5", "train", "G7", "train")));
  }

  private static String bridge() {
    return line("chr1", "gene", 13_000, 31_000, "-", "gene_id \"BRIDGE\";");
  }

  @Test
  void idsThatSpreadsheetsWouldRunAreReadBack() throws IOException {
    String id = "=G7,'\u00E9\uD83E\uDDEC";
    edit(input.table(), "G7", id);
    edit(input.gtf(), "G7", id);
    BuiltDataset dataset =
        guarded("out", "--splits=chromosome", "--testChromosomes=2", "--paralogs=drop");
    assertThat(
        pairs(dataset).get(0),
        is("G1,name-G1,\"'%s\",\"name-%s\",n,train,test,train,,dropped".formatted(id, id)));
  }

  @Test
  void everyRunnerGivesTheSameBytes() throws IOException {
    Map<String, String> direct =
        guarded("direct", "--splits=gene", "--paralogs=move").reproducible();
    assertThat(
        build("flink", "--splits=gene", "--paralogs=move", "--downsample=none", "--parallelism=2")
            .reproducible(),
        is(direct));
  }

  @Test
  void theSameCommandGoesOnToTheSameBytes() throws IOException {
    for (String mode : List.of("move", "drop")) {
      BuiltDataset dataset = guarded(mode, "--splits=gene", "--paralogs=" + mode);
      Map<String, String> undisturbed = dataset.reproducible();
      Path out = dataset.folder();
      Path stands = out.resolve("master/validation/part-00000.parquet");
      Files.setLastModifiedTime(stands, LONG_AGO);
      Files.delete(out.resolve("dataset.json"));
      Files.delete(out.resolve("paralogs.csv"));
      Files.delete(out.resolve("master/train/part-00001.parquet"));
      assertThat(
          run(mode, "--splits=gene", "--downsample=none", "--runner=DirectRunner").err(),
          containsString("holds an unfinished build with other options (--paralogs)"));
      assertThat(
          guarded(mode, "--splits=gene", "--paralogs=" + mode, "--resume=require").reproducible(),
          is(undisturbed));
      assertThat(Files.getLastModifiedTime(stands), is(LONG_AGO));
    }
  }

  @Test
  void aTableOfPairsGoesWithItsDataSet() throws IOException {
    guarded("out", "--splits=gene", "--paralogs=drop");
    Map<String, String> without = guarded("none").reproducible();
    assertThat(guarded("out", "--overwrite").reproducible(), is(without));
  }
}
