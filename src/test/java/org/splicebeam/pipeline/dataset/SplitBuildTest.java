package org.splicebeam.pipeline.dataset;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.pipeline.Ran;
import org.splicebeam.transforms.tables.HandMadeTable;

/**
 * Builds of seven genes with four rows each. By the hash of their ids G5 is validation, G7 and G18
 * test, the others train. G18 and G2 overlap, on two strands, so G2 goes with G18, whose id is
 * smaller. The annotation lacks G9.
 */
class SplitBuildTest {
  private static final FileTime LONG_AGO = FileTime.fromMillis(0);

  @TempDir Path folder;
  private TinyInput input;
  private String gtf;

  @BeforeEach
  void writeInput() throws IOException {
    input = new TinyInput(folder);
    Files.createDirectories(input.analysis());
    input.writeTable(
        TinyInput.COLUMNS,
        rows("G1", "1", "+"),
        rows("G5", "1", "-"),
        rows("G18", "1", "+"),
        rows("G2", "1", "-"),
        rows("G7", "2", "+"),
        rows("G9", "2", "+"),
        rows("G3", "MT", "-"));
    gtf =
        gene("G1", "chr1", 1001, "+")
            + gene("G5", "chr1", 3001, "-")
            + gene("G18", "chr1", 5001, "+")
            + gene("G2", "chr1", 6000, "-")
            + gene("G7", "chr2", 1, "+")
            + gene("G3", "chrM", 1, "-");
    Files.writeString(input.gtf(), gtf);
  }

  private static String gene(String id, String chrom, int start, String strand) {
    return TinyInput.gtf(id, start, strand).replace("1\ttest", chrom + "\ttest");
  }

  private static String rows(String gene, String chrom, String strand) {
    StringBuilder rows = new StringBuilder();
    List<String> labels = List.of("TP", "FP", "TN", "TN");
    for (int i = 0; i < labels.size(); i++) {
      boolean isSite = labels.get(i).equals("TP");
      rows.append(
              new HandMadeTable()
                  .with("gene_id", gene)
                  .with("transcript_id", isSite ? gene + "-T" : "")
                  .with("position", Integer.toString(10 * i))
                  .with("donor_score", "0.0" + i)
                  .with("acceptor_score", "0")
                  .with("neither_score", "0.1")
                  .with("pred_type", labels.get(i))
                  .with("splice_type", isSite ? "donor" : "")
                  .with("strand", strand)
                  .with("chrom", chrom)
                  .with("sequence", "ACGTNACGT")
                  .line())
          .append('\n');
    }
    return rows.toString();
  }

