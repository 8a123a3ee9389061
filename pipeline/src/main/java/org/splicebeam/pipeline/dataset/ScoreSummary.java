package org.splicebeam.pipeline.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.splicebeam.pipeline.options.BadOptionException;

/**
 * What a terminal shows of a finished data set whose rows come from scores: offsets, genes without
 * rows, and what was done with its files.
 */
final class ScoreSummary {
  private static final long MEGABYTE = 1_000_000;

  private final JsonNode dataset;
  private final JsonNode run;
  private final List<String> lines = new ArrayList<>();

  /**
   * @param dataset dataset.json
   * @param run run.json
   */
  ScoreSummary(JsonNode dataset, JsonNode run) {
    this.dataset = dataset;
    this.run = run;
  }

  List<String> lines() {
    addOffsets();
    addGenesWithoutRows();
    addGenesOfOneType();
    addTracksOfBothStrands();
    addFiles();
    return lines;
  }

  private void addOffsets() {
    JsonNode offsets = dataset.path("offsets");
    lines.add(
        String.format(
            Locale.ROOT,
            "  offsets: donor scores moved by %+d towards the 3' end, acceptor scores by %+d; of %s splice sites %s have GT, GC or AG in the FASTA",
            offsets.path("donorOffset").asInt(),
            offsets.path("acceptorOffset").asInt(),
            offsets.path("checkedSites"),
            offsets.path("canonicalSites")));
  }

  private void addGenesWithoutRows() {
    JsonNode genes = dataset.path("annotationGenes");
    long without = 0;
    List<String> reasons = new ArrayList<>();
    for (Map.Entry<String, JsonNode> some : genes.path("withoutRows").properties()) {
      without += some.getValue().asLong();
      if (some.getValue().asLong() > 0) {
        reasons.add(some.getValue() + " " + some.getKey());
      }
    }
    if (without > 0) {
      lines.add(
          "  %s of %s genes %s no rows (%s); see rejected/genes.tsv"
              .formatted(
                  without,
                  without + genes.path("withRows").asLong() + genes.path("unselected").asLong(),
                  without == 1 ? "gives" : "give",
                  String.join(", ", reasons)));
    }
  }

  private void addGenesOfOneType() {
    long genes = dataset.path("annotationGenes").path("ofOneType").asLong();
    if (genes > 0) {
      lines.add(
          "  %s %s scores of one type alone; those of the other are 0 there"
              .formatted(genes, genes == 1 ? "gene has" : "genes have"));
    }
  }

  private void addTracksOfBothStrands() {
    List<String> tracks =
        DatasetSummary.texts(dataset.path("inputs").path("scores").path("ofBothStrands"));
    if (!tracks.isEmpty()) {
      lines.add(
          "  used for both strands, because the name tells none: "
              + BadOptionException.some(tracks));
    }
  }

  private void addFiles() {
    long unpacked = run.path("unpackedBytes").asLong();
    if (unpacked > 0) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  unpacked into the work folder and removed: %.1f MB; a FASTA as bgzip, and tracks as bigWig, spare that",
              (double) unpacked / MEGABYTE));
    }
    if (run.path("fastaIndexComputed").asBoolean()) {
      lines.add("  the FASTA has no index: it was made for this build; samtools faidx keeps one");
    }
  }
}
