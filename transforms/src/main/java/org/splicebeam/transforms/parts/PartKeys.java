package org.splicebeam.transforms.parts;

import java.io.Serializable;

/**
 * The keys by which a runner shares parts out among its workers: a part with a salt. Parts are few
 * and each takes long, so where a runner goes by the hash of a key, some workers would get half as
 * many again as others; salts chosen for their hash give all of them the same.
 */
@FunctionalInterface
public interface PartKeys extends Serializable {
  /** Without salt, for runners that give a part to whoever is free. */
  PartKeys PLAIN = part -> salted(part, 0);

  /** The key of a part, the same each time; {@link #partOf} undoes it. */
  long keyOf(int part);

  /** A part, 0 or more, with a salt, 0 or more. */
  static long salted(int part, int salt) {
    return (long) salt << Integer.SIZE | part;
  }

  /** The part of a key. */
  static int partOf(long key) {
    return (int) key;
  }
}
