package org.splicebeam.transforms.tables;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.View;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.schemas.genome.ChromosomeAliases;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.HandMadeGene;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.inputs.SampledWindow;
import org.splicebeam.schemas.inputs.TableFile;
import org.splicebeam.schemas.paralogs.GeneSketch;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.schemas.rows.RowRange;
import org.splicebeam.schemas.rows.ThinBlock;
import org.splicebeam.transforms.GivenViews;
import org.splicebeam.transforms.fasta.Genome;
import org.splicebeam.transforms.fasta.PrepareGenome;
import org.splicebeam.transforms.genes.AnnotationModels;
import org.splicebeam.transforms.publish.Claimed;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.rows.ScannedRows;
import org.splicebeam.transforms.verdict.Verdict;

class CheckGenomeTest {
  private static final String BASES = "ACGGTTTTACCATGACGATTACGACCCGTA";

  @TempDir private Path temp;
  private OutputFolder folder;

  @BeforeEach
  void claim() {
    folder = Claimed.folder(temp.resolve("out"), "a-run");
  }

  private Path fasta(String text) throws IOException {
    return Files.writeString(temp.resolve("g.fa"), text);
  }

  private Genome open(Path fasta) throws IOException {
    TestPipeline p = GivenViews.pipeline();
    p.apply(PrepareGenome.of(fasta.toString(), folder));
    p.run();
    return Genome.open(fasta.toString(), folder, ChromosomeAliases.NONE);
  }

  private static SampledWindow window(String gene, long start, long end, String bases) {
    long hash = WindowSample.BASES.hashBytesToLong(HandMadeTable.utf8(bases));
    return new SampledWindow(gene, gene.hashCode(), "a.tsv", 99, start, end, hash);
  }

  private static Map<String, GeneModel> genes(GeneModel... some) {
    Map<String, GeneModel> byId = new TreeMap<>();
    Stream.of(some).forEach(gene -> byId.put(gene.geneId(), gene));
    return byId;
  }

  private static List<SampledWindow> times(int count, SampledWindow window) {
    return IntStream.range(0, count).mapToObj(i -> window).toList();
  }

  private static <T> List<T> both(List<T> some, List<T> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }

  /** Genes at bases 3 to 12 of {@link #BASES}, GGTTTTACCA. */
  private static final Map<String, GeneModel> GENES =
      genes(
          HandMadeGene.gene("F").at("chr1", Strand.FORWARD, 3, 12).build(),
          HandMadeGene.gene("R").at("1", Strand.REVERSE, 3, 12).build(),
          HandMadeGene.gene("OUT").at("1", Strand.FORWARD, 3, 31).build(),
          HandMadeGene.gene("ZERO").at("1", Strand.FORWARD, 0, 12).build(),
          HandMadeGene.gene("ELSEWHERE").at("2", Strand.FORWARD, 3, 12).build());

  @Test
  void windowsAreHeldAgainstTheStrandOfTheirGene() throws IOException {
    try (Genome genome = open(fasta(">1\n" + BASES + "\n"))) {
      for (SampledWindow equal :
          List.of(
              window("F", 0, 10, "GGTTTTACCA"),
              window("F", 1, 4, "GTT"),
              window("R", 0, 10, "TGGTAAAACC"),
              window("R", 9, 10, "C"))) {
        assertThat(CheckGenome.judge("g.fa", times(20, equal), GENES, genome), nullValue());
      }
      for (SampledWindow other :
          List.of(
              window("F", 0, 10, "GGTTTTACCC"),
              window("F", 0, 9, "GGTTTTACCA"),
              window("R", 1, 4, "TGG"),
              window("F", 0, 11, "GGTTTTACCAT"), // beyond its gene
              window("F", -1, 2, "CGG"),
              window("F", 4, 4, ""),
              window("F", 5, 2, ""),
              window("OUT", 0, 3, "GGT"), // its gene ends behind the contig
              window("ZERO", 0, 3, "NGG"), // its gene begins before the contig
              window("ELSEWHERE", 0, 3, "GGT"))) {
        Verdict verdict = CheckGenome.judge("g.fa", times(20, other), GENES, genome);
        assertThat(verdict.exitCode(), is(Verdict.BAD_INPUT));
        assertThat(verdict.sentence(), containsString("of 20 genes"));
        assertThat(verdict.sentence(), containsString("of 0 it is that of the genome"));
      }
    }
  }

  @Test
  void halfOfTwentyWillDo() throws IOException {
    List<SampledWindow> ten = times(10, window("F", 0, 10, "GGTTTTACCA"));
    List<SampledWindow> other = times(9, window("F", 0, 10, "CCCCCCCCCC"));
    try (Genome genome = open(fasta(">1\n" + BASES + "\n"))) {
      assertThat(
          CheckGenome.judge("g.fa", both(ten, times(10, other.get(0))), GENES, genome),
          nullValue());
      assertThat(
          CheckGenome.judge("g.fa", both(other, times(10, other.get(0))), GENES, genome),
          nullValue());
      Verdict fewer = CheckGenome.judge("g.fa", both(ten, times(11, other.get(0))), GENES, genome);
      assertThat(
          fewer.sentence(),
          startsWith("--fasta g.fa is of another assembly than the analysis tables: of 21 genes"));
      assertThat(fewer.sentence(), containsString("of 10 it is that of the genome;"));
      assertThat(fewer.examples().size(), is(3));
      assertThat(
          fewer.examples().get(0),
          is("differs: F, bases 0 to 10 from its 5' end, of the row at byte 99 of a.tsv"));
      Verdict elsewhere =
          CheckGenome.judge("g.fa", times(20, window("ELSEWHERE", 0, 3, "GGT")), GENES, genome);
      assertThat(elsewhere.sentence(), containsString("genome (it has no contig for 2); name"));
    }
  }

