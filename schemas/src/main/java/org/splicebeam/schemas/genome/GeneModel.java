package org.splicebeam.schemas.genome;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.splicebeam.schemas.ElementCoder;

/**
 * What a row takes from its gene (contract 2.4).
 *
 * @param geneId as written (or without version)
 * @param name gene_name, null where no line has one
 * @param type biotype, null where no line has one
 * @param chrom the chromosome as the annotation writes it
 * @param strand of the gene
 * @param span the gene lines' hull, else that of its transcripts and exons
 * @param numOverlaps other genes of the chromosome, either strand, that share a base
 * @param donorSites distinct donor positions
 * @param acceptorSites distinct acceptor positions
 * @param spliceSites distinct positions of both types together
 * @param transcripts the representative first; the others only where rows are joined by their own
 */
@DefaultCoder(GeneModel.Coder.class)
public record GeneModel(
    String geneId,
    String name,
    String type,
    String chrom,
    Strand strand,
    Span span,
    int numOverlaps,
    int donorSites,
    int acceptorSites,
    int spliceSites,
    List<TranscriptModel> transcripts) {

  /** Characters of a chromosome's name or an id; what is longer is a broken line, not a name. */
  public static final int MAX_NAME_LENGTH = 1_000;

  /** The type of a gene without annotation, or whose annotation says none. */
  public static final String UNKNOWN_TYPE = "unknown";

  public GeneModel {
    transcripts = List.copyOf(transcripts);
  }

  /**
   * The biotype that a row, the manifest and a selection go by.
   *
   * @param gene null where the annotation has none
   */
  public static String typeOrUnknown(GeneModel gene) {
    return gene == null || gene.type == null ? UNKNOWN_TYPE : gene.type;
  }

  /** Empty where the annotation has a gene line only. */
  public Optional<TranscriptModel> representative() {
    return transcripts.isEmpty() ? Optional.empty() : Optional.of(transcripts.get(0));
  }

  /** The same gene with some of its transcripts. */
  public GeneModel withTranscripts(List<TranscriptModel> some) {
    return new GeneModel(
        geneId,
        name,
        type,
        chrom,
        strand,
        span,
        numOverlaps,
        donorSites,
        acceptorSites,
        spliceSites,
        some);
  }

  /** Deterministic coder. */
  public static final class Coder extends ElementCoder<GeneModel> {
    private static final long serialVersionUID = 1L;
    private static final TranscriptModel.Coder TRANSCRIPTS = new TranscriptModel.Coder();

    public static CoderProvider getCoderProvider() {
      return CoderProviders.forCoder(TypeDescriptor.of(GeneModel.class), new Coder());
    }

    @Override
    public void write(GeneModel g, DataOutputStream out) throws IOException {
      writeText(g.geneId, out);
      writeText(g.name, out);
      writeText(g.type, out);
      writeText(g.chrom, out);
      out.writeByte(g.strand.ordinal());
      writeNumber(g.span.start(), out);
      writeNumber(g.span.end(), out);
      writeNumber(g.numOverlaps, out);
      writeNumber(g.donorSites, out);
      writeNumber(g.acceptorSites, out);
      writeNumber(g.spliceSites, out);
      writeNumber(g.transcripts.size(), out);
      for (TranscriptModel transcript : g.transcripts) {
        TRANSCRIPTS.write(transcript, out);
      }
    }

    @Override
    public GeneModel read(DataInputStream in) throws IOException {
      String geneId = readText(in);
      String name = readText(in);
      String type = readText(in);
      String chrom = readText(in);
      Strand strand = Strand.values()[in.readByte()];
      Span span = new Span(readNumber(in), readNumber(in));
      int numOverlaps = readCount(in);
      int donorSites = readCount(in);
      int acceptorSites = readCount(in);
      int spliceSites = readCount(in);
      int size = readCount(in);
      List<TranscriptModel> transcripts = new ArrayList<>(size);
      for (int i = 0; i < size; i++) {
        transcripts.add(TRANSCRIPTS.read(in));
      }
      return new GeneModel(
          geneId,
          name,
          type,
          chrom,
          strand,
          span,
          numOverlaps,
          donorSites,
          acceptorSites,
          spliceSites,
          transcripts);
    }
  }
}
