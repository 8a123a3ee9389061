package org.splicebeam.transforms.lines;

import static org.splicebeam.transforms.lines.ForeignFormat.BED;
import static org.splicebeam.transforms.lines.ForeignFormat.BED_GRAPH;
import static org.splicebeam.transforms.lines.ForeignFormat.BLANKS;
import static org.splicebeam.transforms.lines.ForeignFormat.CARRIAGE_RETURNS;
import static org.splicebeam.transforms.lines.ForeignFormat.COMMAS;
import static org.splicebeam.transforms.lines.ForeignFormat.FASTA;
import static org.splicebeam.transforms.lines.ForeignFormat.GENE_PRED;
import static org.splicebeam.transforms.lines.ForeignFormat.GEN_BANK;
import static org.splicebeam.transforms.lines.ForeignFormat.GFF3;
import static org.splicebeam.transforms.lines.ForeignFormat.GIT_LFS;
import static org.splicebeam.transforms.lines.ForeignFormat.GTF;
import static org.splicebeam.transforms.lines.ForeignFormat.HTML;
import static org.splicebeam.transforms.lines.ForeignFormat.JSON;
import static org.splicebeam.transforms.lines.ForeignFormat.SAM;
import static org.splicebeam.transforms.lines.ForeignFormat.TABLE;
import static org.splicebeam.transforms.lines.ForeignFormat.VCF;
import static org.splicebeam.transforms.lines.ForeignFormat.WIGGLE;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The formats of text, by the first lines. */
final class ForeignText {
  private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";
  private static final Pattern INTEGER = Pattern.compile("[0-9]{1,18}");
  private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9.]+([eE][-+]?[0-9]+)?");
  private static final Pattern STARTS_OF_EXONS = Pattern.compile("([0-9]+,)+");
  private static final Pattern SAM_HEADER = Pattern.compile("@(HD|SQ|RG|PG)\t[A-Z][A-Z]:.*");
  private static final Pattern STEPS = Pattern.compile("(fixedStep|variableStep)\\s+chrom=.*");
  private static final Pattern MARKUP =
      Pattern.compile("\\s*+<(!doctype|html|\\?xml|error)", Pattern.CASE_INSENSITIVE);
  private static final Pattern JSON_START =
      Pattern.compile("\\s*+(\\{\\s*+[\"}]|\\[\\s*+[\\[{\"])");
  private static final Pattern TRACK = Pattern.compile("(track|browser)\\s.*");
  private static final Pattern GFF3_ATTRIBUTES = Pattern.compile("[^\\s=;\"]+=.*");
  private static final Pattern GTF_ATTRIBUTES = Pattern.compile(".*(gene|transcript)_id\\s.*");
  private static final int GTF_FIELDS = 9;
  private static final int BED_FIELDS = 12;

  private ForeignText() {}

  /** The format of text that begins so; bytes as Latin-1. */
  static Optional<ForeignFormat> formatOf(String head) {
    String text = head.startsWith(BYTE_ORDER_MARK) ? head.substring(3) : head;
    if (MARKUP.matcher(text).lookingAt()) {
      return Optional.of(HTML);
    }
    if (JSON_START.matcher(text).lookingAt()) {
      return Optional.of(JSON);
    }
    if (text.startsWith("version https://git-lfs.github.com/spec/")) {
      return Optional.of(GIT_LFS);
    }
    if (text.startsWith("LOCUS       ")) {
      return Optional.of(GEN_BANK);
    }
    int carriageReturn = text.indexOf('\r');
    if (text.indexOf('\n') < 0 && carriageReturn >= 0 && carriageReturn < text.length() - 1) {
      return Optional.of(CARRIAGE_RETURNS);
    }
    return formatOf(lines(text));
  }

  private static List<String> lines(String text) {
    List<String> lines = text.lines().filter(Predicate.not(String::isBlank)).toList();
    boolean lastIsCut = text.length() >= ForeignFormat.HEAD_BYTES - BYTE_ORDER_MARK.length();
    return lastIsCut && lines.size() > 1 ? lines.subList(0, lines.size() - 1) : lines;
  }

  private static Optional<ForeignFormat> formatOf(List<String> lines) {
    if (lines.stream().anyMatch(line -> line.startsWith("##gff-version 3"))) {
      return Optional.of(GFF3);
    }
    if (lines.stream()
        .anyMatch(l -> l.startsWith("##fileformat=VCF") || l.startsWith("#CHROM\tPOS\tID\t"))) {
      return Optional.of(VCF);
    }
    List<String> content = lines.stream().filter(line -> !line.startsWith("#")).toList();
    // One good line is enough: what stands before it may be anything.
    Optional<ForeignFormat> annotation =
        content.stream()
            .map(line -> line.split("\t", -1))
            .map(ForeignText::ofFeature)
            .flatMap(Optional::stream)
            .findFirst();
    if (annotation.isPresent()) {
      return annotation;
    }
    for (int i = 0; i < content.size(); i++) {
      String line = content.get(i);
      if (!TRACK.matcher(line).matches()) {
        String next = i + 1 < content.size() ? content.get(i + 1) : line;
        return Optional.ofNullable(ofFirst(line, next));
      }
      if (line.contains("type=bedGraph")) {
        return Optional.of(BED_GRAPH);
      }
      if (line.contains("type=wiggle_0")) {
        return Optional.of(WIGGLE);
      }
    }
    return Optional.empty();
  }

  private static Optional<ForeignFormat> ofFeature(String[] fields) {
    if (fields.length != GTF_FIELDS || !isFeature(fields)) {
      return Optional.empty();
    }
    String attributes = fields[GTF_FIELDS - 1];
    return GFF3_ATTRIBUTES.matcher(attributes).matches()
        ? Optional.of(GFF3)
        : Optional.of(GTF).filter(gtf -> GTF_ATTRIBUTES.matcher(attributes).matches());
  }

  /** By the first two lines that are no comments; null where it may be anything. */
  private static ForeignFormat ofFirst(String line, String next) {
    if (line.startsWith(">")) {
      return FASTA;
    }
    if (SAM_HEADER.matcher(line).matches()) {
      return SAM;
    }
    if (STEPS.matcher(line).matches()) {
      return WIGGLE;
    }
    boolean tabs = line.indexOf('\t') >= 0;
    String[] fields = tabs ? line.split("\t", -1) : line.strip().split(" +");
    if (isGenePred(fields)) {
      return GENE_PRED;
    }
    if (isBed(fields)) {
      return fields.length == 4 && NUMBER.matcher(fields[3]).matches() ? BED_GRAPH : BED;
    }
    boolean namesGenes = namesGenes(fields);
    if (tabs) {
      return namesGenes ? TABLE : null;
    }
    if (namesGenes && fields.length > 1 || isFeature(fields)) {
      return BLANKS;
    }
    return isDivided(line, next, ",") || isDivided(line, next, ";") ? COMMAS : null;
  }

  /** Whether two lines, the header and the first row perhaps, have as many cells, and no prose. */
  private static boolean isDivided(String line, String next, String separator) {
    int cells = line.split(separator, -1).length;
    return cells > 2
        && next.split(separator, -1).length == cells
        && !line.contains(separator + " ");
  }

  /** Whether fields begin as those of GTF and GFF3 do. */
  private static boolean isFeature(String[] fields) {
    return fields.length >= GTF_FIELDS
        && areIntegers(fields[3], fields[4])
        && List.of("+", "-", ".", "?").contains(fields[6]);
  }

  private static boolean isBed(String[] fields) {
    return fields.length >= 3
        && fields.length <= BED_FIELDS
        && areIntegers(fields[1], fields[2])
        && Long.parseLong(fields[1]) <= Long.parseLong(fields[2])
        // A list of splice sites without its header is none.
        && Arrays.stream(fields).noneMatch(f -> f.equals("donor") || f.equals("acceptor"));
  }

  /** name, chrom, strand, four coordinates, a count, starts and ends; a bin may stand before. */
  private static boolean isGenePred(String[] fields) {
    for (int name = 0; name <= 1 && name + 10 <= fields.length; name++) {
      if (List.of("+", "-").contains(fields[name + 2])
          && areIntegers(fields[name + 3], fields[name + 4])
          && STARTS_OF_EXONS.matcher(fields[name + 8]).matches()
          && STARTS_OF_EXONS.matcher(fields[name + 9]).matches()) {
        return true;
      }
    }
    return false;
  }

  private static boolean namesGenes(String[] fields) {
    return Arrays.stream(fields).anyMatch(f -> f.equals("gene_id") || f.equals("\"gene_id\""));
  }

  private static boolean areIntegers(String some, String other) {
    return INTEGER.matcher(some).matches() && INTEGER.matcher(other).matches();
  }
}
