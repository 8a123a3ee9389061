package org.splicebeam.schemas;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PInput;
import org.apache.beam.sdk.values.POutput;
import org.apache.beam.sdk.values.PValue;
import org.apache.beam.sdk.values.TupleTag;

/**
 * What one step of a graph hands on to the next: a record of collections and views under names of
 * their own.
 */
public interface StepOutput extends PInput, POutput {
  /** The collections and views by name, in a fixed order; at least one. */
  Map<String, PValue> handedOn();

  /** Applies the next step. */
  @SuppressWarnings("unchecked") // a record is applied to steps that take it
  default <I extends PInput, O extends POutput> O apply(
      String name, PTransform<? super I, O> step) {
    return Pipeline.applyTransform(name, (I) this, step);
  }

  @Override
  default Pipeline getPipeline() {
    return handedOn().values().iterator().next().getPipeline();
  }

  @Override
  default Map<TupleTag<?>, PValue> expand() {
    Map<TupleTag<?>, PValue> byTag = new LinkedHashMap<>();
    handedOn().forEach((name, value) -> byTag.put(new TupleTag<>(name), value));
    return byTag;
  }

  @Override
  default void finishSpecifyingOutput(String name, PInput input, PTransform<?, ?> step) {}
}
