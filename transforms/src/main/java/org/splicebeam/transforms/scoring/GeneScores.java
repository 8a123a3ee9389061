package org.splicebeam.transforms.scoring;

import java.io.Closeable;
import java.io.IOException;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.paralogs.GeneSketch;
import org.splicebeam.schemas.rows.SpliceType;
import org.splicebeam.schemas.scores.RowlessGene.Reason;
import org.splicebeam.schemas.scores.ScoreFault;
import org.splicebeam.schemas.scores.SitedGene;
import org.splicebeam.transforms.fasta.Genome;
import org.splicebeam.transforms.labels.Bases;
import org.splicebeam.transforms.labels.PositionScores;
import org.splicebeam.transforms.paralogs.Exon;
import org.splicebeam.transforms.paralogs.SketchBuilder;
import org.splicebeam.transforms.publish.OutputException;
import org.splicebeam.transforms.scores.ModelScores;
import org.splicebeam.transforms.scores.Probability;
import org.splicebeam.transforms.verdict.Verdict;
import org.splicebeam.transforms.verdict.VerdictException;

/**
 * The scores of one gene after another, as a row has them (contract 8.2). Not thread-safe.
 *
 * <p>Memory: 8 bytes for each base of the longest gene.
 */
final class GeneScores implements Closeable {
  /** No gene is longer. What is longer is read only where the genome holds it. */
  private static final int LONGEST_UNSEEN = 1 << 25;

  private final ModelScores model;
  private final Genome genome;
  private final ScoreHash hash = new ScoreHash();

  private float[] donor = new float[1 << 16];
  private float[] acceptor = new float[1 << 16];

  // Of the gene that was read last.
  private boolean scored;
  private Reason reason;
  private ScoreFault fault;
  private boolean oneType;
  private long contentHash;

  private GeneScores(ModelScores model, Genome genome) {
    this.model = model;
    this.genome = genome;
  }

  /**
   * Opens what the first steps prepared.
   *
   * @throws VerdictException where scores or genome cannot be read; its sentence begins with the
   *     option
   * @throws IOException where the work folder cannot be read, which is no verdict on them
   */
  static GeneScores open(ScoreFiles files) throws IOException {
    ModelScores model;
    try {
      model = files.scores().open(files.folder());
    } catch (IOException e) {
      throw unreadable("--scores", e);
    }
    try {
      return new GeneScores(model, Genome.open(files.fasta(), files.folder(), files.aliases()));
    } catch (IOException e) {
      model.close();
      throw unreadable("--fasta", e);
    }
  }

  /** A verdict on an input, unless it is the output folder that cannot be read. */
  static VerdictException unreadable(String option, IOException e) throws IOException {
    if (e instanceof OutputException) {
      throw e;
    }
    return new VerdictException(Verdict.badInput(option + " " + e.getMessage()));
  }

  /**
   * Reads a gene's scores, missing ones as 0.
   *
   * @return whether it has rows and its scores will do; else {@link #reason} or {@link #fault}
   *     tells why not
   */
  boolean read(SitedGene gene) {
    scored = false;
    reason = null;
    fault = null;
    contentHash = 0;
    Reason place;
    try {
      place = place(gene);
    } catch (IOException e) {
      fault = faultOf(gene, "--fasta", e.getMessage());
      return false;
    }
    if (place != null && gene.span().length() > LONGEST_UNSEEN) {
      reason = place;
      return false;
    }
    try {
      reason = readModel(gene);
      return reason == null && accept(gene, place);
    } catch (IOException e) {
      fault = faultOf(gene, "--scores", e.getMessage());
      return false;
    }
  }

  /** What keeps a gene out of the genome; null where it lies inside. */
  private Reason place(SitedGene gene) throws IOException {
    long contig = genome.length(gene.chrom());
    if (contig < 0) {
      return Reason.NO_CONTIG;
    }
    boolean inside = 1 <= gene.span().start() && gene.span().end() <= contig;
    return inside ? null : Reason.OUTSIDE_CONTIG;
  }

