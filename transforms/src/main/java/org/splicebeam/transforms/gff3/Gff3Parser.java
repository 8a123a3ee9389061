package org.splicebeam.transforms.gff3;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.splicebeam.schemas.genome.Chromosomes;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.GenePlace;
import org.splicebeam.schemas.genome.IdVersions;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.reject.Excerpt;
import org.splicebeam.schemas.reject.Reject.Reason;
import org.splicebeam.transforms.gtf.AnnotationParser;
import org.splicebeam.transforms.gtf.GtfContent;
import org.splicebeam.transforms.gtf.GtfContent.Several;
import org.splicebeam.transforms.gtf.GtfContent.Skipped;
import org.splicebeam.transforms.gtf.GtfContent.Unusable;
import org.splicebeam.transforms.gtf.GtfLine;
import org.splicebeam.transforms.gtf.GtfLine.Feature;

/**
 * Tells what a line of a GFF3 (Ensembl, GENCODE, RefSeq, MANE, gffread) holds, by the ids that the
 * first pass found. Lines may come in any order. Memory: the table of ids.
 */
public final class Gff3Parser implements AnnotationParser {
  private static final Comparator<Tie> ORDER =
      Comparator.comparing(Tie::geneId, Chromosomes.BY_CODE_POINT)
          .thenComparing(Tie::transcriptId, Chromosomes.BY_CODE_POINT);

  private final IdTable ids;
  private final boolean stripIdVersions;
  private final Gff3Line line = new Gff3Line();

  /** Of the last exon line: lines of a transcript mostly stand together. */
  private List<String> lastParents;

  private List<Tie> lastTies;

  /**
   * @param ids of the file
   * @param stripIdVersions whether ids lose their version
   */
  public Gff3Parser(IdTable ids, boolean stripIdVersions) {
    this.ids = ids;
    this.stripIdVersions = stripIdVersions;
  }

  @Override
  public long endOfFeatures() {
    return ids.endOfFeatures();
  }

  @Override
  public long endOfFields() {
    return ids.endOfFields();
  }

  @Override
  public GtfContent parse(byte[] bytes, int start, int end, boolean whole) {
    GtfContent plain = line.readFields(bytes, start, end, whole);
    if (plain == null) {
      plain = line.readAttributes();
    }
    if (plain != null) {
      return plain;
    }
    if (line.isGene()) {
      return line.geneId() == null
          ? new Unusable(Reason.MISSING_ID, "a gene without gene_id and ID")
          : content(Feature.GENE, List.of(new Tie(bare(line.geneId()), null)));
    }
    return line.type() == Gff3Type.EXON ? exon() : transcriptOrOther();
  }

  private GtfContent exon() {
    List<String> parents = line.parents();
    if (parents != lastParents) {
      lastParents = parents;
      lastTies = bare(ids.exonTies(parents));
    }
    if (!lastTies.isEmpty()) {
      return content(Feature.EXON, lastTies);
    }
    return ids.isBelowProduct(parents) ? Skipped.OTHER_FEATURE : noParent();
  }

  private GtfContent transcriptOrOther() {
    List<String> genes = ids.genesOf(line.parents(), line.namedGene());
    if (genes.isEmpty()) {
      return line.parents().isEmpty() || ids.anyKnown(line.parents())
          ? Skipped.OTHER_FEATURE
          : noParent();
    }
    String named = line.namedTranscript();
    String own = named == null ? Gff3Line.stripped(line.id()) : named;
    if (own == null) {
      return new Unusable(Reason.MISSING_ID, "a transcript without transcript_id and ID");
    }
    List<Tie> ties = new ArrayList<>(1);
    for (String gene : genes) {
      ties.add(new Tie(gene, ids.transcriptId(gene, own, line.id())));
    }
    return content(Feature.TRANSCRIPT, bare(ties));
  }

  private Unusable noParent() {
    return new Unusable(
        Reason.NO_PARENT,
        line.parents().isEmpty()
            ? "an exon without Parent"
            : "no gene or transcript has the ID of its Parent "
                + Excerpt.ofValue(String.join(",", line.parents())));
  }

  private GtfContent content(Feature feature, List<Tie> ties) {
    if (tooLong(line.chrom()) || anyTooLong(ties)) {
      return new Unusable(
          Reason.BAD_VALUE,
          "a chromosome or id of more than " + GeneModel.MAX_NAME_LENGTH + " characters");
    }
    Span span = line.fields().span();
    if (span == null) {
      return new Unusable(Reason.BAD_VALUE, line.fields().coordinates());
    }
    GenePlace place = line.fields().place(line.chrom());
    GtfLine.Told told = line.told(feature == Feature.GENE);
    if (ties.size() == 1) {
      return gtfLine(feature, place, span, ties.get(0), told);
    }
    return new Several(ties.stream().map(tie -> gtfLine(feature, place, span, tie, told)).toList());
  }

  private static GtfLine gtfLine(
      Feature feature, GenePlace place, Span span, Tie tie, GtfLine.Told told) {
    return new GtfLine(feature, place, span, tie.geneId(), tie.transcriptId(), told);
  }

  private static boolean anyTooLong(List<Tie> ties) {
    for (Tie tie : ties) {
      if (tooLong(tie.geneId()) || tooLong(tie.transcriptId())) {
        return true;
      }
    }
    return false;
  }

  private static boolean tooLong(String name) {
    return name != null && name.length() > GeneModel.MAX_NAME_LENGTH;
  }

  /** Without versions where that is wanted; each once, in an order that is always the same. */
  private List<Tie> bare(List<Tie> ties) {
    if (ties.size() == 1) {
      Tie tie = ties.get(0);
      return List.of(new Tie(bare(tie.geneId()), bare(tie.transcriptId())));
    }
    return ties.stream()
        .map(tie -> new Tie(bare(tie.geneId()), bare(tie.transcriptId())))
        .distinct()
        .sorted(ORDER)
        .toList();
  }

  private String bare(String id) {
    return stripIdVersions ? IdVersions.strip(id) : id;
  }
}
