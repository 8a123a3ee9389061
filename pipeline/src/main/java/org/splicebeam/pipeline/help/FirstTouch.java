package org.splicebeam.pipeline.help;

import org.splicebeam.transforms.publish.ShellWord;

/**
 * What splicebeam says to whoever calls it without a word: the three things that people do, each by
 * commands that can be copied in this order, and where to read on. It fits a terminal of 80 columns
 * and 24 lines where the launcher's own name is not long.
 */
public final class FirstTouch {
  private static final String TEXT =
      """
      splicebeam builds the training set of a splice-site meta-model: Parquet files,
      one row a position, with its label, a base model's scores, and features.

      1. Make up a genome, and build a data set from a base model's scores of it:
           COMMAND simulate --genes=48 --output=genome
           COMMAND build --scores=genome/scores --fasta=genome/genome.fa \\
             --gtf=genome/annotation.gtf --splits=gene --output=dataset

      2. Build one from tables of predictions that another program has labelled:
           COMMAND build --input=genome/analysis --gtf=genome/annotation.gtf \\
             --spliceSites=genome/splice_sites.tsv --output=dataset_of_tables

      3. Check a data set; then open dataset/report.html to see what is in it:
           COMMAND validate dataset

      Your own files take the place of those of genome.

      All options of a build:   COMMAND help build
      All commands:             COMMAND --help
      How to train:             docs/training.md
      """;

  private FirstTouch() {}

  /**
   * The text.
   *
   * @param command what splicebeam is called by
   */
  public static String text(String command) {
    return TEXT.replace("COMMAND", ShellWord.of(command));
  }
}
