package org.splicebeam.transforms.tables;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.splicebeam.transforms.lines.LineReader;
import org.splicebeam.transforms.rows.InputColumns;

/**
 * What the columns of one analysis table are (contract 1.1): the table's own order, which may
 * differ from file to file, against the schema's.
 *
 * <p>Column numbers are 0-based; -1 is a column that the file lacks. Immutable. Memory: a few
 * numbers and names a column.
 */
public final class TableHeader {
  /** Far more than any table has, and few enough to be looked through for each known one. */
  static final int MOST_COLUMNS = 1 << 16;

  private static final int NAME_LENGTH_SHOWN = 40;

  private final long hash;
  private final List<String> names;
  private final List<String> unknown;
  private final int[] ofInput;

  private TableHeader(long hash, List<String> names, InputColumns columns) {
    this.hash = hash;
    this.names = List.copyOf(names);
    unknown = names.stream().filter(name -> !columns.isKnown(name)).toList();
    ofInput = columns.all().stream().mapToInt(column -> names.indexOf(column.name())).toArray();
  }

  /**
   * Reads the first line of a table, which leaves the reader before its first row.
   *
   * @throws BadHeaderException if the file is empty or {@link #parse} refuses its first line
   */
  public static TableHeader read(LineReader lines, InputColumns columns)
      throws IOException, BadHeaderException {
    if (!lines.next()) {
      throw new BadHeaderException("no header: the file is empty");
    }
    refuseBinary(lines.bytes(), lines.start(), lines.end());
    if (lines.tooLong()) {
      throw new BadHeaderException("line 1: too long to be the header of a table");
    }
    return parse(lines.bytes(), lines.start(), lines.end(), columns);
  }

  /**
   * The header in a line, without line end and byte order mark.
   *
   * @throws BadHeaderException if the line is not text, has more than {@value #MOST_COLUMNS}
   *     columns, lacks a required one or names one twice
   */
  public static TableHeader parse(byte[] line, int from, int to, InputColumns columns)
      throws BadHeaderException {
    refuseBinary(line, from, to);
    int tabs = 0;
    for (int i = from; i < to; i++) {
      tabs += line[i] == '\t' ? 1 : 0;
    }
    if (tabs >= MOST_COLUMNS) {
      throw new BadHeaderException(
          "line 1: %s columns, a table has at most %s".formatted(tabs + 1, MOST_COLUMNS));
    }
    Cells cells = new Cells(tabs + 1);
    int count = cells.split(line, from, to);
    List<String> names = new ArrayList<>(count);
    for (int cell = 0; cell < count; cell++) {
      names.add(cells.text(cell));
    }
    Set<String> distinct = new HashSet<>(names);
    List<String> missing =
        InputColumns.REQUIRED.stream().filter(name -> !distinct.contains(name)).toList();
    if (!missing.isEmpty()) {
      throw new BadHeaderException(
          "line 1: no %s %s, which every table needs (tab-separated)"
              .formatted(missing.size() == 1 ? "column" : "columns", listed(missing)));
    }
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new BadHeaderException("line 1: column " + shown(name) + " occurs twice");
      }
    }
    return new TableHeader(LineReader.hash(line, from, to), names, columns);
  }

  /** Number of columns, hence of the cells of every row. */
  public int size() {
    return names.size();
  }

  /** Of the line, by which a table is known to have the same columns again. */
  public long hash() {
    return hash;
  }

  /** The columns that the schema does not know, in the file's order. */
  public List<String> unknown() {
    return unknown;
  }

  /** Whether the file has the column. */
  public boolean has(String name) {
    return names.contains(name);
  }

  String name(int column) {
    return names.get(column);
  }

  /** Where the file has this column, or -1. */
  public int indexOf(String name) {
    return names.indexOf(name);
  }

  /** Where the file has the column of this place in {@link InputColumns#all}, or -1. */
  int indexOfInput(int input) {
    return ofInput[input];
  }

  private static void refuseBinary(byte[] line, int from, int to) throws BadHeaderException {
    for (int i = from; i < to; i++) {
      if (line[i] >= 0 && line[i] < ' ' && line[i] != '\t') {
        throw new BadHeaderException("line 1: binary data, not a tab-separated table");
      }
    }
    String text = new String(line, from, to - from, StandardCharsets.UTF_8);
    if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), Arrays.copyOfRange(line, from, to))) {
      throw new BadHeaderException("line 1: not UTF-8 text, hence no tab-separated table");
    }
  }

  private static String listed(List<String> names) {
    return names.stream().map(TableHeader::shown).collect(Collectors.joining(", "));
  }

  private static String shown(String name) {
    String start =
        name.length() > NAME_LENGTH_SHOWN ? name.substring(0, NAME_LENGTH_SHOWN) + "..." : name;
    return '"' + start + '"';
  }
}
