package org.splicebeam.transforms.genes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.schemas.genome.AnnotationTally;
import org.splicebeam.schemas.genome.SpliceSites;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.transforms.lines.LineFile;
import org.splicebeam.transforms.lines.LineMutator;
import org.splicebeam.transforms.lines.MutatedFile;

/**
 * Broken tables of splice sites: each line is a site, a blank or a reject, or the header is bad.
 */
class SpliceSitesMutationTest {
  private static final int LINES_A_FILE = 25_000;
  private static final int HEADERS = 5_000;
  private static final byte[] HEADER =
      utf8("chrom\tstart\tend\tposition\tstrand\tsite_type\tgene_id\ttranscript_id");
  private static final List<byte[]> WHOLE =
      Stream.of(
              "chr22\t100\t101\t101\t+\tdonor\tG1.2\tT1",
              "22\t200\t201\t201\t-\tacceptor\t\"G2\"\t",
              "X\tNA\tNA\t12.0\t+\t\"donor\"\tG1.2\tT2")
          .map(SpliceSitesMutationTest::utf8)
          .toList();

  @TempDir private Path folder;

  private final Map<Reject.Reason, Integer> reasons = new EnumMap<>(Reject.Reason.class);
  private long rejected;
  private long blockSites;

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void take(String geneId, SpliceSiteSet set) {
    assertThat(geneId.isEmpty() || geneId.equals("NA"), is(false));
    assertThat(geneId.length(), lessThanOrEqualTo(1_000));
    SpliceSites sites = set.sites();
    blockSites += sites.donors().length + sites.acceptors().length;
    assertThat(set.size(), lessThanOrEqualTo(SpliceSitesReader.MAX_SITES));
  }

  private void take(Reject reject) {
    rejected++;
    reasons.merge(reject.reason(), 1, Integer::sum);
    assertThat(reject.start().length(), lessThanOrEqualTo(Reject.START_LENGTH));
    assertThat(reject.detail().length(), lessThanOrEqualTo(200));
    try {
      assertThat(CoderUtils.clone(new Reject.Coder(), reject), is(reject));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void everyLineIsASiteABlankOrAReject() throws IOException {
    assertEveryLineIsAccountedFor(50_000);
  }

  @Test
  @Tag("stress")
  void soIsEveryOneOfManyMore() throws IOException {
    assertEveryLineIsAccountedFor(300_000);
  }

  private void assertEveryLineIsAccountedFor(int numLines) throws IOException {
    long used = 0;
    for (int seed = 0; seed < numLines / LINES_A_FILE; seed++) {
      MutatedFile file =
          MutatedFile.write(
              folder.resolve("sites.tsv"), HEADER, WHOLE, LINES_A_FILE, new LineMutator(seed));
      long rejectedBefore = rejected;
      try (LineFile open = LineFile.open(file.path().toString())) {
        AnnotationTally tally = SpliceSitesReader.read(open, seed % 2 == 0, this::take, this::take);
        assertThat(tally.lines(), is(file.lines()));
        assertThat(tally.rejected(), is(rejected - rejectedBefore));
        assertThat(tally.used() + tally.rejected() + tally.blank(), is(tally.lines()));
        used += tally.used();
      }
    }
    assertThat(used, greaterThan(numLines / 10L));
    assertThat(blockSites, lessThanOrEqualTo(used));
    for (Reject.Reason reason :
        List.of(
            Reject.Reason.COLUMN_COUNT,
            Reject.Reason.MISSING_ID,
            Reject.Reason.BAD_VALUE,
            Reject.Reason.LINE_TOO_LONG)) {
      assertThat(reason.name(), reasons.getOrDefault(reason, 0), greaterThan(3));
    }
  }

  @Test
  void everyHeaderIsReadOrRefusedInWords() throws IOException {
    LineMutator mutator = new LineMutator(7);
    TreeSet<Boolean> outcomes = new TreeSet<>();
    for (int i = 0; i < HEADERS / 10; i++) {
      MutatedFile file =
          MutatedFile.write(folder.resolve("h.tsv"), new byte[0], List.of(HEADER), 10, mutator);
      try (LineFile open = LineFile.open(file.path().toString())) {
        AnnotationTally tally =
            SpliceSitesReader.read(open, false, (gene, sites) -> {}, reject -> {});
        outcomes.add(tally.lines() == file.lines());
      } catch (SpliceSitesHeaderException e) {
        outcomes.add(e.getMessage().isEmpty());
      }
    }
    assertThat(outcomes, is(new TreeSet<>(List.of(false, true))));
  }
}
