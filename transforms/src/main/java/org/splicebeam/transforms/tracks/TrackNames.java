package org.splicebeam.transforms.tracks;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.rows.SpliceType;
import org.splicebeam.transforms.lines.LineFile;
import org.splicebeam.transforms.verdict.Verdict;
import org.splicebeam.transforms.verdict.VerdictException;

/**
 * Which of the tracks of {@code --scores} holds what (contract 8.1): donor or acceptor scores, of
 * genes on one strand or on both.
 *
 * <p>Errors: a {@link VerdictException} that names the option and the files.
 */
public final class TrackNames implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final Pattern TRACK =
      Pattern.compile("\\.(bw|bigwig|bedgraph|bg)(\\.gz|\\.bgz)?$", Pattern.CASE_INSENSITIVE);
  private static final Pattern BIG_WIG =
      Pattern.compile("\\.(bw|bigwig)$", Pattern.CASE_INSENSITIVE);
  private static final Pattern PACKED_BIG_WIG =
      Pattern.compile("\\.(bw|bigwig)\\.b?gz$", Pattern.CASE_INSENSITIVE);

  private static final Pattern FORWARD = strand("plus", "forward|fwd|pos");
  private static final Pattern REVERSE = strand("minus", "reverse|rev|neg");

  /** The start of one of the files that are told one by one; a file's name may have commas. */
  private static final Pattern TOLD = Pattern.compile("(?:^|,)(donor|acceptor)([+-]):");

  private static final int MOST_NAMED = 5;

  private static Pattern strand(String anywhere, String words) {
    return Pattern.compile(anywhere + "|(?<![a-z])(?:" + words + ")(?![a-z])");
  }

  private final Map<SpliceType, Map<Strand, String>> files = new EnumMap<>(SpliceType.class);
  private final List<String> ofBothStrands = new ArrayList<>();

  private TrackNames() {
    files.put(SpliceType.DONOR, new EnumMap<>(Strand.class));
    files.put(SpliceType.ACCEPTOR, new EnumMap<>(Strand.class));
  }

  /** Whether a file is a track, by the end of its name. */
  public static boolean isTrack(String path) {
    return TRACK.matcher(path).find();
  }

  /** Whether a track is a bigWig, by the end of its name; else it is a bedGraph. */
  public static boolean isBigWig(String path) {
    return BIG_WIG.matcher(path).find();
  }

  /** Whether the files are told one by one, as {@code donor+:FILE,donor-:FILE,...}. */
  public static boolean isTold(String scores) {
    return TOLD.matcher(scores).lookingAt();
  }

  /**
   * The same files with other paths.
   *
   * @param told {@link #isTold}
   * @param path gives what stands for a path
   */
  public static String withPaths(String told, UnaryOperator<String> path) {
    StringBuilder text = new StringBuilder();
    Matcher start = TOLD.matcher(told);
    int from = 0;
    while (start.find()) {
      if (from > 0) {
        text.append(path.apply(told.substring(from, start.start())));
      }
      text.append(start.group());
      from = start.end();
    }
    return text.append(path.apply(told.substring(from))).toString();
  }

  /**
   * The tracks that {@code --scores} tells one by one.
   *
   * @param scores {@link #isTold}
   */
  public static TrackNames told(String scores) {
    TrackNames names = new TrackNames();
    Matcher told = TOLD.matcher(scores);
    boolean more = told.find();
    while (more) {
      SpliceType type = type(told.group(1));
      Strand strand = Strand.ofGtf(told.group(2));
      int from = told.end();
      more = told.find();
      String file = scores.substring(from, more ? told.start() : scores.length());
      if (file.isBlank()) {
        throw bad("%s%s: has no file behind it".formatted(type.text(), strand.symbol()));
      }
      if (!isTrack(file)) {
        throw bad(
            file
                + " is no track by the end of its name; tracks are .bw, .bigWig, .bedGraph and .bg,"
                + " the latter two also as .gz");
      }
      names.put(type, strand, file);
    }
    return names;
  }

  /**
   * Tells the tracks by their names.
   *
   * @param paths of a folder or a glob; files that are no tracks are passed over
   * @param place the folder or glob, for people
   */
  public static TrackNames of(List<String> paths, String place) {
    TrackNames names = new TrackNames();
    List<String> tracks = paths.stream().filter(TrackNames::isTrack).sorted().toList();
    if (tracks.isEmpty()) {
      throw bad(
          place
              + " has no track (.bw, .bigWig, .bedGraph or .bg, the latter two also as .gz); give a"
              + " folder with donor and acceptor tracks of both strands");
    }
    List<String> untold = new ArrayList<>();
    for (String path : tracks) {
      String name = LineFile.nameOf(path).toLowerCase(Locale.ROOT);
      boolean donor = name.contains("donor");
      boolean forward = FORWARD.matcher(name).find();
      boolean reverse = REVERSE.matcher(name).find();
      if (donor == name.contains("acceptor") || forward && reverse) {
        untold.add(path);
        continue;
      }
      SpliceType type = donor ? SpliceType.DONOR : SpliceType.ACCEPTOR;
      if (!reverse) {
        names.put(type, Strand.FORWARD, path);
      }
      if (!forward) {
        names.put(type, Strand.REVERSE, path);
      }
      if (forward == reverse) {
        names.ofBothStrands.add(path);
      }
    }
    if (!untold.isEmpty()) {
      throw bad(untold(untold));
    }
    return names;
  }

  private static String untold(List<String> paths) {
    String named = String.join(", ", paths.subList(0, Math.min(paths.size(), MOST_NAMED)));
    String more =
        paths.size() > MOST_NAMED ? " and %s more".formatted(paths.size() - MOST_NAMED) : "";
    return named
        + more
        + ": the name does not say whether it holds donor or acceptor scores, or names both"
        + " strands; rename it, or tell each file:"
        + " --scores=donor+:FILE,donor-:FILE,acceptor+:FILE,acceptor-:FILE";
  }

  /** The file with the scores of a type on a strand; null where there is none. */
  public String file(SpliceType type, Strand strand) {
    return files.get(type).get(strand);
  }

  /** Tracks whose names tell no strand, which serve both; to be told at the end of a build. */
  public List<String> ofBothStrands() {
    return List.copyOf(ofBothStrands);
  }

  /** All tracks, each once, in order of type and strand. */
  public List<String> all() {
    return files.values().stream().flatMap(some -> some.values().stream()).distinct().toList();
  }

  /** Checks that both types have a track for a strand on which genes lie. */
  public void require(Strand strand) {
    files.forEach(
        (type, byStrand) -> {
          if (!byStrand.containsKey(strand)) {
            throw bad(
                "there is no track of %s scores on the %s strand, where selected genes lie; add it, or select genes of the other strand"
                    .formatted(type.text(), strand.symbol()));
          }
        });
  }

  private void put(SpliceType type, Strand strand, String file) {
    if (PACKED_BIG_WIG.matcher(file).find()) {
      throw bad(file + " is a packed bigWig, which cannot be read by places; unpack it first");
    }
    if (file.endsWith(".bgz")) {
      throw bad(file + " is packed by its name; name it .gz, as gzip and bgzip do");
    }
    String other = files.get(type).putIfAbsent(strand, file);
    if (other != null) {
      throw bad(
          "%s and %s are both the %s scores of the %s strand; leave one out, or tell each file"
              .formatted(other, file, type.text(), strand.symbol()));
    }
  }

  private static SpliceType type(String text) {
    return text.equals(SpliceType.DONOR.text()) ? SpliceType.DONOR : SpliceType.ACCEPTOR;
  }

  private static VerdictException bad(String sentence) {
    return new VerdictException(Verdict.badInput("--scores: " + sentence));
  }
}
