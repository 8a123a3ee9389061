package org.splicebeam.pipeline.dataset;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.pipeline.Ran;

/** Builds of rows from scores, with what they leave in their folder and find there. */
class ScoreBuildTest {
  @TempDir static Path shared;
  private static Path genome;

  @TempDir Path folder;

  @BeforeAll
  static void simulate() {
    genome = shared.resolve("genome");
    Ran simulated = Ran.command("simulate", "--genes=24", "--rowsPerGene=8", "--output=" + genome);
    assertThat(simulated.err(), simulated.exitCode(), is(0));
  }

  private Path output() {
    return folder.resolve("dataset");
  }

  private List<String> build(Path fasta, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "build",
                "--scores=" + scores(),
                "--fasta=" + fasta,
                "--gtf=" + genome.resolve("annotation.gtf"),
                "--output=" + output(),
                "--kmerSizes=1",
                "--partRows=100",
                "--runner=DirectRunner"));
    words.addAll(List.of(more));
    return words;
  }

  /** The test's own copy where it made one. */
  private Path scores() {
    Path own = folder.resolve("scores");
    return Files.exists(own) ? own : genome.resolve("scores");
  }

  private static Path fasta() {
    return genome.resolve("genome.fa");
  }

  private static void assertDone(Ran build) {
    assertThat(build.err(), build.exitCode(), is(0));
  }

  /** Plain gzip, which is unpacked into the work folder. */
  private Path packed() throws IOException {
    Path packed = folder.resolve("genome.fa.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      Files.copy(fasta(), out);
    }
    return packed;
  }

  /** Files that are of use only while a build goes on. */
  private List<String> workFiles() throws IOException {
    List<String> names = new ArrayList<>();
    for (String place : List.of("genome", "scores", "tmp")) {
      Path below = output().resolve(".splicebeam").resolve(place);
      if (Files.exists(below)) {
        try (Stream<Path> files = Files.list(below)) {
          files.forEach(file -> names.add(output().relativize(file).toString()));
        }
      }
    }
    return names;
  }

  @Test
  void noUnpackedGenomeStaysBehind() throws IOException {
    Ran refused = Ran.command(build(packed(), "--donorOffset=4"));
    assertThat(refused.exitCode(), is(2));
    assertThat(refused.err(), containsString("--donorOffset"));
    assertThat(workFiles(), is(List.of()));
  }

  @Test
  void whatAKilledBuildLeftIsClearedAndNeverBelieved() throws IOException {
    String index = "scores/0123456789abcdef.index";
    for (String left : List.of("genome/genome.fa", "genome/genome.fai", index, "tmp/run-1")) {
      Path file = output().resolve(".splicebeam").resolve(left);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "cut off");
    }
    Files.writeString(
        output().resolve(".splicebeam/claim.json"),
        """
        {"runs":["run"],"names":[".splicebeam/claim.json", ".splicebeam/genome/genome.fa",
         ".splicebeam/genome/genome.fai", ".splicebeam/%s"]}
        """
            .formatted(index));
    assertDone(Ran.command(build(packed())));
    assertThat(workFiles(), is(List.of()));

    Files.writeString(output().resolve(".splicebeam/genome/genome.fa"), "cut off");
    Ran validated = Ran.command("validate", output().toString());
    assertThat(validated.out(), validated.exitCode(), is(0));
  }

  @Test
  void aGenomeMayHaveASecondNameOfAChromosome() throws IOException {
    assertDone(Ran.command(build(fasta())));
    BuiltDataset dataset = new BuiltDataset(output());
    String text = Files.readString(fasta());
    // Genes of MT have no splice site, so that it does not matter which of its names is meant.
    Path both =
        Files.writeString(
            folder.resolve("both.fa"), ">chrX\nACGT\n>chrM\nACGT\n" + text.replace(">MT ", ">M "));
    Map<String, String> expected = dataset.bytesBelow("master");
    assertDone(Ran.command(build(both, "--overwrite")));
    assertThat(dataset.bytesBelow("master"), is(expected));

    Path unclear =
        Files.writeString(
            folder.resolve("unclear.fa"), ">chrX\nACGT\n" + text.replace(">X ", ">NC_X "));
    Path aliases = Files.writeString(folder.resolve("aliases.tsv"), "X\tNC_X\n");
    Ran refused = Ran.command(build(unclear, "--overwrite", "--chromAliases=" + aliases));
    assertThat(refused.exitCode(), is(2));
    assertThat(
        refused.err(),
        startsWith(
            "splicebeam build: --fasta: "
                + unclear
                + " has two names of one chromosome, chrX and NC_X, which both match X of the"
                + " annotation; leave one of them out of the file"));
  }

  @Test
  void anUnfinishedBuildGoesOnWithItsOwnScoresAndGenomeAlone() throws IOException {
    Ran none = Ran.command(build(fasta(), "--resume=require"));
    assertThat(none.exitCode(), is(2));
    assertThat(none.err(), containsString("holds no unfinished build"));
    Path scores = Files.createDirectories(folder.resolve("scores"));
    try (Stream<Path> tracks = Files.list(genome.resolve("scores"))) {
      for (Path track : tracks.toList()) {
        Files.copy(track, scores.resolve(track.getFileName()));
      }
    }
    assertDone(Ran.command(build(fasta())));
    BuiltDataset dataset = new BuiltDataset(output());
    String finished = dataset.text("dataset.json");
    Files.delete(output().resolve("dataset.json"));

    Path longer =
        Files.writeString(folder.resolve("genome.fa"), Files.readString(fasta()) + ">new\nACGT\n");
    assertRefused(Ran.command(build(longer)), "(1 differ: genome.fa)");
    Path track = scores.resolve("donor_plus.bedGraph");
    byte[] text = Files.readAllBytes(track);
    String firstScored = new String(text, StandardCharsets.US_ASCII);
    Files.writeString(track, firstScored.replaceFirst("\t0\\.(\\d)\\d*\n", "\t0.1$1\n"));
    assertRefused(Ran.command(build(fasta())), "donor_plus.bedGraph);");
    Files.write(track, text);

    assertDone(Ran.command(build(fasta(), "--resume=require")));
    assertThat(dataset.text("dataset.json"), is(finished));
  }

  private void assertRefused(Ran refused, String inputs) throws IOException {
    assertThat(refused.err(), refused.exitCode(), is(2));
    assertThat(refused.err(), containsString("holds an unfinished build of other inputs"));
    assertThat(refused.err(), containsString(inputs));
    assertThat(Files.exists(output().resolve("dataset.json")), is(false));
    assertThat(workFiles(), is(List.of()));
  }
}
