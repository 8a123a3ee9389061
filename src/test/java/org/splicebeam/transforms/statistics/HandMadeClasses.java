package org.splicebeam.transforms.statistics;

/** Classes of rows, by hand. */
final class HandMadeClasses {
  private HandMadeClasses() {}

  static RowClasses of(int... classes) {
    RowClasses rows = new RowClasses(classes.length);
    for (int rowClass : classes) {
      rows.add(rowClass);
    }
    return rows;
  }
}
