package org.splicebeam.transforms.genes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.splicebeam.schemas.genome.AnnotationLines;
import org.splicebeam.schemas.genome.AnnotationTally;
import org.splicebeam.schemas.genome.GeneLines;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.SpliceSites;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.transforms.gff3.Gff3Format;
import org.splicebeam.transforms.gff3.Gff3Parser;
import org.splicebeam.transforms.gff3.IdBlock;
import org.splicebeam.transforms.gff3.IdCollector;
import org.splicebeam.transforms.gff3.IdTable;
import org.splicebeam.transforms.gtf.AnnotationParser;
import org.splicebeam.transforms.gtf.GtfParser;
import org.splicebeam.transforms.gtf.GtfReader;
import org.splicebeam.transforms.lines.LineFile;
import org.splicebeam.transforms.lines.LineRange;

/**
 * What an annotation holds, read in ranges as a build reads it, without a runner.
 *
 * @param genes by gene_id, with all transcripts, without overlaps
 * @param sites of the introns, by gene_id
 * @param tally of all lines
 * @param rejects with line numbers of the range; one for each other place of a gene
 * @param contentHash of its data lines
 */
public record AnnotationModels(
    Map<String, GeneModel> genes,
    Map<String, SpliceSites> sites,
    AnnotationTally tally,
    List<Reject> rejects,
    long contentHash) {

  /** Reads a file in ranges of so many bytes. */
  public static AnnotationModels of(Path path, boolean stripIdVersions, long rangeLength)
      throws IOException {
    String name = path.toString();
    List<LineRange> ranges = LineRange.cut(List.of(name), rangeLength).get(0);
    Reading reading = new Reading(parser(name, ranges, stripIdVersions));
    for (LineRange range : ranges) {
      reading.read(range);
    }
    return reading.models();
  }

  private static AnnotationParser parser(
      String name, List<LineRange> ranges, boolean stripIdVersions) throws IOException {
    if (!Gff3Format.isOf(name)) {
      return new GtfParser(stripIdVersions);
    }
    List<IdBlock> blocks = new ArrayList<>();
    for (LineRange range : ranges) {
      try (LineFile file = LineFile.open(range)) {
        blocks.add(0, IdCollector.collect(file, range.from()));
      }
    }
    return new Gff3Parser(IdTable.of(blocks), stripIdVersions);
  }

  private static final class Reading implements GtfReader.Sink {
    private final AnnotationParser parser;
    private final Map<String, GeneDraft> drafts = new TreeMap<>();
    private final List<Reject> rejects = new ArrayList<>();
    private AnnotationTally tally;
    private long contentHash;

    Reading(AnnotationParser parser) {
      this.parser = parser;
    }

    void read(LineRange range) throws IOException {
      try (LineFile file = LineFile.open(range)) {
        AnnotationTally some = GtfReader.read(file, parser, this);
        tally = tally == null ? some : tally.plus(some);
        contentHash += file.contentHash();
      }
    }

    @Override
    public void geneLines(String geneId, GeneLines block) {
      drafts.computeIfAbsent(geneId, GeneDraft::new).add(block);
    }

    @Override
    public void reject(Reject reject) {
      rejects.add(reject);
    }

    AnnotationModels models() {
      Map<String, GeneModel> genes = new TreeMap<>();
      Map<String, SpliceSites> sites = new TreeMap<>();
      drafts.forEach(
          (geneId, draft) -> {
            GeneDraft.Settled settled = draft.settled(true);
            genes.put(geneId, settled.model());
            sites.put(geneId, settled.sites());
            draft.otherPlaces().values().forEach(this::moveToUnused);
          });
      return new AnnotationModels(genes, sites, tally, rejects, contentHash);
    }

    private void moveToUnused(AnnotationLines lines) {
      Reject first =
          new Reject(
              Reject.Input.ANNOTATION,
              "",
              lines.byteOffset(),
              lines.line(),
              Reject.Reason.OTHER_PLACE,
              "",
              lines.start());
      rejects.add(first);
      tally = tally.plus(AnnotationTally.usedToUnused(first, lines.count()));
    }
  }
}
