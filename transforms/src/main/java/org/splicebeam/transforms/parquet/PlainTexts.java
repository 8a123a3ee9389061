package org.splicebeam.transforms.parquet;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.parquet.format.Statistics;

/** Texts in UTF-8, each after its length. */
final class PlainTexts implements PlainValues {
  /** Longer limits are left out: they cost more than they can save. */
  private static final int LONGEST_LIMIT = 64;

  private final List<String> texts;
  private final byte[][] utf8;

  PlainTexts(List<String> texts) {
    this.texts = texts;
    this.utf8 = new byte[texts.size()][];
    for (int i = 0; i < utf8.length; i++) {
      utf8[i] = texts.get(i).getBytes(StandardCharsets.UTF_8);
    }
  }

  @Override
  public int size() {
    return utf8.length;
  }

  @Override
  public int bytes(int index) {
    return Integer.BYTES + utf8[index].length;
  }

  @Override
  public void write(int from, int to, PageBuffer page) {
    for (int i = from; i < to; i++) {
      page.writeInt(utf8[i].length);
      page.write(utf8[i], 0, utf8[i].length);
    }
  }

  /** Given up once more than half of the texts are distinct, or they fill a page. */
  @Override
  public Optional<Dictionary> dictionary() {
    Map<String, Integer> placeOf = new HashMap<>();
    List<String> distinct = new ArrayList<>();
    int[] places = new int[utf8.length];
    int bytes = 0;
    for (int i = 0; i < utf8.length; i++) {
      Integer place = placeOf.putIfAbsent(texts.get(i), distinct.size());
      if (place == null) {
        place = distinct.size();
        distinct.add(texts.get(i));
        bytes += bytes(i);
        if (distinct.size() > utf8.length / 2 || bytes > Dictionary.MAX_BYTES) {
          return Optional.empty();
        }
      }
      places[i] = place;
    }
    return Dictionary.ifSmaller(new PlainTexts(distinct), places, this);
  }

  /** By unsigned bytes, which is the order of code points. */
  @Override
  public void limits(Statistics statistics) {
    if (utf8.length == 0) {
      return;
    }
    byte[] min = utf8[0];
    byte[] max = utf8[0];
    for (byte[] text : utf8) {
      min = Arrays.compareUnsigned(text, min) < 0 ? text : min;
      max = Arrays.compareUnsigned(text, max) > 0 ? text : max;
    }
    if (min.length <= LONGEST_LIMIT && max.length <= LONGEST_LIMIT) {
      statistics.setMin_value(min);
      statistics.setMax_value(max);
    }
  }
}
