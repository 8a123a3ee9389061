package org.splicebeam.transforms.validate;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.splicebeam.schemas.genome.Chromosomes;
import org.splicebeam.schemas.parts.PartName;
import org.splicebeam.schemas.parts.Split;

/**
 * Order, uniqueness and wholeness over the rows of all parts, which are shown to it one after
 * another, split by split (contract 5, 6 and 9): genome order of genes, within a gene by position,
 * strand, transcript (null first), splice type and the chromosome's name as written; one row a key;
 * a gene in one part but where it has more rows than a part takes, and rows at one position in one
 * part in any case.
 *
 * <p>Memory: the keys at one position of a gene.
 */
final class RowOrder {
  private static final String IN_ORDER = "rows are in genome order";
  private static final String UNIQUE = "each key is there once";
  private static final String TOGETHER = "rows of a gene at one position are in one part";

  private final List<String> moreKeyColumns;
  private final long mostRows;
  private final Findings findings;

  private final Set<List<String>> keysHere = new HashSet<>();
  private Row last;

  /** Null before the first part, and where the data set has no splits. */
  private Split split;

  private String part;
  private String partOfLast;
  private String firstPartOfGene;
  private boolean afterGap;
  private long rowsOfGene;

  /** A row's gene; {@code start} is that of the gene. */
  private record RowGene(String geneId, String chrom, boolean annotated, long start) {}

  /** A row's place in the order. */
  private record Row(
      RowGene gene, long position, String strand, String transcriptId, String spliceType) {

    String geneId() {
      return gene.geneId;
    }

    String chrom() {
      return gene.chrom;
    }

    boolean isOfGene(Row other) {
      return geneId().equals(other.geneId())
          && (chrom().equals(other.chrom())
              || Chromosomes.KARYOTYPE.compare(chrom(), other.chrom()) == 0);
    }

    int compareTo(Row other) {
      int byGene = isOfGene(other) ? 0 : Chromosomes.KARYOTYPE.compare(chrom(), other.chrom());
      byGene = byGene != 0 ? byGene : Boolean.compare(!gene.annotated, !other.gene.annotated);
      byGene = byGene != 0 ? byGene : Long.compare(gene.start, other.gene.start);
      byGene = byGene != 0 ? byGene : Chromosomes.BY_CODE_POINT.compare(geneId(), other.geneId());
      if (byGene != 0) {
        return byGene;
      }
      int byPlace = Long.compare(position, other.position);
      byPlace = byPlace != 0 ? byPlace : strand.compareTo(other.strand);
      byPlace = byPlace != 0 ? byPlace : compareNullFirst(transcriptId, other.transcriptId);
      byPlace = byPlace != 0 ? byPlace : spliceType.compareTo(other.spliceType);
      return byPlace != 0 ? byPlace : Chromosomes.BY_CODE_POINT.compare(chrom(), other.chrom());
    }

    private static int compareNullFirst(String a, String b) {
      return a == null || b == null
          ? Boolean.compare(a != null, b != null)
          : Chromosomes.BY_CODE_POINT.compare(a, b);
    }

    @Override
    public String toString() {
      return "%s, %s%s, position %s".formatted(geneId(), chrom(), strand, position);
    }
  }

  /**
   * Before the first row.
   *
   * @param keyColumns columns of the key beside gene_id, chrom, position and strand
   * @param mostRows of a gene that is in one part
   */
  RowOrder(List<String> keyColumns, long mostRows, Findings findings) {
    this.moreKeyColumns = keyColumns;
    this.mostRows = mostRows;
    this.findings = findings;
  }

  /** The order of a part that does not belong where it stands. */
  RowOrder apart() {
    return new RowOrder(moreKeyColumns, mostRows, findings);
  }

  /** The rows that follow are of the next part; each split has an order of its own. */
  void startPart(PartName name) {
    if (name.split() != split) {
      endGene();
      last = null;
      firstPartOfGene = null;
      partOfLast = null;
      keysHere.clear();
    }
    split = name.split();
    part = name.path();
  }

  /** Rows are missing here: whether the genes on both sides are whole cannot be told. */
  void skipRows() {
    firstPartOfGene = null;
    partOfLast = null;
    afterGap = true;
  }

  /** The part's next rows. */
  void check(GroupRows rows, RuleTally tally) {
    String[] genes = rows.texts("gene_id");
    String[] chroms = rows.texts("chrom");
    long[] annotated = rows.numbers("has_gene_info");
    long[] starts = rows.numbers("gene_start");
    long[] positions = rows.numbers("position");
    String[] strands = rows.texts("strand");
    String[] transcripts = rows.texts("transcript_id");
    String[] types = rows.texts("splice_type");
    for (int i = 0; i < rows.size(); i++) {
      Row row =
          new Row(
              new RowGene(genes[i], chroms[i], annotated[i] == 1, starts[i]),
              positions[i],
              strands[i],
              transcripts[i],
              types[i]);
      accept(row, "row " + (rows.first() + i), tally);
    }
  }

  private void accept(Row row, String where, RuleTally tally) {
    boolean sameGene = last != null && row.isOfGene(last);
    boolean samePosition = sameGene && row.position() == last.position();
    if (last != null && row.compareTo(last) < 0) {
      tally.broken(IN_ORDER, where, row + " after " + last);
    }
    if (!samePosition) {
      keysHere.clear();
    }
    if (!keysHere.add(key(row))) {
      tally.broken(UNIQUE, where, row);
    }
    if (!sameGene) {
      endGene();
      firstPartOfGene = afterGap ? null : part;
      afterGap = false;
      rowsOfGene = 0;
    } else if (samePosition && partOfLast != null && !partOfLast.equals(part)) {
      tally.broken(TOGETHER, where, row);
    }
    rowsOfGene++;
    partOfLast = part;
    last = row;
  }

  /** No row follows. */
  void end() {
    endGene();
  }

  private void endGene() {
    if (firstPartOfGene != null
        && partOfLast != null
        && !firstPartOfGene.equals(partOfLast)
        && rowsOfGene <= mostRows) {
      findings.add(
          partOfLast,
          "gene %s began in %s and has %s rows; one of up to %s rows is in one part"
              .formatted(last.geneId(), firstPartOfGene, rowsOfGene, mostRows));
    }
  }

  private List<String> key(Row row) {
    return List.of(
        row.chrom(),
        row.strand(),
        moreKeyColumns.contains("transcript_id") ? String.valueOf(row.transcriptId()) : "",
        moreKeyColumns.contains("splice_type") ? row.spliceType() : "");
  }
}
