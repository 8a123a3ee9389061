package org.splicebeam.schemas;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * An element as its coder writes it, for a shuffle: a runner decodes and encodes an element several
 * times on its way, and an array costs it nothing but a copy. The array belongs to the element and
 * is not written to.
 *
 * @param bytes of the element
 */
@DefaultCoder(Packed.Coder.class)
public record Packed(byte[] bytes) {

  /** Packs an element. */
  public static <T> Packed of(T element, ElementCoder<T> coder) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      coder.encode(element, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // An array takes everything.
    }
    return new Packed(bytes.toByteArray());
  }

  /** The element that was packed by the same coder. */
  public <T> T unpacked(ElementCoder<T> coder) {
    try {
      return coder.decode(new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Packed that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Deterministic coder. */
  public static final class Coder extends ElementCoder<Packed> {
    private static final long serialVersionUID = 1L;

    public static CoderProvider getCoderProvider() {
      return CoderProviders.forCoder(TypeDescriptor.of(Packed.class), new Coder());
    }

    @Override
    public void write(Packed packed, DataOutputStream out) throws IOException {
      writeBytes(packed.bytes, out);
    }

    @Override
    public Packed read(DataInputStream in) throws IOException {
      return new Packed(readBytes(in));
    }
  }
}