  private List<String> command(String output, String... more) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "build",
                "--input=" + input.analysis(),
                "--gtf=" + input.gtf(),
                "--output=" + folder.resolve(output),
                "--kmerSizes=1",
                "--downsample=none",
                "--partRows=8"));
    command.addAll(List.of(more));
    return command;
  }

  private Ran run(String output, String... more) {
    Ran ran = Ran.command(command(output, more));
    assertThat(ran.err(), ran.exitCode(), is(0));
    return ran;
  }

  private BuiltDataset build(String output, String... more) {
    List<String> options = new ArrayList<>(List.of(more));
    options.add("--runner=DirectRunner");
    run(output, options.toArray(String[]::new));
    return SevenGenes.validated(folder.resolve(output));
  }

  @Test
  void overlappingGenesGoTogetherAndEachSplitHasItsParts() throws IOException {
    BuiltDataset dataset = build("out", "--splits=gene");
    assertThat(dataset.splits(), is(SevenGenes.BY_GENE));
    assertThat(
        List.copyOf(dataset.bytesBelow("master").keySet()),
        is(
            List.of(
                "test/part-00000.parquet",
                "test/part-00001.parquet",
                "train/part-00000.parquet",
                "train/part-00001.parquet",
                "validation/part-00000.parquet")));
    assertThat(
        List.copyOf(dataset.bytesBelow(".splicebeam/receipts").keySet()),
        is(
            List.of(
                "test/part-00000.json",
                "test/part-00001.json",
                "train/part-00000.json",
                "train/part-00001.json",
                "validation/part-00000.json")));
    assertThat(
        dataset.text("gene_manifest.csv"),
        is(
            """
            gene_id,gene_name,gene_type,chrom,strand,start,end,gene_length,donor_sites,acceptor_sites,\
            total_splice_sites,splice_density_per_kb,rows,tp,fp,fn,tn,split,part
            G1,name-G1,unknown,1,+,1001,2000,1000,1,1,2,2.000000,4,1,1,0,2,train,train/part-00000
            G5,name-G5,unknown,1,-,3001,4000,1000,1,1,2,2.000000,4,1,1,0,2,validation,validation/part-00000
            G18,name-G18,unknown,1,+,5001,6000,1000,1,1,2,2.000000,4,1,1,0,2,test,test/part-00000
            G2,name-G2,unknown,1,-,6000,6999,1000,1,1,2,2.000000,4,1,1,0,2,test,test/part-00000
            G7,name-G7,unknown,2,+,1,1000,1000,1,1,2,2.000000,4,1,1,0,2,test,test/part-00001
            G9,,unknown,2,+,-1,-1,-1,-1,-1,-1,,4,1,1,0,2,train,train/part-00000
            G3,name-G3,unknown,MT,-,1,1000,1000,1,1,2,2.000000,4,1,1,0,2,train,train/part-00001
            """));
    assertThat(
        dataset.json("dataset.json").path("splits").toString(),
        is(
            """
            {"train":{"parts":2,"genes":3,"rows":12,"labels":{"TP":3,"FP":3,"FN":0,"TN":6}},\
            "validation":{"parts":1,"genes":1,"rows":4,"labels":{"TP":1,"FP":1,"FN":0,"TN":2}},\
            "test":{"parts":2,"genes":3,"rows":12,"labels":{"TP":3,"FP":3,"FN":0,"TN":6}}}"""));
    List<String> columns = List.copyOf(dataset.rows().get(0).keySet());
    assertThat(columns.indexOf("split"), is(columns.indexOf("sampling_probability") + 1));
    assertThat(
        dataset.text("data_dictionary.csv"),
        containsString(
            "\nsplit,text,false,\"train, validation or test\",metadata,PlanParts,,What the rows of the"
                + " gene are for; genes that overlap are in one split.,\"annotation, gene\",none,"
                + "false\n"));
    List<String> parts = new ArrayList<>();
    dataset.json("dataset.json").path("parts").forEach(p -> parts.add(p.path("name").asText()));
    assertThat(
        parts,
        is(
            List.of(
                "master/train/part-00000.parquet",
                "master/train/part-00001.parquet",
                "master/validation/part-00000.parquet",
                "master/test/part-00000.parquet",
                "master/test/part-00001.parquet")));
  }

  @Test
  void theRowsAreThoseOfTheBuildWithoutSplits() throws IOException {
    Set<Map<String, Object>> without = new HashSet<>(build("none").rows());
    assertThat(without.size(), is(28));
    List<Map<String, Object>> rows = build("gene", "--splits=gene").rows();
    assertThat(rows.size(), is(28));
    rows.forEach(row -> row.remove("split"));
    assertThat(new HashSet<>(rows), is(without));
  }

  @Test
  void chromosomesAreTheSameUnderAllTheirNames() throws IOException {
    BuiltDataset dataset =
        build(
            "out", "--splits=chromosome", "--testChromosomes=chr2", "--validationChromosomes=chrM");
    assertThat(
        dataset.splits(),
        is(
            Map.of(
                "G1",
                "train",
                "G5",
                "train",
                "G18",
                "train",
                "G2",
                "train",
                "G7",
                "test",
                "G9",
                "test",
                "G3",
                "validation")));
  }

  /** Of the others G3 and G7 have a share of 0.1 or more. */
  @Test
  void thePresetTestsOnOddChromosomes() throws IOException {
    Map<String, String> expected =
        Map.of(
            "G1", "test", "G5", "test", "G18", "test", "G2", "test", "G7", "train", "G9", "train",
            "G3", "train");
    assertThat(build("out", "--splits=spliceai").splits(), is(expected));
  }

  @Test
  void theSelectionOfGenesMovesNone() throws IOException {
    Path genes = Files.writeString(folder.resolve("genes.txt"), "G2\nG9\nG5\n");
    Map<String, String> splits = build("out", "--splits=gene", "--genesFile=" + genes).splits();
    assertThat(splits, is(Map.of("G2", "test", "G9", "train", "G5", "validation")));
  }

  /** A overlaps G1 alone, and B nothing; neither has rows. */
  @Test
  void aGeneMoreMovesNoneButThoseThatItOverlaps() throws IOException {
    Files.writeString(input.gtf(), gene("A", "chr1", 2000, "-") + gene("B", "chr3", 1, "+") + gtf);
    Map<String, String> expected = new TreeMap<>(SevenGenes.BY_GENE);
    expected.put("G1", "test"); // as A goes
    assertThat(build("out", "--splits=gene").splits(), is(expected));
  }

  @Test
  void aSplitWithoutRowsHasOnePartWithoutRows() throws IOException {
    BuiltDataset dataset = build("out", "--splits=gene", "--fractions=0,1,0");
    assertThat(Set.copyOf(dataset.splits().values()), is(Set.of("validation")));
    assertThat(dataset.bytesBelow("master/train").keySet(), is(Set.of("part-00000.parquet")));
    assertThat(dataset.bytesBelow("master/test").keySet(), is(Set.of("part-00000.parquet")));
  }

  @Test
  void everyRunnerGivesTheSameBytes() throws IOException {
    Map<String, String> direct = build("direct", "--splits=gene").reproducible();
    run("flink", "--splits=gene", "--parallelism=2");
    assertThat(new BuiltDataset(folder.resolve("flink")).reproducible(), is(direct));
  }

  @Test
  void theSameCommandGoesOnToTheSameBytes() throws IOException {
    BuiltDataset dataset = build("out", "--splits=gene");
    Map<String, String> undisturbed = dataset.reproducible();
    Path out = dataset.folder();
    Path stands = out.resolve("master/test/part-00001.parquet");
    Files.setLastModifiedTime(stands, LONG_AGO);
    Files.delete(out.resolve("dataset.json"));
    Files.delete(out.resolve("master/train/part-00001.parquet"));
    assertThat(
        Ran.command(command("out", "--splits=chromosome", "--runner=DirectRunner")).err(),
        containsString("holds an unfinished build with other options (--splits)"));
    assertThat(build("out", "--splits=gene", "--resume=require").reproducible(), is(undisturbed));
    assertThat(Files.getLastModifiedTime(stands), is(LONG_AGO));
  }

  @Test
  void aBuildWithSplitsReplacesOneWithoutAndBack() throws IOException {
    Map<String, String> without = build("out").bytesBelow("master");
    Map<String, String> with = build("out", "--splits=gene", "--overwrite").bytesBelow("master");
    assertThat(with.keySet().stream().filter(name -> !name.contains("/")).toList(), is(List.of()));
    BuiltDataset again = build("out", "--overwrite");
    assertThat(again.bytesBelow("master"), is(without));
    assertThat(
        again.bytesBelow(".splicebeam/receipts").keySet().stream()
            .filter(name -> name.contains("/"))
            .toList(),
        is(List.of()));
    assertThat(build("out", "--splits=gene", "--overwrite").bytesBelow("master"), is(with));
  }

  /** Removed are the parts of an unfinished build with splits, of which no dataset.json tells. */
  @Test
  void anUnfinishedBuildWithSplitsIsReplaced() throws IOException {
    Map<String, String> without = build("none").bytesBelow("master");
    Files.delete(build("out", "--splits=gene").folder().resolve("dataset.json"));
    assertThat(build("out", "--overwrite").bytesBelow("master"), is(without));
  }

  @Test
  void aStrangersFileUnderTheNameOfASplitsPartEndsTheBuild() throws IOException {
    Path mine = folder.resolve("out/master/test/part-00000.parquet");
    Files.createDirectories(mine.getParent());
    Files.writeString(mine, "mine");
    Ran ran = Ran.command(command("out", "--runner=DirectRunner"));
    assertThat(ran.exitCode(), is(2));
    assertThat(
        ran.err(),
        containsString(
            " holds master/test/part-00000.parquet, and no record there says that splicebeam wrote"
                + " it, but a build would: move it, or name another folder"));
    assertThat(Files.readString(mine), is("mine"));
  }

  @Test
  void theTerminalTellsSplitsAndChromosomesThatAreNotThere() {
    Ran ran =
        run(
            "out",
            "--splits=chromosome",
            "--testChromosomes=2,Z,chr7",
            "--validationChromosomes=W",
            "--runner=DirectRunner");
    assertThat(
        ran.out(),
        containsString(
            "\n  splits: train 20 rows of 5 genes, validation 0 rows of 0 genes, test 8 rows of 2"
                + " genes\n"));
    assertThat(
        ran.out(), containsString("\n  --testChromosomes: 2 entries match nothing (Z, chr7)\n"));
    assertThat(
        ran.out(), containsString("\n  --validationChromosomes: 1 entries match nothing (W)\n"));
    assertThat(run("none", "--runner=DirectRunner").out(), not(containsString("splits")));
  }
}
