package org.splicebeam.transforms.report;

import java.util.List;
import org.splicebeam.transforms.publish.CsvText;
import org.splicebeam.transforms.publish.SpreadsheetCell;

/** A CSV file of a data set by the names of its columns. Memory: all its cells. */
final class CsvTable {
  private final String name;
  private final List<String> header;
  private final List<List<String>> records;

  private CsvTable(String name, List<String> header, List<List<String>> records) {
    this.name = name;
    this.header = header;
    this.records = records;
  }

  /**
   * Reads a file's text; an empty text is a table without columns.
   *
   * @param name of the file
   * @param needed the columns that it must have, unless it is empty
   */
  static CsvTable of(String name, String text, List<String> needed)
      throws ReportFiles.DamagedException {
    List<List<String>> lines;
    try {
      lines = CsvText.cells(text);
    } catch (CsvText.DamagedException e) {
      throw new ReportFiles.DamagedException(name, e.getMessage());
    }
    if (lines.isEmpty()) {
      return new CsvTable(name, List.of(), List.of());
    }
    for (String column : needed) {
      if (!lines.get(0).contains(column)) {
        throw new ReportFiles.DamagedException(name, "it has no column %s".formatted(column));
      }
    }
    return new CsvTable(name, lines.get(0), lines.subList(1, lines.size()));
  }

  boolean has(String column) {
    return header.contains(column);
  }

  List<List<String>> records() {
    return records;
  }

  /** A cell's text as it was before it was made safe for spreadsheet programs. */
  String text(List<String> row, String column) {
    return SpreadsheetCell.read(row.get(header.indexOf(column)));
  }

  /** A cell's number. */
  long number(List<String> row, String column) throws ReportFiles.DamagedException {
    String cell = row.get(header.indexOf(column));
    try {
      return Long.parseLong(cell);
    } catch (NumberFormatException e) {
      throw new ReportFiles.DamagedException(
          name, "it has no whole number in %s: %s".formatted(column, PageText.of(cell, 40)));
    }
  }

  /** A cell's share, from 0 to 1. */
  double share(List<String> row, String column) throws ReportFiles.DamagedException {
    String cell = row.get(header.indexOf(column));
    try {
      double share = Double.parseDouble(cell);
      if (share >= 0 && share <= 1) {
        return share;
      }
    } catch (NumberFormatException e) {
      // It is told as what is no share.
    }
    throw new ReportFiles.DamagedException(
        name, "it has no number from 0 to 1 in %s: %s".formatted(column, PageText.of(cell, 40)));
  }
}
