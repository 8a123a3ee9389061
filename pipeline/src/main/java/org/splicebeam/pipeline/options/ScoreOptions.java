package org.splicebeam.pipeline.options;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.splicebeam.schemas.genome.ChromosomeAliases;
import org.splicebeam.schemas.inputs.TableFile;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.scores.ScoreInput;
import org.splicebeam.transforms.scoring.ScoreFiles;
import org.splicebeam.transforms.scoring.ScoreRules;
import org.splicebeam.transforms.tracks.TrackNames;
import org.splicebeam.transforms.verdict.VerdictException;
import picocli.CommandLine.Option;

/** The options of rows that come from a base model's scores. */
public final class ScoreOptions {
  private static final String SCORES = "--scores";
  private static final String FASTA = "--fasta";
  private static final String AUTO = "auto";

  @Option(
      names = SCORES,
      paramLabel = "PATH",
      description = {
        "Scores of a base model, in place of analysis tables: a folder or glob of bigWig or bedGraph",
        "tracks (donor and acceptor, plus and minus), donor+:FILE,donor-:FILE,acceptor+:FILE,acceptor-:FILE,",
        "an .npz or a folder of .npy with one array a gene, or the folder of openspliceai predict."
      })
  private String scores;

  @Option(
      names = FASTA,
      paramLabel = "FILE",
      description = {
        "The genome, plain or bgzip; its .fai and .gzi are used where they are there.",
        "With --input, the tables' sequences are held against it."
      })
  private String fasta;

  // The options below are null where they are not given: beside --input each is refused.

  @Option(
      names = "--callThreshold",
      paramLabel = "SCORE",
      description = "With --scores: the smallest score that calls a site, above 0 (0.5).")
  private String callThreshold;

  @Option(
      names = "--siteTolerance",
      paramLabel = "BASES",
      description = "With --scores: bases from a site to a call of it, at most, 0 to 10 (2).")
  private String siteTolerance;

  @Option(
      names = "--sequenceFlank",
      paramLabel = "BASES",
      description =
          "With --scores: bases of a row's sequence before its position, and from it on, 1 to 32767 (250).")
  private String sequenceFlank;

  @Option(
      names = "--donorOffset",
      paramLabel = "BASES",
      description = {
        "With --scores: bases by which donor scores are moved towards the 3' end, -5 to 5, so that",
        "they stand at the first base of the intron, or auto to measure it (auto)."
      })
  private String donorOffset;

  @Option(
      names = "--acceptorOffset",
      paramLabel = "BASES",
      description = "The same of acceptor scores and the last base of the intron (auto).")
  private String acceptorOffset;

  @Option(
      names = "--offsetCheck",
      paramLabel = "WHETHER",
      description = {
        "With --scores: hold offsets and genome against the annotation's splice sites: on, or off,",
        "which needs both offsets (on)."
      })
  private String offsetCheck;

  private enum Check {
    ON,
    OFF
  }

  /** Null before it is asked for. */
  private ScoreInput input;

  /** Whether rows come from scores. */
  boolean given() {
    return scores != null;
  }

  /** What has to be named beside the scores. */
  List<OptionText.Needed> needed() {
    return List.of(
        new OptionText.Needed(SCORES, scores, "the base model's scores"),
        new OptionText.Needed(FASTA, fasta, "the genome"));
  }

  /** Refuses what is an option of scores alone. */
  void refuseWithoutScores() {
    refuse("--callThreshold", callThreshold);
    refuse("--siteTolerance", siteTolerance);
    refuse("--sequenceFlank", sequenceFlank);
    refuse("--donorOffset", donorOffset);
    refuse("--acceptorOffset", acceptorOffset);
    refuse("--offsetCheck", offsetCheck);
  }

  private static void refuse(String name, String value) {
    OptionText.refuse(name, value, SCORES, "--input");
  }

  /**
   * What is read; looks at the names of the files and at their first bytes.
   *
   * @param folder of the data set
   */
  ScoreFiles files(ChromosomeAliases aliases, OutputFolder folder) {
    return new ScoreFiles(input(aliases), fasta(), aliases, folder);
  }

  private ScoreInput input(ChromosomeAliases aliases) {
    if (input == null) {
      try {
        input = ScoreInput.of(named(path -> PathOption.of(SCORES, path)), aliases);
      } catch (VerdictException e) {
        throw new BadOptionException(e.verdict().sentence());
      } catch (IOException e) {
        throw BadOptionException.unreadable(SCORES, scores, e);
      }
    }
    return input;
  }

  /** What names the scores, with each path as a file system takes it. */
  private String named(UnaryOperator<String> path) {
    return TrackNames.isTold(scores) ? TrackNames.withPaths(scores, path) : path.apply(scores);
  }

  /** The path of the genome; null where none is given. */
  public String fasta() {
    return PathOption.file(FASTA, fasta);
  }

  /** The checked rules. */
  ScoreRules rules() {
    Integer donor = offset("--donorOffset", donorOffset);
    Integer acceptor = offset("--acceptorOffset", acceptorOffset);
    boolean check =
        OptionText.choice("--offsetCheck", OptionText.given(offsetCheck, "on"), Check.class)
            == Check.ON;
    if (!check && (donor == null || acceptor == null)) {
      throw new BadOptionException(
          "--offsetCheck=off needs --donorOffset and --acceptorOffset: without the check none is chosen");
    }
    double threshold =
        OptionText.decimal(
            "--callThreshold", OptionText.given(callThreshold, "0.5"), Double.MAX_VALUE);
    if (threshold == 0) {
      throw new BadOptionException(
          "--callThreshold is '%s'; it is a number above 0".formatted(callThreshold));
    }
    return new ScoreRules(
        threshold,
        (int) OptionText.integer("--siteTolerance", OptionText.given(siteTolerance, "2"), 0, 10),
        (int)
            OptionText.integer(
                "--sequenceFlank",
                OptionText.given(sequenceFlank, "250"),
                1,
                ScoreRules.MOST_FLANK),
        donor,
        acceptor,
        check);
  }

  private static Integer offset(String name, String text) {
    if (text == null || text.equals(AUTO)) {
      return null;
    }
    try {
      return (int) OptionText.integer(name, text, -ScoreRules.MOST_OFFSET, ScoreRules.MOST_OFFSET);
    } catch (BadOptionException e) {
      throw new BadOptionException(e.getMessage() + ", or auto");
    }
  }

  /** What workers read; a path is null where the option is not given. */
  List<PathOption> paths(ChromosomeAliases aliases) {
    List<PathOption> paths = new ArrayList<>();
    if (given()) {
      for (TableFile file : input(aliases).files()) {
        paths.add(new PathOption(SCORES, file.path()));
      }
    }
    paths.add(new PathOption(FASTA, fasta()));
    return paths;
  }

  /**
   * The size of the scores and the genome. It is asked for before there are file systems of other
   * machines, so that none is looked at.
   */
  TextSize text(ChromosomeAliases aliases) {
    if (named(PathOption::withoutFile).contains("://")) {
      return TextSize.UNKNOWN;
    }
    TextSize sum = TextSize.ofFile(PathOption.withoutFile(fasta));
    for (TableFile file : input(aliases).files()) {
      sum = sum.plus(TextSize.ofPacked(file));
    }
    return sum;
  }
}
