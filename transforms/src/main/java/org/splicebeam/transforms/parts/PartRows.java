package org.splicebeam.transforms.parts;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.splicebeam.schemas.parts.PartInput;
import org.splicebeam.schemas.parts.PlannedGene;
import org.splicebeam.schemas.parts.PlannedPart;
import org.splicebeam.schemas.parts.SelectedGene;
import org.splicebeam.schemas.rows.AnnotatedBlock;
import org.splicebeam.schemas.rows.RowRange;
import org.splicebeam.schemas.rows.TranscriptJoin;
import org.splicebeam.schemas.sampling.GeneTally;
import org.splicebeam.transforms.rows.RowSource;
import org.splicebeam.transforms.rows.SelectedGenes;
import org.splicebeam.transforms.sampling.SamplingRule;

/**
 * The rows of one part, gene by gene in genome order: those that came as blocks, and those that are
 * read from where pass 1 saw them. A gene's blocks come in any order, keys not settled.
 *
 * <p>Memory: the part's ranges, the blocks that came, the rows of the gene at hand (about 0.8 kB
 * each) and what the source keeps open. Errors: those of the source's {@link
 * RowSource.RangeReader}.
 */
public final class PartRows implements Iterator<List<AnnotatedBlock>>, Closeable {
  private static final Comparator<PlannedGene> GENOME_ORDER =
      Comparator.comparing(PlannedGene::tally, GeneTally.GENOME_ORDER);

  private final TranscriptJoin join;
  private final PlannedPart planned;
  private final SelectedGenes genes;
  private final RowSource.RangeReader reader;
  private final Iterator<GeneInputs> inputs;

  /** Of one gene on one chromosome. */
  private record GeneInputs(List<RowRange> ranges, List<AnnotatedBlock> blocks) {}

  /**
   * Opens a part; the source opens nothing before the first gene is asked for.
   *
   * @param part its number
   * @param inputs all that it is made of, in any order; gone through once
   * @param rule by which rows stay
   * @param join which transcript a row's features come from
   */
  public PartRows(
      RowSource source,
      int part,
      Iterable<PartInput> inputs,
      SamplingRule rule,
      TranscriptJoin join) {
    this.join = join;
    PlannedPart start = null;
    List<SelectedGene> selected = new ArrayList<>();
    List<RowRange> ranges = new ArrayList<>();
    List<AnnotatedBlock> blocks = new ArrayList<>();
    for (PartInput input : inputs) {
      if (input instanceof PartInput.Start given) {
        start = given.part();
      } else if (input instanceof PartInput.Gene given) {
        selected.add(given.gene());
      } else if (input instanceof PartInput.Range given) {
        ranges.add(given.range());
      } else if (input instanceof PartInput.Block given) {
        blocks.add(given.block());
      }
    }
    planned = start;
    genes = SelectedGenes.of(rule, selected);
    reader = source.open(part, genes);
    this.inputs = byGene(ranges, blocks);
  }

  private Iterator<GeneInputs> byGene(List<RowRange> ranges, List<AnnotatedBlock> blocks) {
    Map<PlannedGene, GeneInputs> byPlace = new TreeMap<>(GENOME_ORDER);
    for (RowRange range : ranges) {
      inputsOf(range.geneId(), range.chrom(), byPlace).ranges.add(range);
    }
    for (AnnotatedBlock block : blocks) {
      inputsOf(block.rows().geneId(), block.rows().chrom(), byPlace).blocks.add(block);
    }
    return byPlace.values().iterator();
  }

  private GeneInputs inputsOf(String geneId, String chrom, Map<PlannedGene, GeneInputs> byPlace) {
    return byPlace.computeIfAbsent(
        genes.place(geneId, chrom), place -> new GeneInputs(new ArrayList<>(), new ArrayList<>()));
  }

  /** What the part is to become. */
  public PlannedPart planned() {
    return planned;
  }

  @Override
  public boolean hasNext() {
    return inputs.hasNext();
  }

  /**
   * The rows of the next gene on its chromosome, which may be none.
   *
   * @throws NoSuchElementException where there is no further gene
   */
  @Override
  public List<AnnotatedBlock> next() {
    GeneInputs gene = inputs.next();
    // A fresh list: if an old object referred to these rows, they would survive young collections.
    List<AnnotatedBlock> blocks = new ArrayList<>(gene.blocks);
    if (!gene.ranges.isEmpty()) {
      reader.read(
          gene.ranges,
          block -> blocks.add(AnnotatedBlock.join(block, genes.model(block.geneId()), join)));
    }
    return blocks;
  }

  /** {@link RowSource.RangeReader#sequenceHash} of the rows so far. */
  public long sequenceHash() {
    return reader.sequenceHash();
  }

  @Override
  public void close() {
    reader.close();
  }
}
