package org.splicebeam.schemas;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PInput;
import org.apache.beam.sdk.values.POutput;
import org.apache.beam.sdk.values.PValue;
import org.apache.beam.sdk.values.TupleTag;

/**
 * What one step of a graph hands on to the next: a record whose components are collections, views
 * of them, tuples of collections and further such records. They are known to the runner by the
 * components' names. A component may be null, or something that the runner need not know.
 */
public interface StepOutput extends PInput, POutput {
  /** Applies the next step. */
  @SuppressWarnings("unchecked") // a record is applied to steps that take it
  default <I extends PInput, O extends POutput> O apply(
      String name, PTransform<? super I, O> step) {
    return Pipeline.applyTransform(name, (I) this, step);
  }

  @Override
  default Pipeline getPipeline() {
    return expand().values().iterator().next().getPipeline();
  }

  @Override
  default Map<TupleTag<?>, PValue> expand() {
    Map<TupleTag<?>, PValue> byTag = new LinkedHashMap<>();
    for (RecordComponent component : getClass().getRecordComponents()) {
      String name = component.getName();
      Object value = valueOf(component);
      if (value instanceof PCollectionTuple tuple) {
        tuple
            .getAll()
            .forEach((tag, some) -> byTag.put(new TupleTag<>(name + " " + tag.getId()), some));
      } else if (value instanceof StepOutput nested) {
        nested
            .expand()
            .forEach((tag, some) -> byTag.put(new TupleTag<>(name + " " + tag.getId()), some));
      } else if (value instanceof PValue some) {
        byTag.put(new TupleTag<>(name), some);
      }
    }
    return byTag;
  }

  private Object valueOf(RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(this);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("component " + component + " cannot be read", e);
    }
  }

  @Override
  default void finishSpecifyingOutput(String name, PInput input, PTransform<?, ?> step) {}
}
