package org.splicebeam.transforms.analysis;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.splicebeam.schemas.analysis.AnalysisFile;
import org.splicebeam.schemas.analysis.AnnotatedSites;
import org.splicebeam.schemas.analysis.PartSites;
import org.splicebeam.schemas.analysis.PartSource;
import org.splicebeam.schemas.analysis.PlannedPart;
import org.splicebeam.schemas.analysis.SelectedGene;
import org.splicebeam.schemas.analysis.SiteRange;
import org.splicebeam.schemas.analysis.TranscriptJoin;
import org.splicebeam.transforms.sampling.SamplingRule;

/**
 * Gathers the rows of one part: those that come as blocks, and those that are read from where pass
 * 1 saw them, file by file and from front to back.
 *
 * <p>Memory: the part's rows (about 0.8 kB each) and its ranges. Errors: a table whose lines are
 * not those of pass 1 is a {@link org.splicebeam.transforms.verdict.VerdictException} that names
 * it.
 *
 * @param format how tables are read
 * @param rule which rows stay
 * @param join which transcript a row's features come from
 */
record PartGatherer(TableFormat format, SamplingRule rule, TranscriptJoin join)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  PartSites gather(int part, Iterable<PartSource> sources) {
    PlannedPart planned = null;
    List<AnnotatedSites> blocks = new ArrayList<>();
    List<SelectedGene> genes = new ArrayList<>();
    Map<String, List<SiteRange>> rangesByPath = new TreeMap<>();
    for (PartSource source : sources) {
      if (source.start() != null) {
        planned = source.start();
      } else if (source.gene() != null) {
        genes.add(source.gene());
      } else if (source.range() != null) {
        String path = source.range().file().path();
        rangesByPath.computeIfAbsent(path, p -> new ArrayList<>()).add(source.range());
      } else {
        blocks.add(source.block());
      }
    }
    SelectedGenes selected = SelectedGenes.of(rule, genes);
    for (List<SiteRange> ranges : rangesByPath.values()) {
      ranges.sort(Comparator.comparingLong(SiteRange::from));
      read(part, ranges, selected, blocks);
    }
    return new PartSites(part, planned, blocks);
  }

  /** Reads the ranges of one table. */
  private void read(
      int part, List<SiteRange> ranges, SelectedGenes genes, List<AnnotatedSites> blocks) {
    AnalysisFile file = ranges.get(0).file();
    try (TableLines lines = TableLines.openRanges(file, format.columns());
        RowSelector selector =
            new RowSelector(
                format,
                lines.header(),
                genes,
                candidate -> candidate == part,
                (to, block) ->
                    blocks.add(AnnotatedSites.join(block, genes.model(block.geneId()), join)))) {
      for (SiteRange range : ranges) {
        lines.moveTo(range);
        selector.read(lines);
        lines.requireSame(range.headerHash(), range.lines(), range.contentHash());
      }
    }
  }
}
