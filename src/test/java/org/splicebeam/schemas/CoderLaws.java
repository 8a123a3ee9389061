package org.splicebeam.schemas;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.util.CoderUtils;

/** What must hold for the coder that Beam finds for an element. */
public final class CoderLaws {
  private CoderLaws() {}

  /**
   * Checks the coder of a type.
   *
   * @param distinct elements of which no two are equal
   */
  public static <T> void hold(Class<T> type, List<T> distinct) throws Exception {
    Coder<T> coder = CoderRegistry.createDefault().getCoder(type);
    coder.verifyDeterministic();
    CoderProperties.coderSerializable(coder);
    CoderProperties.coderDecodeEncodeEqual(ListCoder.of(coder), distinct);
    for (T element : distinct) {
      CoderProperties.coderDecodeEncodeEqual(coder, element);
      T copy = CoderUtils.clone(coder, element);
      assertThat(copy.hashCode(), equalTo(element.hashCode()));
      CoderProperties.coderDeterministic(coder, element, copy);
      assertThat(element, not(equalTo("another type")));
    }
    for (int i = 0; i < distinct.size(); i++) {
      for (int j = 0; j < i; j++) {
        T a = distinct.get(i);
        T b = distinct.get(j);
        assertThat(i + " and " + j, a, not(equalTo(b)));
        assertThat(
            i + " and " + j,
            CoderUtils.encodeToByteArray(coder, a),
            not(equalTo(CoderUtils.encodeToByteArray(coder, b))));
      }
    }
  }
}
