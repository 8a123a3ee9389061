package org.splicebeam.pipeline.simulate;

import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.rows.SpliceType;

/**
 * Writes a base model's raw scores as four bedGraph tracks, donor and acceptor by strand. Starts
 * are 0-based, ends exclusive. Neighbouring bases of one score share a line; a score of 0 has none.
 * Genes come in genome order, and those of one strand share no base.
 */
final class ScoreTracks implements Closeable {
  private final Writer donorPlus;
  private final Writer donorMinus;
  private final Writer acceptorPlus;
  private final Writer acceptorMinus;

  ScoreTracks(SimulatedFiles files, Path folder) throws IOException {
    donorPlus = track(files, folder, "donor_plus");
    donorMinus = track(files, folder, "donor_minus");
    acceptorPlus = track(files, folder, "acceptor_plus");
    acceptorMinus = track(files, folder, "acceptor_minus");
  }

  void write(MadeUpGene gene, BaseModelScores scores) throws IOException {
    boolean isForward = gene.strand() == Strand.FORWARD;
    write(gene, scores, SpliceType.DONOR, isForward ? donorPlus : donorMinus);
    write(gene, scores, SpliceType.ACCEPTOR, isForward ? acceptorPlus : acceptorMinus);
  }

  private static void write(MadeUpGene gene, BaseModelScores scores, SpliceType type, Writer track)
      throws IOException {
    long first = gene.span().start() - 1;
    int length = gene.length();
    int from = 0;
    int score = 0;
    for (int i = 0; i <= length; i++) {
      // Outside the gene a score is 0, so its last run ends there.
      int next = scores.raw(type, gene.strand() == Strand.FORWARD ? i : length - 1 - i);
      if (next != score) {
        if (score != 0) {
          track.write(
              String.join(
                      "\t",
                      gene.chromosome(),
                      String.valueOf(first + from),
                      String.valueOf(first + i),
                      BaseModelScores.text(score))
                  + "\n");
        }
        from = i;
        score = next;
      }
    }
  }

  @Override
  public void close() throws IOException {
    try (donorPlus;
        donorMinus;
        acceptorPlus;
        acceptorMinus) {}
  }

  private static Writer track(SimulatedFiles files, Path folder, String name) throws IOException {
    return files.text(folder.resolve(name + ".bedGraph"));
  }
}
