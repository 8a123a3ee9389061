package org.splicebeam.transforms.features;

import java.util.List;
import org.splicebeam.schemas.columns.ColumnSettings;

/**
 * A group of columns that belong together, each with its value: what one source of knowledge tells
 * of a row, such as the gene, the window, or a conservation track.
 *
 * <p>An enricher of another jar is found by {@link java.util.ServiceLoader}: its class has a public
 * constructor without parameters and is named in {@code
 * META-INF/services/org.splicebeam.transforms.features.Enricher}. The jar must be on the class path
 * of the launcher and of every worker, because each of them makes the list of columns by itself.
 *
 * <p>An enricher gives the same features whenever it is asked with the same settings. Each worker
 * thread has features of its own, so they need neither be serializable nor safe for threads. What
 * they keep counts for each worker thread: the memory budget knows nothing of it.
 */
public interface Enricher {
  /** Names the enricher in messages, and decides on its place among those of other jars. */
  String name();

  /**
   * The features in the order of their columns.
   *
   * @param settings the options that decide on the columns of this data set
   */
  List<Feature> features(ColumnSettings settings);
}