  /** From tables to a verdict, as a build does it. */
  @Test
  void tablesAreHeldAgainstAGenome() throws IOException {
    Path fasta = fasta(">chr22\n" + "N".repeat(5000) + "ACGT".repeat(250) + "\n");
    Path input = Files.createDirectory(temp.resolve("in"));
    Files.writeString(
        input.resolve("analysis_sequences_1.tsv"),
        HandMadeTable.text(
            List.of(
                new HandMadeTable()
                    .with("sequence", "acgtac")
                    .with("window_start", "8")
                    .with("window_end", "14"),
                new HandMadeTable()
                    .with("gene_id", "REVERSE")
                    .with("strand", "-")
                    .with("sequence", "GTACG")
                    .with("window_start", "9")
                    .with("window_end", "14"))));
    TestPipeline p = GivenViews.pipeline();
    ScannedRows rows =
        p.apply(
            new TableSource(
                    List.of(input.toString()),
                    HandMadeFormat.format().build().withWindows(42),
                    folder.verdict())
                .scan(
                    GivenViews.geneTable(
                        p, Map.of(), HandMadeTable.GENES.values().toArray(GeneModel[]::new))));
    PAssert.that(rows.own().get(TableSource.WINDOWS))
        .satisfies(
            windows -> {
              List<String> found = new ArrayList<>();
              windows.forEach(w -> found.add(w.geneId() + " " + w.start() + " " + w.end()));
              assertThat(
                  found.stream().sorted().toList(), is(List.of("FORWARD 8 14", "REVERSE 9 14")));
              return null;
            });
    PAssert.that(
            rows.own()
                .get(TableSource.WINDOWS)
                .apply(
                    new CheckGenome(
                        fasta.toString(),
                        folder,
                        ChromosomeAliases.NONE,
                        GivenViews.map(p, "models", HandMadeTable.GENES, new GeneModel.Coder()),
                        p.apply(PrepareGenome.of(fasta.toString(), folder))
                            .apply(View.asIterable()))))
        .containsInAnyOrder(true);
    p.run();
  }

  @Test
  void anotherGenomeIsTheRunsVerdict() throws IOException {
    Path fasta = fasta(">1\n" + BASES + "\n");
    TestPipeline p = GivenViews.pipeline();
    List<SampledWindow> windows = new ArrayList<>();
    Map<String, GeneModel> genes = new TreeMap<>();
    for (int i = 0; i < 20; i++) {
      windows.add(window("G" + i, 0, 3, "AAA"));
      genes.put("G" + i, HandMadeGene.gene("G" + i).at("1", Strand.FORWARD, 3, 12).build());
    }
    p.apply("GiveWindows", Create.of(windows))
        .apply(
            new CheckGenome(
                fasta.toString(),
                folder,
                ChromosomeAliases.NONE,
                GivenViews.map(p, "models", genes, new GeneModel.Coder()),
                p.apply(PrepareGenome.of(fasta.toString(), folder)).apply(View.asIterable())));
    assertThrows(RuntimeException.class, p::run);
    assertThat(
        folder.verdict().read().orElseThrow().sentence(),
        containsString("g.fa is of another assembly than the analysis tables: of 20 genes"));
  }

  /** Real tables, where the shared folder is at hand. */
  @Test
  void realTablesAreOfTheirOwnGenomeAndOfNoOther() throws IOException {
    String told = System.getProperty("splicebeam.shared");
    Path data =
        Stream.of(told, "../../../shared", "/work/shared")
            .filter(root -> root != null)
            .map(root -> Path.of(root, "data"))
            .filter(Files::exists)
            .findFirst()
            .orElse(null);
    assumeTrue(data != null, "no shared/data");
    for (String build : List.of("grch37", "grch38")) {
      Map<String, GeneModel> genes =
          AnnotationModels.of(data.resolve(build).resolve("annotation.gtf"), false, 1L << 40)
              .genes();
      List<SampledWindow> windows =
          sample(data.resolve(build).resolve("analysis_sequences"), genes);
      assertThat(windows.size(), greaterThan(19));
      try (Genome genome = open(data.resolve(build).resolve("genome.fa.gz"))) {
        for (SampledWindow window : windows) {
          assertThat(
              window.toString(),
              CheckGenome.judge("", times(20, window), genes, genome),
              nullValue());
        }
      }
      String other = build.equals("grch37") ? "grch38" : "grch37";
      try (Genome genome = open(data.resolve(other).resolve("genome.fa.gz"))) {
        Verdict verdict = CheckGenome.judge("g.fa", windows, genes, genome);
        assertThat(verdict.sentence(), containsString("of 0 it is that of the genome"));
      }
    }
  }

  private static List<SampledWindow> sample(Path folder, Map<String, GeneModel> genes)
      throws IOException {
    WindowSample sample = new WindowSample();
    TableFormat format = HandMadeFormat.format().build().withWindows(42);
    for (TableFile table : TableInputs.match(List.of(folder.toString())).tables()) {
      PieceScan.of(
          TablePiece.whole(table),
          format,
          false,
          new PieceScan.Annotation(genes, Map.of()),
          new Windows(sample));
    }
    return sample.windows();
  }

  private record Windows(WindowSample sample) implements PieceScan.Sink {
    @Override
    public void sketch(GeneSketch sketch) {
      throw new AssertionError(sketch);
    }

    @Override
    public void thin(ThinBlock block) {}

    @Override
    public void reject(Reject reject) {
      throw new AssertionError(reject);
    }

    @Override
    public void range(RowRange range) {}

    @Override
    public void window(SampledWindow window) {
      sample.add(window);
    }

    @Override
    public void whole(ScannedPiece piece) {}
  }
}
