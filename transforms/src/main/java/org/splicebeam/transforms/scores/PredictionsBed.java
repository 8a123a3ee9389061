package org.splicebeam.transforms.scores;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.splicebeam.schemas.genome.ChromosomeAliases;
import org.splicebeam.schemas.genome.ChromosomeNames;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.reject.Excerpt;
import org.splicebeam.transforms.lines.LineReader;
import org.splicebeam.transforms.lines.PackedFile;

/**
 * Scores of one type of site as {@code openspliceai predict} writes them, in any order of lines.
 *
 * <p>All lines are read and checked once, and an index is kept; a gene then reads those blocks of
 * lines that may have bases in it. Errors: an {@link IOException} with a sentence that names the
 * file and the line. Memory: about 100 bytes for each {@value #BLOCK_BYTES} bytes of the file, or
 * each change of the chromosome, {@value #MOST_BLOCKS} times at most. Not thread-safe.
 */
final class PredictionsBed {
  private static final int BLOCK_BYTES = 1 << 14;
  private static final int MOST_BLOCKS = 1 << 20;
  private static final int MOST_LINE_LENGTH = 1 << 10;

  private final String path;
  private final PredictionLine line;
  private final Map<String, List<Block>> byName = new LinkedHashMap<>();

  /** Set when the lines are read. */
  private ChromosomeNames names;

  private int numBlocks;

  /** Lines of one chromosome that stand together. */
  private static final class Block {
    private final long from;
    private long to;
    private long firstBase = Long.MAX_VALUE;
    private long lastBase = Long.MIN_VALUE;
    private boolean forward;
    private boolean reverse;

    Block(long from) {
      this.from = from;
    }

    void add(PredictionLine line, long nextOffset) {
      to = nextOffset;
      forward |= line.strand() == Strand.FORWARD;
      reverse |= line.strand() == Strand.REVERSE;
      if (line.hasBase()) {
        firstBase = Math.min(firstBase, line.base());
        lastBase = Math.max(lastBase, line.base());
      }
    }

    boolean has(Strand strand) {
      return strand == Strand.FORWARD ? forward : reverse;
    }

    boolean meets(Span span) {
      return firstBase <= span.end() && span.start() <= lastBase;
    }
  }

  private PredictionsBed(String path, boolean donors) {
    this.path = path;
    line = new PredictionLine(donors);
  }

  /** Reads a file's lines, of donors or of acceptors. */
  static PredictionsBed open(String path, boolean donors, ChromosomeAliases aliases)
      throws IOException {
    PredictionsBed bed = new PredictionsBed(path, donors);
    try (InputStream in = PackedFile.openAt(path, 0)) {
      bed.index(new LineReader(in, MOST_LINE_LENGTH));
      bed.names = new ChromosomeNames(path, bed.byName.keySet(), aliases);
    } catch (FileNotFoundException | NoSuchFileException e) {
      throw new IOException(
          path
              + ": there is no such file, or it may not be read; openspliceai predict writes"
              + " donor_predictions.bed and acceptor_predictions.bed into one folder",
          e);
    }
    return bed;
  }

  private void index(LineReader lines) throws IOException {
    Block block = null;
    byte[] chrom = {};
    while (lines.next()) {
      try {
        if (line.parse(lines)) {
          boolean same = block != null && line.isOn(chrom);
          if (!same || lines.byteOffset() - block.from >= BLOCK_BYTES) {
            chrom = same ? chrom : line.chrom().getBytes(StandardCharsets.UTF_8);
            block = newBlock(line.chrom(), lines.byteOffset());
          }
          block.add(line, lines.nextOffset());
        }
      } catch (IOException e) {
        throw new IOException(
            "%s, line %s: %s".formatted(path, lines.lineNumber(), e.getMessage()), e);
      }
    }
  }

  private Block newBlock(String chrom, long from) throws IOException {
    if (chrom.endsWith(":+") || chrom.endsWith(":-")) {
      throw new IOException(
          ("%s is a sequence with a strand, as a run without an annotation writes it:"
                  + " run openspliceai predict with the GFF")
              .formatted(Excerpt.ofValue(chrom)));
    }
    if (++numBlocks > MOST_BLOCKS) {
      throw new IOException("the chromosome changes too often: sort it with sort -k1,1 -k2,2n");
    }
    Block block = new Block(from);
    byName.computeIfAbsent(chrom, none -> new ArrayList<>()).add(block);
    return block;
  }

  /** The first three names of chromosomes; fewer where the file has fewer. */
  List<String> firstNames() {
    return byName.keySet().stream().limit(3).toList();
  }

  /**
   * Where a base's score stands, for people.
   *
   * @param chrom one that has a line
   * @param base 1-based
   */
  String placeOf(String chrom, long base) throws IOException {
    return "%s: %s, base %s".formatted(path, Excerpt.ofValue(names.of(chrom)), base);
  }

  /**
   * Reads the scores of a span's bases; of several for one base the largest.
   *
   * @param span genomic, 1-based
   * @param scores takes them in the strand's direction from 0 on, NaN where there is none
   * @return whether the chromosome has a line on the strand
   */
  boolean read(String chrom, Span span, Strand strand, float[] scores) throws IOException {
    Arrays.fill(scores, 0, (int) span.length(), Float.NaN);
    List<Block> blocks = byName.getOrDefault(names.of(chrom), List.of());
    boolean isThere = false;
    for (int i = 0; i < blocks.size(); i++) {
      Block first = blocks.get(i);
      isThere |= first.has(strand);
      if (first.has(strand) && first.meets(span)) {
        long to = first.to;
        // Blocks behind one another are read at once.
        while (i + 1 < blocks.size()
            && blocks.get(i + 1).from == to
            && blocks.get(i + 1).meets(span)) {
          to = blocks.get(++i).to;
        }
        read(first.from, to, span, strand, scores);
      }
    }
    return isThere;
  }

  private void read(long from, long to, Span span, Strand strand, float[] scores)
      throws IOException {
    try (InputStream in = PackedFile.openAt(path, from)) {
      LineReader lines = LineReader.within(from, to, in, MOST_LINE_LENGTH);
      while (lines.next()) {
        if (line.parse(lines) && line.hasBase() && line.strand() == strand) {
          long base = line.base();
          if (span.start() <= base && base <= span.end()) {
            long at = strand == Strand.FORWARD ? base - span.start() : span.end() - base;
            // What is NaN is below any score.
            float old = scores[(int) at];
            scores[(int) at] = old >= line.score() ? old : line.score();
          }
        }
      }
    } catch (IOException e) {
      throw new IOException("%s, bytes %s to %s: %s".formatted(path, from, to, e.getMessage()), e);
    }
  }
}
