package org.splicebeam.transforms.scores;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.splicebeam.schemas.genome.ChromosomeAliases;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.inputs.TableFile;
import org.splicebeam.schemas.rows.SpliceType;
import org.splicebeam.transforms.arrays.HandMadeNpy;
import org.splicebeam.transforms.arrays.HandMadeZip;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.scores.ModelScores.Found;
import org.splicebeam.transforms.tracks.HandMadeBigWig;
import org.splicebeam.transforms.verdict.Verdict;
import org.splicebeam.transforms.verdict.VerdictException;

class ScoreInputTest {
  private static final byte[] TRACK =
      new HandMadeBigWig(ByteOrder.LITTLE_ENDIAN, true)
          .chromosome("chr1", 9)
          .fixed("chr1", 0, 1, 1, 0.5f)
          .bytes();

  private static final byte[] ARRAY = HandMadeNpy.of("<f4", "2, 3", 1, 0.25, 0.5, 1, 0, 0.75);

  @TempDir private Path folder;

  private void write(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  private void write(String name, String text) throws IOException {
    write(name, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private ScoreInput input(String name) throws IOException {
    return SerializableUtils.clone(
        ScoreInput.of(folder.resolve(name).toString(), ChromosomeAliases.NONE));
  }

  private String refused(String scores) {
    VerdictException e =
        assertThrows(VerdictException.class, () -> ScoreInput.of(scores, ChromosomeAliases.NONE));
    assertThat(e.verdict().exitCode(), is(Verdict.BAD_INPUT));
    assertThat(
        e.verdict().sentence(), allOf(startsWith("--scores"), not(containsString("Exception"))));
    return e.verdict().sentence();
  }

  private static List<String> names(ScoreInput input) {
    return input.files().stream().map(TableFile::name).toList();
  }

  /** Scores of a gene of two bases. */
  private String read(ScoreInput input, String geneId, long start) throws IOException {
    float[] donor = new float[2];
    float[] acceptor = new float[2];
    Span span = new Span(start, start + 1);
    try (ModelScores scores = input.open(OutputFolder.at(folder.toString()))) {
      Found found = scores.read(geneId, "1", Strand.FORWARD, span, donor, acceptor);
      return found == Found.SCORES
          ? Arrays.toString(donor) + Arrays.toString(acceptor)
          : found.toString();
    }
  }

  @Test
  void opensAFolderAGlobAndToldTracks() throws IOException {
    for (String name : List.of("donor_plus", "donor_minus", "acceptor_plus", "acceptor_minus")) {
      write("in/" + name + ".bw", TRACK);
    }
    write("in/._donor_plus.bw", "by a Mac");
    write("in/notes.txt", "x");
    for (String scores : List.of("in", "in/", "in/*.bw")) {
      ScoreInput input = input(scores);
      assertThat(
          names(input),
          is(List.of("acceptor_minus.bw", "acceptor_plus.bw", "donor_minus.bw", "donor_plus.bw")));
      assertThat(input.files().get(0).size(), is((long) TRACK.length));
      assertThat(input.ofBothStrands(), is(List.of()));
      assertThat(input.workFiles(), is(List.of()));
      assertThat(read(input, "G", 1), is("[0.5, NaN][0.5, NaN]"));
    }
    write("other/donor_plus.bw", TRACK);
    String told =
        "donor+:%s/in/donor_plus.bw,acceptor+:%s/in/acceptor_plus.bw".formatted(folder, folder);
    ScoreInput input = ScoreInput.of(told, ChromosomeAliases.NONE);
    assertThat(names(input), is(List.of("acceptor_plus.bw", "donor_plus.bw")));
    String alike =
        "donor+:%s/in/donor_plus.bw,acceptor+:%s/other/donor_plus.bw".formatted(folder, folder);
    assertThat(
        names(ScoreInput.of(alike, ChromosomeAliases.NONE)),
        is(List.of(folder + "/in/donor_plus.bw", folder + "/other/donor_plus.bw")));
  }

  @Test
  void opensAnArchiveAndAFolderOfArrays() throws IOException {
    byte[] zip =
        new HandMadeZip(false).add("G1.npy", ARRAY, true).add("G2.npy", ARRAY, false).bytes();
    write("x.npz", zip);
    write("arrays/G2.npy", ARRAY);
    write("arrays/G1.npy", ARRAY);
    for (String name : List.of("x.npz", "arrays")) {
      ScoreInput input = input(name);
      assertThat(input.someNames(null), is(List.of("G1", "G2")));
      assertThat(read(input, "G2", 7), is("[0.5, 0.75][0.25, 0.0]"));
      assertThat(read(input, "G3", 7), is("NO_SCORES"));
      try (ModelScores scores = input.open(null)) {
        float[] one = new float[1];
        assertThat(
            scores.read("G1", "1", Strand.FORWARD, new Span(7, 7), one, one),
            is(Found.LENGTH_MISMATCH));
        assertThat(
            scores.placeOf("G1", "1", Strand.REVERSE, new Span(7, 8), SpliceType.DONOR, 1),
            is(folder.resolve(name) + ": gene G1, position 1 of its array (0-based)"));
      }
    }
    assertThat(names(input("x.npz")), is(List.of("x.npz")));
    assertThat(
        input("arrays").files(),
        is(
            List.of(
                new TableFile(folder.resolve("arrays").toString(), "*.npy", 2L * ARRAY.length))));
  }

  @Test
  void anArrayWithoutAValueIsUnscored() throws IOException {
    double nan = Double.NaN;
    write("in/G.npy", HandMadeNpy.of("<f4", "2, 3", 1, nan, nan, 1, nan, nan));
    write("in/H.npy", HandMadeNpy.of("<f4", "2, 3", 1, nan, nan, 1, 0, nan));
    assertThat(read(input("in"), "G", 1), is("NO_SCORES"));
    assertThat(read(input("in"), "H", 1), is("[NaN, NaN][NaN, 0.0]"));
  }

  @Test
  void opensTheFolderOfOpenSpliceAi() throws IOException {
    write("in/donor_predictions.bed", "chr1\t4\t6\tG_Donor\t0.5\t+\n");
    assertThat(
        refused(folder.resolve("in").toString()),
        containsString("has donor_predictions.bed and no acceptor_predictions.bed"));
    write("in/acceptor_predictions.bed", "chr1\t4\t6\tG_Acceptor\t0.25\t+\n");
    ScoreInput input = input("in");
    assertThat(names(input), is(List.of("acceptor_predictions.bed", "donor_predictions.bed")));
    assertThat(input.someNames(null), is(List.of("chr1")));
    assertThat(read(input, "G", 5), is("[0.5, NaN][NaN, 0.25]"));
    try (ModelScores scores = input.open(null)) {
      assertThat(
          scores.placeOf("G", "1", Strand.FORWARD, new Span(5, 6), SpliceType.ACCEPTOR, 1),
          is(folder.resolve("in") + "/acceptor_predictions.bed: chr1, base 6"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x.vcf | ##fileformat=VCFv4.2~#CHROM~ | is a VCF file (variants): it has delta scores",
        "x.h5 | \u0089HDF\r~\u001a~ | is an HDF5 file (.h5, .h5ad, .loom), from which scores are not read yet",
        "x.parquet | PAR1\u0015x | is a Parquet file, from which scores are not read yet",
        "x.wig | fixedStep chrom=chr1 start=1 step=1~0.5~ | is a wiggle file (scores along a genome), from which",
        "positions.tsv | gene_id\tposition\tdonor_score~G\t1\t0.5~ | is a table with a header, from which scores are not read yet",
        "x.txt | nothing of it | has no scores in a form that is read; give four tracks",
        "x.npz | PK no archive | no zip archive, or it is cut off",
        "x_donor.bw | \u00eb\u00f2\u0089\u0087 0 | is a bigBed, which has no scores of bases",
        "x_donor.bw | &\u00fc\u008f\u0088 and cut | damaged or cut off",
        "x_donor.bw | chr1 0 1 0.5~ | is no bigWig by its first bytes",
        "x_donor.bg | variableStep chrom=chr1~1 0.5~ | is a wiggle file",
        "x_donor.bg | &\u00fc\u008f\u0088 a bigWig | is a bigWig (scores along a genome), which is no input",
        "donor.npy | \u0093NUMPY | names arrays one by one; name the folder",
        "x.bw | chr1 | does not say whether it holds donor or acceptor scores"
      })
  void refusesWhatHasNoScores(String name, String content, String found) throws IOException {
    write(name, content.replace('~', '\n'));
    String path = folder.resolve(name).toString();
    assertThat(refused(path), allOf(containsString(path), containsString(found)));
  }

  @Test
  void refusesAFolderOfOtherFilesAndTwoForms() throws IOException {
    assertThat(
        refused(folder.resolve("none").toString()),
        is("--scores: " + folder.resolve("none") + ": there is no such file or folder"));
    assertThat(refused(folder.toString()), containsString("has no scores in a form that is read"));
    write("a/scores.vcf.gz", "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\n");
    assertThat(refused(folder.resolve("a").toString()), containsString("no score of a base"));
    write("b/donor_plus.bw", TRACK);
    write("b/G.npy", ARRAY);
    assertThat(refused(folder.resolve("b").toString()), containsString("scores more than once"));
    assertThat(
        refused("donor+:" + folder.resolve("x.bw")),
        containsString(folder.resolve("x.bw") + ": there is no such file"));
    assertThat(refused("/dev/null"), containsString("it is no file but a pipe"));
  }

  /** To look for it there would take as long as to go through the whole disk. */
  @Test
  @Timeout(10)
  void looksForAMissingFileNowhereElse() throws IOException {
    assertThat(
        refused("/there-are-none.npz"),
        is("--scores: /there-are-none.npz: there is no such file or folder"));
    assertThat(
        refused("donor+:/there-are-none.bw"),
        is("--scores: /there-are-none.bw: there is no such file, or it may not be read"));
  }
}