  /**
   * Fills in what is missing of a gene that has scores, and looks for what is none.
   *
   * @param place null where it lies in the genome
   * @return whether it has rows and its scores will do
   */
  private boolean accept(SitedGene gene, Reason place) throws IOException {
    int length = gene.length();
    oneType = !PositionScores.haveAny(donor, length) || !PositionScores.haveAny(acceptor, length);
    PositionScores.fillMissing(donor, length);
    PositionScores.fillMissing(acceptor, length);
    contentHash = hash.of(gene.geneId(), donor, acceptor, length);
    require(gene, SpliceType.DONOR, donor);
    require(gene, SpliceType.ACCEPTOR, acceptor);
    scored = fault == null;
    reason = scored ? place : null;
    return scored && place == null;
  }

  private Reason readModel(SitedGene gene) throws IOException {
    int length = gene.length();
    if (donor.length < length) {
      int room = Math.max(length, donor.length + donor.length / 2);
      donor = new float[room];
      acceptor = new float[room];
    }
    return switch (model.read(
        gene.geneId(), gene.chrom(), gene.strand(), gene.span(), donor, acceptor)) {
      case SCORES -> null;
      case NO_SCORES -> Reason.NO_SCORES;
      case LENGTH_MISMATCH -> Reason.LENGTH_MISMATCH;
    };
  }

  private void require(SitedGene gene, SpliceType type, float[] scores) throws IOException {
    int bad = Probability.clip(scores, 0, gene.length());
    if (bad >= 0 && fault == null) {
      fault =
          faultOf(
              gene,
              "--scores",
              "%s has the %s score %s, which is no probability; scores are from 0 to 1, so give those that the model says, neither log odds nor logits"
                  .formatted(
                      model.placeOf(
                          gene.geneId(), gene.chrom(), gene.strand(), gene.span(), type, bad),
                      type.text(),
                      scores[bad]));
    }
  }

  private static ScoreFault faultOf(SitedGene gene, String option, String sentence) {
    return new ScoreFault(
        gene.geneId(), gene.chrom(), gene.span().start(), option + ": " + sentence);
  }

  /** Moves the scores of the gene that was read last by their offsets. */
  void shift(int length, int donorOffset, int acceptorOffset) {
    PositionScores.shift(donor, length, donorOffset);
    PositionScores.shift(acceptor, length, acceptorOffset);
  }

  /** Donor scores from the gene's 5' end; the array is longer, and used again. */
  float[] donor() {
    return donor;
  }

  /** Acceptor scores likewise. */
  float[] acceptor() {
    return acceptor;
  }

  /** Whether the gene that was read last has scores that will do, also one without rows. */
  boolean isScored() {
    return scored;
  }

  /** Why the gene that was read last gives no rows; null where it does. */
  Reason reason() {
    return reason;
  }

  /** Why its scores will not do; null where they do. */
  ScoreFault fault() {
    return fault;
  }

  /** Whether one of its types has no value at all. */
  boolean isOfOneType() {
    return oneType;
  }

  /** A 64-bit hash of its scores; 0 of an unscored gene. */
  long contentHash() {
    return contentHash;
  }

  /** The bases of a gene that lies in the genome, from its 5' end. */
  byte[] bases(SitedGene gene) throws IOException {
    return genome.read(gene.chrom(), gene.span(), gene.strand());
  }

  /**
   * The words of a gene's exons, as far as the sequences of the rows at its sites reach.
   *
   * @param labels of the gene, which lies in the genome
   * @param flank bases of a row's sequence on either side
   */
  GeneSketch sketch(GeneLabels labels, int flank) throws IOException {
    SitedGene gene = labels.gene();
    SketchBuilder words = new SketchBuilder(gene.geneId());
    for (int position : labels.trueSites()) {
      SpliceType type = labels.spliceType(position);
      Exon exon = Exon.at(gene.span(), gene.strand(), gene.own(), type, position);
      int start = Bases.windowStart(position, flank);
      int length = Bases.windowEnd(position, flank, gene.length()) - start;
      int first = exon.firstIn(start, length);
      int end = exon.endIn(start, length);
      if (first < end) {
        Span some = gene.span().part(start + first, start + end, gene.strand());
        words.add(genome.read(gene.chrom(), some, gene.strand()), 0, end - first);
      }
    }
    return words.build();
  }

  @Override
  public void close() throws IOException {
    try {
      model.close();
    } finally {
      genome.close();
    }
  }
}
