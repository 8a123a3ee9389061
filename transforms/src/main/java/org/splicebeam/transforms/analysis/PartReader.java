package org.splicebeam.transforms.analysis;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.splicebeam.schemas.analysis.AnalysisFile;
import org.splicebeam.schemas.analysis.AnnotatedSites;
import org.splicebeam.schemas.analysis.PartSites;
import org.splicebeam.schemas.analysis.PartSource;
import org.splicebeam.schemas.analysis.PlannedPart;
import org.splicebeam.schemas.analysis.SelectedRange;
import org.splicebeam.schemas.analysis.SiteRange;
import org.splicebeam.schemas.analysis.TranscriptJoin;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.parts.PlannedGene;
import org.splicebeam.schemas.sampling.GeneSelection;
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
record PartReader(TableFormat format, SamplingRule rule, TranscriptJoin join)
    implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Comparator<SelectedRange> BY_PLACE =
      Comparator.comparingLong(selected -> selected.range().from());

  PartSites read(int part, Iterable<PartSource> sources) {
    PlannedPart planned = null;
    List<AnnotatedSites> blocks = new ArrayList<>();
    Map<String, List<SelectedRange>> rangesByPath = new TreeMap<>();
    for (PartSource source : sources) {
      if (source.start() != null) {
        planned = source.start();
      } else if (source.block() != null) {
        blocks.add(source.block());
      } else {
        String path = source.range().range().file().path();
        rangesByPath.computeIfAbsent(path, p -> new ArrayList<>()).add(source.range());
      }
    }
    for (List<SelectedRange> ranges : rangesByPath.values()) {
      ranges.sort(BY_PLACE);
      read(part, ranges, blocks);
    }
    return new PartSites(part, planned, blocks);
  }

  /** Reads the ranges of one table. */
  private void read(int part, List<SelectedRange> ranges, List<AnnotatedSites> blocks) {
    AnalysisFile file = ranges.get(0).range().file();
    SelectedGenes genes = genesOf(ranges);
    try (TableLines lines = TableLines.openRanges(file, format.columns());
        RowSelector selector =
            new RowSelector(
                format,
                lines.header(),
                genes,
                candidate -> candidate == part,
                (to, block) ->
                    blocks.add(AnnotatedSites.join(block, genes.model(block.geneId()), join)))) {
      for (SelectedRange selected : ranges) {
        SiteRange range = selected.range();
        lines.moveTo(range);
        selector.read(lines);
        if (lines.rows() != range.lines() || lines.contentHash() != range.contentHash()) {
          throw lines.changed();
        }
      }
    }
  }

  private SelectedGenes genesOf(List<SelectedRange> ranges) {
    Map<String, GeneModel> models = new HashMap<>();
    Map<String, GeneSelection> selections = new HashMap<>();
    Map<String, List<PlannedGene>> places = new HashMap<>();
    for (SelectedRange selected : ranges) {
      String geneId = selected.range().geneId();
      selections.put(geneId, selected.selection());
      if (selected.gene() != null) {
        models.put(geneId, selected.gene());
      }
      List<PlannedGene> some = places.computeIfAbsent(geneId, id -> new ArrayList<>(1));
      if (!some.contains(selected.place())) {
        some.add(selected.place());
      }
    }
    return new SelectedGenes(rule, models, selections, places);
  }
}
