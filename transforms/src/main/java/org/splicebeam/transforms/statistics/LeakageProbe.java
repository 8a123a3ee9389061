package org.splicebeam.transforms.statistics;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.splicebeam.schemas.columns.Leak;
import org.splicebeam.schemas.rows.PredType;
import org.splicebeam.schemas.rows.SpliceType;
import org.splicebeam.transforms.verdict.Verdict;

/**
 * Looks for features that give the label away: how well each alone answers each {@link Question},
 * over all rows, unweighted. Features that are scores, or come from them or from the sequence, may
 * know the label and are not judged. A lower bound at the limit ends the build.
 *
 * <p>It also finds the scores that separate classes of pred_type exactly, which ends nothing.
 */
public final class LeakageProbe {
  /** A kind of rows with fewer is not judged. */
  private static final long LEAST_ROWS = 50;

  private static final int NAMES = 5;

  private final SummaryLayout layout;
  private final RowSummary summary;
  private final LeakageLimit limit;
  private final List<Judged> judged = new ArrayList<>();

  /** What a feature says of a question; without a separation where it is not judged. */
  private record Answer(Question question, Separation separation, String verdict) {
    boolean leaks() {
      return verdict.equals("leaks");
    }
  }

  /** A feature and its answers, one a question. */
  private record Judged(int column, boolean isJudged, List<Answer> answers) {
    boolean leaks() {
      return answers.stream().anyMatch(Answer::leaks);
    }
  }

  /** Of the rows of a whole data set. */
  public LeakageProbe(SummaryLayout layout, RowSummary summary, LeakageLimit limit) {
    this.layout = layout;
    this.summary = summary;
    this.limit = limit;
    for (int column = 0; column < layout.values(); column++) {
      int place = layout.judged().indexOf(column);
      if (place >= 0) {
        judged.add(judge(column, summary.buckets.get(place)));
      } else if (layout.isFeature(column)) {
        judged.add(new Judged(column, false, unjudged()));
      }
    }
  }

  private Judged judge(int column, BucketCounts counts) {
    boolean isOrdered = !layout.column(column).categorical();
    List<Answer> answers = new ArrayList<>();
    for (Question question : Question.values()) {
      Separation separation = Separation.of(counts, question, isOrdered);
      answers.add(new Answer(question, separation, verdict(column, separation)));
    }
    return new Judged(column, true, answers);
  }

  private String verdict(int column, Separation separation) {
    if (Math.min(separation.positives(), separation.negatives()) < LEAST_ROWS) {
      return "too few to judge";
    }
    if (separation.lower() < limit.limit()) {
      return "passes";
    }
    return limit.allowed().contains(layout.column(column).name()) ? "allowed" : "leaks";
  }

  private static List<Answer> unjudged() {
    List<Answer> answers = new ArrayList<>();
    for (Question question : Question.values()) {
      answers.add(new Answer(question, null, "may know"));
    }
    return answers;
  }

  /**
   * Why the build ends; empty where no feature leaks.
   *
   * @param joinsByRow whether features of transcripts come from the row's own
   */
  public Optional<Verdict> refusal(boolean joinsByRow) {
    List<String> names =
        judged.stream().filter(Judged::leaks).map(some -> nameOf(some.column)).toList();
    Judged worst = null;
    Answer most = null;
    for (Judged some : judged) {
      for (Answer answer : some.answers) {
        if (answer.leaks()
            && (most == null || answer.separation.lower() > most.separation.lower())) {
          worst = some;
          most = answer;
        }
      }
    }
    if (worst == null) {
      return Optional.empty();
    }
    boolean isOfJoin =
        joinsByRow
            && layout.column(worst.column).leaks().stream()
                .anyMatch(leak -> leak.kind() == Leak.Kind.TRANSCRIPT_JOIN);
    return Optional.of(
        Verdict.buildFailed(
            "%s: %s alone tells %s (AUC %s, with 99 %% confidence %s or more; --leakageLimit is %s); %s, or let %s through by %s, with which this command goes on without building a part again"
                .formatted(
                    names.size() == 1
                        ? "1 feature gives the label away"
                        : "%s features give the label away (%s)"
                            .formatted(names.size(), some(names)),
                    nameOf(worst.column),
                    most.question.words(),
                    rounded(most.separation.better()),
                    rounded(most.separation.lower()),
                    limit.limit(),
                    isOfJoin
                        ? "build with --transcriptJoin=representative"
                        : "leave out what brings " + (names.size() == 1 ? "it" : "them"),
                    names.size() == 1 ? "it" : "them",
                    names.size() <= NAMES
                        ? "--allowLeak=" + String.join(",", names)
                        : "--allowLeak and their names, which " + StatisticsJson.NAME + " has")));
  }

