package org.splicebeam.pipeline.dataset;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreSummaryTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static List<String> lines(String genes, String scores, String run) throws IOException {
    String dataset =
        """
        {"offsets": {"donorOffset": 1, "acceptorOffset": -1, "checkedSites": 2000, "canonicalSites": 1990},
         "annotationGenes": %s, "inputs": {"scores": %s}}
        """
            .formatted(genes, scores);
    return new ScoreSummary(JSON.readTree(dataset), JSON.readTree(run)).lines();
  }

  private static final String OFFSETS =
      "  offsets: donor scores moved by +1 towards the 3' end, acceptor scores by -1; of 2000 splice sites 1990 have GT,"
          + " GC or AG in the FASTA";

  @Test
  void whereAllWentWellTheOffsetsAreTold() throws IOException {
    assertThat(
        lines(
            """
            {"withRows": 9, "unselected": 3, "ofOneType": 0,
             "withoutRows": {"NO_SITES": 0, "NO_SCORES": 0}}
            """,
            "{\"ofBothStrands\": []}",
            "{\"unpackedBytes\": 0, \"fastaIndexComputed\": false}"),
        contains(OFFSETS));
  }

  @Test
  void genesWithoutRowsAndWhatWasDoneWithFilesAreTold() throws IOException {
    assertThat(
        lines(
            """
            {"withRows": 9, "unselected": 3, "ofOneType": 2,
             "withoutRows": {"NO_SITES": 5, "NO_SCORES": 0, "NO_CONTIG": 1}}
            """,
            "{\"ofBothStrands\": [\"donor.bw\", \"acceptor.bw\"]}",
            "{\"unpackedBytes\": 1250000, \"fastaIndexComputed\": true}"),
        contains(
            OFFSETS,
            "  6 of 18 genes give no rows (5 NO_SITES, 1 NO_CONTIG); see rejected/genes.tsv",
            "  2 genes have scores of one type alone; those of the other are 0 there",
            "  used for both strands, because the name tells none: donor.bw, acceptor.bw",
            "  unpacked into the work folder and removed: 1.3 MB; a FASTA as bgzip, and tracks as"
                + " bigWig, spare that",
            "  the FASTA has no index: it was made for this build; samtools faidx keeps one"));
  }

  @Test
  void oneGeneIsToldInTheSingular() throws IOException {
    assertThat(
        lines(
            "{\"withRows\": 9, \"ofOneType\": 1, \"withoutRows\": {\"NO_SITES\": 1}}", "{}", "{}"),
        contains(
            OFFSETS,
            "  1 of 10 genes gives no rows (1 NO_SITES); see rejected/genes.tsv",
            "  1 gene has scores of one type alone; those of the other are 0 there"));
  }
}
