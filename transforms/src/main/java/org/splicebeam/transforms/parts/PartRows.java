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
import org.splicebeam.schemas.sampling.GeneTally;
import org.splicebeam.transforms.rows.SelectedGenes;
import org.splicebeam.transforms.tables.OpenTables;
import org.splicebeam.transforms.tables.SiteReader;

/**
 * The rows of one part, gene by gene in genome order: those that came as blocks, and those that are
 * read from where pass 1 saw them. A gene's blocks come in any order, keys not settled.
 *
 * <p>Memory: the part's ranges, the blocks that came, the rows of the gene at hand (about 0.8 kB
 * each) and {@link OpenTables}. Errors: a table whose lines are not those of pass 1 is a {@link
 * org.splicebeam.transforms.verdict.VerdictException} that names it.
 */
public final class PartRows implements Iterator<List<AnnotatedBlock>>, Closeable {
  private static final Comparator<PlannedGene> GENOME_ORDER =
      Comparator.comparing(PlannedGene::tally, GeneTally.GENOME_ORDER);

  private final PlannedPart planned;
  private final SelectedGenes genes;
  private final OpenTables tables;
  private final Iterator<GeneSources> sources;

  /** Of one gene on one chromosome; ranges by their table's path. */
  private record GeneSources(Map<String, List<RowRange>> ranges, List<AnnotatedBlock> blocks) {}

  public PartRows(SiteReader reader, int part, Iterable<PartInput> sources) {
    PlannedPart start = null;
    List<SelectedGene> selected = new ArrayList<>();
    List<RowRange> ranges = new ArrayList<>();
    List<AnnotatedBlock> blocks = new ArrayList<>();
    for (PartInput source : sources) {
      if (source.start() != null) {
        start = source.start();
      } else if (source.gene() != null) {
        selected.add(source.gene());
      } else if (source.range() != null) {
        ranges.add(source.range());
      } else {
        blocks.add(source.block());
      }
    }
    planned = start;
    genes = SelectedGenes.of(reader.rule(), selected);
    tables = new OpenTables(reader, part, genes);
    this.sources = byGene(ranges, blocks);
  }

  private Iterator<GeneSources> byGene(List<RowRange> ranges, List<AnnotatedBlock> blocks) {
    Map<PlannedGene, GeneSources> byPlace = new TreeMap<>(GENOME_ORDER);
    for (RowRange range : ranges) {
      sourcesOf(range.geneId(), range.chrom(), byPlace)
          .ranges
          .computeIfAbsent(range.file().path(), path -> new ArrayList<>())
          .add(range);
    }
    for (AnnotatedBlock block : blocks) {
      sourcesOf(block.rows().geneId(), block.rows().chrom(), byPlace).blocks.add(block);
    }
    return byPlace.values().iterator();
  }

  private GeneSources sourcesOf(
      String geneId, String chrom, Map<PlannedGene, GeneSources> byPlace) {
    return byPlace.computeIfAbsent(
        genes.place(geneId, chrom), place -> new GeneSources(new TreeMap<>(), new ArrayList<>()));
  }

  /** What the part is to become. */
  public PlannedPart planned() {
    return planned;
  }

  @Override
  public boolean hasNext() {
    return sources.hasNext();
  }

  /**
   * The rows of the next gene on its chromosome, which may be none.
   *
   * @throws NoSuchElementException where there is no further gene
   */
  @Override
  public List<AnnotatedBlock> next() {
    GeneSources gene = sources.next();
    // A fresh list: if an old object referred to these rows, they would survive young collections.
    List<AnnotatedBlock> blocks = new ArrayList<>(gene.blocks);
    for (List<RowRange> ranges : gene.ranges.values()) {
      ranges.sort(Comparator.comparingLong(RowRange::from));
      tables.read(ranges, blocks);
    }
    return blocks;
  }

  /** Closes the tables. */
  @Override
  public void close() {
    tables.close();
  }
}