  private static String some(List<String> names) {
    String first = String.join(", ", names.subList(0, Math.min(NAMES, names.size())));
    return names.size() <= NAMES ? first : first + " and %s more".formatted(names.size() - NAMES);
  }

  /** Three digits, rounded down: what nearly is 1 is not. */
  private static String rounded(double share) {
    return Double.toString(Math.floor(share * 1000) / 1000);
  }

  private String nameOf(int column) {
    return layout.column(column).name();
  }

  void putTo(ObjectNode root) {
    ObjectNode leakage = root.putObject("leakage");
    leakage.put("limit", limit.limit());
    limit.allowed().forEach(leakage.putArray("allowed")::add);
    leakage.put("leastRows", LEAST_ROWS);
    ArrayNode columns = leakage.putArray("columns");
    for (Judged some : judged) {
      ObjectNode column = columns.addObject();
      column.put("name", nameOf(some.column));
      column.put("group", layout.group(some.column));
      column.put("judged", some.isJudged);
      for (Answer answer : some.answers) {
        put(column.putObject(answer.question.key()), answer);
      }
    }
    ArrayNode separated = leakage.putArray("separated");
    for (int score = 0; score < layout.scores().size(); score++) {
      putSeparated(separated, score);
    }
  }

  private void put(ObjectNode node, Answer answer) {
    Separation separation = answer.separation;
    boolean isJudged =
        separation != null
            && Math.min(separation.positives(), separation.negatives()) >= LEAST_ROWS;
    node.put("auc", isJudged ? (Double) separation.auc() : null);
    node.put("lower", isJudged ? (Double) separation.lower() : null);
    node.put("positives", rows(answer.question.positives()));
    node.put("negatives", rows(answer.question.negatives()));
    node.put("verdict", answer.verdict);
  }

  private long rows(List<Integer> classes) {
    return classes.stream().mapToLong(rowClass -> summary.labels[rowClass]).sum();
  }

  private void putSeparated(ArrayNode separated, int score) {
    for (Optional<SpliceType> type :
        List.of(
            Optional.<SpliceType>empty(),
            Optional.of(SpliceType.DONOR),
            Optional.of(SpliceType.ACCEPTOR))) {
      putSeparated(separated, score, PredType.TP, PredType.FN, type);
    }
    putSeparated(separated, score, PredType.FP, PredType.TN, Optional.empty());
  }

  private void putSeparated(
      ArrayNode separated, int score, PredType some, PredType others, Optional<SpliceType> type) {
    List<Integer> ofSome = classes(some, type);
    List<Integer> ofOthers = classes(others, type);
    if (Math.min(rows(ofSome), rows(ofOthers)) < LEAST_ROWS) {
      return;
    }
    long leastOfSome = least(score, ofSome);
    long mostOfSome = most(score, ofSome);
    long leastOfOthers = least(score, ofOthers);
    long mostOfOthers = most(score, ofOthers);
    boolean isAbove = mostOfOthers < leastOfSome;
    if (leastOfSome > mostOfSome
        || leastOfOthers > mostOfOthers
        || (!isAbove && mostOfSome >= leastOfOthers)) {
      return;
    }
    double below = RowSummary.disordered(isAbove ? mostOfOthers : mostOfSome);
    double above = RowSummary.disordered(isAbove ? leastOfSome : leastOfOthers);
    ObjectNode node = separated.addObject().put("column", nameOf(layout.scores().get(score)));
    node.putArray("classes").add(some.name()).add(others.name());
    node.put("spliceType", type.map(SpliceType::text).orElse("all"));
    node.put(
        "threshold",
        Math.max(below, -Double.MAX_VALUE) / 2 + Math.min(above, Double.MAX_VALUE) / 2);
  }

  private static List<Integer> classes(PredType predType, Optional<SpliceType> type) {
    return RowClass.where(
        rowClass ->
            RowClass.predType(rowClass) == predType
                && type.map(some -> some == RowClass.spliceType(rowClass)).orElse(true));
  }

  private long least(int score, List<Integer> classes) {
    return classes.stream()
        .map(rowClass -> summary.leasts[score * RowClass.COUNT + rowClass])
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  private long most(int score, List<Integer> classes) {
    return classes.stream()
        .map(rowClass -> summary.mosts[score * RowClass.COUNT + rowClass])
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }
}
